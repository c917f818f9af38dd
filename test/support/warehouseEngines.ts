import { DuckDBInstance } from '@duckdb/node-api';
import { postgresPrograms, startPostgres } from '../../harness/process/postgres';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { type DialectName, dialects } from '../../src/warehouse/dialects/dialects';

/** An engine that runs statements. */
export interface Engine {
	readonly dialect: DialectName;
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
