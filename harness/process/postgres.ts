import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { anyFreePort } from './freePort';
import { untilAnswers } from './untilAnswers';

const run = promisify(execFile);
/** Where Debian and others put PostgreSQL's own programs: one folder per version. */
const versions = '/usr/lib/postgresql';
const user = 'shop';

/** A PostgreSQL server for one test, empty at first. */
export interface PostgresServer {
	/** In the form of n8n's credential of the type `postgres`. */
	readonly connection: Readonly<Record<string, string | number | boolean>>;
	/** Runs a script as `psql` reads it, `COPY … FROM stdin` with its rows included; returns what it prints. */
	execute(sql: string): Promise<string>;
	/** The rows of a query. */
	query(sql: string): Promise<Array<Record<string, unknown>>>;
	stop(): Promise<void>;
}

/** The folder of PostgreSQL's programs on this machine; undefined where there is none. */
export function postgresPrograms(): string | undefined {
	if (!existsSync(versions)) return undefined;
	const folders = readdirSync(versions).map((version) => join(versions, version, 'bin'));
	return folders.find((folder) => existsSync(join(folder, 'initdb')));
}

/** Starts PostgreSQL on a free port with its data in a temporary folder; `stop` ends it and deletes the folder. */
export async function startPostgres(programs: string): Promise<PostgresServer> {
	const folder = await mkdtemp(join(tmpdir(), 'customer-value-postgres-'));
	// PostgreSQL refuses to run as root.
	const owner = userInfo().uid === 0 ? await idsOf('postgres') : undefined;
	if (owner) await chown(folder, owner.uid, owner.gid);
	const options = { cwd: folder, ...owner };
	const data = join(folder, 'data');
	const initialize = ['-D', data, '-U', user, '--auth=trust', '--no-sync'];
	await run(join(programs, 'initdb'), initialize, options);
	const port = await anyFreePort();
	const server = spawn(
		join(programs, 'postgres'),
		['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F'],
		{ ...options, stdio: 'ignore' },
	);
	const ended = new Promise<void>((resolve) => server.on('exit', () => resolve()));
	const execute = async (sql: string) => {
		const args = ['-h', '127.0.0.1', '-p', String(port), '-U', user, '-d', 'postgres'];
		const quiet = ['-qAt', '-v', 'ON_ERROR_STOP=1'];
		const psql = run(join(programs, 'psql'), [...args, ...quiet], { maxBuffer: 2 ** 30 });
		// A psql that ends before it has read everything says why by its exit.
		psql.child.stdin?.on('error', () => undefined).end(sql);
		return (await psql).stdout;
	};
	const query = async (sql: string) => {
		const rows = `WITH answer AS (${sql}) SELECT coalesce(json_agg(answer), '[]') FROM answer`;
		return JSON.parse(await execute(rows)) as Array<Record<string, unknown>>;
	};
	const stop = async () => {
		server.kill('SIGINT');
		await ended;
		await rm(folder, { recursive: true, force: true });
	};
	await untilAnswers(() => query('SELECT 1 AS one'), server);
	const connection = {
		host: '127.0.0.1',
		port,
		user,
		password: 'any',
		database: 'postgres',
		ssl: 'disable',
		sshTunnel: false,
		allowUnauthorizedCerts: false,
		maxConnections: 5,
	};
	return { connection, execute, query, stop };
}

async function idsOf(name: string): Promise<{ uid: number; gid: number }> {
	const [uid, gid] = await Promise.all(
		['-u', '-g'].map(async (flag) => Number((await run('id', [flag, name])).stdout)),
	);
	return { uid, gid };
}
