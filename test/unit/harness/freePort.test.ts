import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { freePort } from '../../../harness/process/freePort';

describe('freePort', () => {
	it.each(['127.0.0.1', '0.0.0.0'])('skips a port that is in use on %s', async (host) => {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, host, resolve));
		const { port } = server.address() as AddressInfo;
		const found = await freePort(port);
		await new Promise((resolve) => server.close(resolve));
		expect(found).toBeGreaterThan(port);
	});
});
