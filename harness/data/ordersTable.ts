import { stringify } from 'csv-stringify/sync';
import type { PostgresServer } from '../process/postgres';

/** Creates the table `orders` from rows of the sample shop, with a column of texts for each of their fields. */
export async function fillOrdersTable(
	postgres: PostgresServer,
	rows: readonly object[],
): Promise<void> {
	const columns = Object.keys(rows[0]);
	const cast = { boolean: (value: boolean) => String(value) };
	await postgres.execute(
		`CREATE TABLE orders (${columns.map((name) => `"${name}" text`).join(', ')});\n` +
			`COPY orders FROM stdin WITH (FORMAT csv);\n${stringify([...rows], { columns, cast })}\\.\n`,
	);
}
