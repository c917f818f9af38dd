import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

function canListen(port: number, host: string): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
	});
}

/**
 * The first port from the given one on which nothing listens.
 *
 * Tries all addresses as well as loopback: a server in a container often holds only the former.
 */
export async function freePort(from: number): Promise<number> {
	for (let port = from; port < from + 200; port++) {
		if ((await canListen(port, '0.0.0.0')) && (await canListen(port, '127.0.0.1'))) return port;
	}
	throw new Error(`No free port between ${from} and ${from + 199}.`);
}

/**
 * A free port for a server whose address nobody has to know.
 *
 * The search starts at a random port: tests that run side by side would find the same one free before either listens.
 */
export async function anyFreePort(): Promise<number> {
	return await freePort(randomInt(20_000, 30_000));
}
