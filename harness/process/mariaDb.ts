import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection, type Connection } from 'mysql2/promise';
import { anyFreePort } from './freePort';
import { untilAnswers } from './untilAnswers';

const run = promisify(execFile);
const server = '/usr/sbin/mariadbd';
const installer = '/usr/bin/mariadb-install-db';
const user = 'shop';

/** A MariaDB server for one test, with an empty database `shop`. */
export interface MariaDbServer {
	/** In the form of n8n's credential of the type `mySql`. */
	readonly connection: Readonly<Record<string, string | number | boolean>>;
	/** Runs statements; returns the rows of all of them, as n8n's MySQL node does. */
	execute(sql: string): Promise<Array<Record<string, unknown>>>;
	stop(): Promise<void>;
}

/** Whether MariaDB's programs are on this machine, where Debian puts them. */
export function hasMariaDb(): boolean {
	return existsSync(server) && existsSync(installer);
}

/**
 * Starts MariaDB on a free port with its data in a temporary folder; `stop` ends it and deletes the folder.
 *
 * Its defaults are those that a statement must not depend on: another time zone, another character set, and MySQL's
 * limit of concatenated texts.
 */
export async function startMariaDb(): Promise<MariaDbServer> {
	const folder = await mkdtemp(join(tmpdir(), 'customer-value-mariadb-'));
	const data = join(folder, 'data');
	const common = ['--no-defaults', `--datadir=${data}`, `--user=${userInfo().username}`];
	await run(installer, [...common, '--auth-root-authentication-method=normal', '--skip-test-db']);
	const port = await anyFreePort();
	const started = spawn(
		server,
		[
			...common,
			`--port=${port}`,
			'--bind-address=127.0.0.1',
			`--socket=${join(folder, 'socket')}`,
			`--pid-file=${join(folder, 'pid')}`,
			'--skip-grant-tables',
			'--innodb-flush-log-at-trx-commit=0',
			'--default-time-zone=+05:30',
			'--character-set-server=latin1',
			'--group-concat-max-len=1024',
		],
		{ cwd: folder, stdio: 'ignore' },
	);
	const ended = new Promise<void>((resolve) => started.on('exit', () => resolve()));
	// As n8n's MySQL node connects.
	const connect = (database?: string): Promise<Connection> =>
		createConnection({
			host: '127.0.0.1',
			port,
			user,
			...(database !== undefined && { database }),
			multipleStatements: true,
			supportBigNumbers: true,
			dateStrings: true,
		});
	await untilAnswers(async () => {
		const first = await connect();
		await first.query('CREATE DATABASE IF NOT EXISTS shop CHARACTER SET utf8mb4');
		await first.end();
	}, started);
	const execute = async (sql: string) => {
		const connection = await connect('shop');
		try {
			const [answer] = (await connection.query(sql)) as unknown as [unknown[]];
			if (!Array.isArray(answer)) return [];
			const isOne = !answer.some(Array.isArray) && !answer.some(isHeader);
			return (isOne ? answer : answer.filter(Array.isArray).flat()) as Array<
				Record<string, unknown>
			>;
		} finally {
			await connection.end();
		}
	};
	const stop = async () => {
		started.kill('SIGTERM');
		await ended;
		await rm(folder, { recursive: true, force: true });
	};
	return { connection: credentialOf(port), execute, stop };
}

/** The answer to a statement that returns no rows. */
function isHeader(answer: unknown): boolean {
	return (answer as object).constructor.name === 'ResultSetHeader';
}

function credentialOf(port: number): MariaDbServer['connection'] {
	return {
		host: '127.0.0.1',
		port,
		user,
		password: 'any',
		database: 'shop',
		connectTimeout: 10_000,
		ssl: false,
		sshTunnel: false,
	};
}
