import { metaColumns, type MetaColumn, type MetaPayload } from './schemas';

/** A person as a request names them. */
export type Row = ReadonlyMap<MetaColumn, unknown>;

/** Columns by which Meta finds a person, the first filled one first. */
const findingColumns: readonly MetaColumn[] = ['EMAIL', 'PHONE', 'MADID', 'EXTERN_ID'];

/** The cells by which Meta finds a person. */
export const findingCells = (row: Row): string[] =>
	findingColumns.map((column) => String(row.get(column) ?? '')).filter((cell) => cell !== '');

/** The key that identifies a person in an audience; empty where there is none. */
export const identityOf = (row: Row): string => findingCells(row)[0] ?? '';

/** The number of rows received, the number of invalid ones, and samples of those. */
export type RowReport = ReturnType<typeof readRows>['report'];

/** Reads rows; those with an invalid cell are counted, sampled and left out. */
export function readRows({ schema, data }: MetaPayload, invalidKeys: ReadonlySet<string>) {
	const rows: Row[] = [];
	const samples: Record<string, string> = {};
	let invalidCount = 0;
	for (const cells of data) {
		const row = new Map(schema.map((column, place) => [column, cells[place]]));
		const bad = schema.find((column) => !metaColumns[column].safeParse(row.get(column)).success);
		const key = identityOf(row);
		if (bad === undefined && key !== '' && !invalidKeys.has(key)) {
			rows.push(row);
			continue;
		}
		invalidCount++;
		// Meta quotes what was sent; so does its sandbox server.
		if (invalidCount <= 100) samples[JSON.stringify(cells)] = `Invalid ${bad ?? 'row'}`;
	}
	return {
		rows,
		report: {
			num_received: data.length,
			num_invalid_entries: invalidCount,
			invalid_entry_samples: invalidCount > 0 ? samples : [],
		},
	};
}
