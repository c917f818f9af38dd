import { DuckDBInstance } from '@duckdb/node-api';
import { hasMariaDb, startMariaDb } from '../../harness/process/mariaDb';
import { postgresPrograms, startPostgres } from '../../harness/process/postgres';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { type DialectName, dialects } from '../../src/warehouse/dialects/dialects';

/** An engine that runs statements. */
export interface Engine {
	readonly dialect: DialectName;
	/** The type of a column of times without a time zone. */
	readonly timeType: 'timestamp' | 'datetime';
	/** The rows of a query. */
	query(sql: string): Promise<JsonRecord[]>;
	/** Runs statements for what they do. */
	execute(sql: string): Promise<void>;
	stop(): Promise<void>;
}

export async function startDuckDb(): Promise<Engine> {
	const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
	const connection = await instance.connect();
	return {
		dialect: 'duckDb',
		timeType: 'timestamp',
		query: async (sql) => {
			const rows = await connection.runAndReadAll(sql);
			return rows.getRowObjectsJson() as JsonRecord[];
		},
		execute: async (sql) => {
			await connection.run(sql);
		},
		stop: async () => {
			connection.closeSync();
			instance.closeSync();
		},
	};
}

/** PostgreSQL, or undefined where this machine has none. */
export async function startPostgresEngine(): Promise<Engine | undefined> {
	const programs = postgresPrograms();
	if (programs === undefined) return undefined;
	const server = await startPostgres(programs);
	return {
		dialect: 'postgres',
		timeType: 'timestamp',
		query: async (sql) => {
			// As a driver sends them: several statements are one transaction.
			const { prelude } = dialects.postgres;
			const isOne = sql.startsWith(`${prelude}WITH`);
			const last = isOne ? prelude.length : sql.lastIndexOf(';\nSELECT') + 1;
			const rows = `WITH answer AS (${sql.slice(last)}) SELECT coalesce(json_agg(answer), '[]') FROM answer`;
			const printed = await server.execute(`BEGIN;\n${sql.slice(0, last)}\n${rows};\nCOMMIT;`);
			return JSON.parse(printed) as JsonRecord[];
		},
		execute: async (sql) => {
			await server.execute(`BEGIN;\n${sql};\nCOMMIT;`);
		},
		stop: () => server.stop(),
	};
}

/** MariaDB, or undefined where this machine has none. */
export async function startMariaDbEngine(): Promise<Engine | undefined> {
	if (!hasMariaDb()) return undefined;
	const server = await startMariaDb();
	return {
		dialect: 'mariaDb',
		timeType: 'datetime',
		query: async (sql) => (await server.execute(sql)) as JsonRecord[],
		execute: async (sql) => {
			await server.execute(sql);
		},
		stop: () => server.stop(),
	};
}

/** The engines of `npm test` that are on this machine; says which are not. */
export async function startEngines(): Promise<Engine[]> {
	const started = await Promise.all(
		engineStarts.map(async ([name, start]) => {
			const engine = await start();
			if (engine === undefined) console.warn(`${name} is not on this machine: not tested.`);
			return engine === undefined ? [] : [engine];
		}),
	);
	return started.flat();
}

/** The engines of `npm test` by name, and what starts each; undefined where this machine has none. */
export const engineStarts = [
	['DuckDB', startDuckDb],
	['PostgreSQL', startPostgresEngine],
	['MariaDB', startMariaDbEngine],
] as const satisfies ReadonlyArray<
	readonly [name: string, start: () => Promise<Engine | undefined>]
>;
