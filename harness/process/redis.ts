import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { anyFreePort } from './freePort';
import { untilAnswers } from './untilAnswers';

const run = promisify(execFile);

/** A Redis server of a run's own, which keeps nothing on disk. */
export interface RedisServer {
	readonly port: number;
	stop(): Promise<void>;
}

/** Whether this machine has Redis. */
export const hasRedis = (): Promise<boolean> =>
	run('redis-server', ['--version']).then(
		() => true,
		() => false,
	);

/** Starts Redis on a free port, and waits until it answers. */
export async function startRedis(): Promise<RedisServer> {
	const port = await anyFreePort();
	const server = spawn(
		'redis-server',
		['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
		{ stdio: 'ignore' },
	);
	const ended = new Promise<void>((resolve) => server.on('exit', () => resolve()));
	await untilAnswers(() => run('redis-cli', ['-p', String(port), 'ping']), server);
	return {
		port,
		async stop() {
			server.kill('SIGTERM');
			await ended;
		},
	};
}
