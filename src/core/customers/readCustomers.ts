import { idIn } from '../../values/readId';
import type { JsonRecord } from '../../values/jsonRecord';
import { canonicalJson } from '../../values/canonicalJson';
import type { SetAsideRow } from '../result';
import { sortedOrder } from './sortedOrder';

/** The rows of a later node that are customers, and the rows that are not. */
export interface CustomerRows {
	/** Customer ids in code-unit order, each once. */
	readonly ids: string[];
	/** `sources[i]` is the index of the input row of `ids[i]`. */
	readonly sources: number[];
	/** The row of each customer. */
	readonly rows: readonly JsonRecord[];
	readonly setAside: SetAsideRow[];
}

/**
 * Returns one row per customer, by customer ID in code-unit order, and the rows to set aside.
 *
 * An ID is a text that is not blank, trimmed, or a finite number. A row without one is set aside as
 * `missingCustomerId`. Of several rows with one ID the greatest stays, by `compare` and then by canonical JSON, so that
 * the order of the input never matters; the others are set aside as `duplicateCustomerId`.
 *
 * @param idField name of the field that holds the id
 * @param compare above 0 where the first row counts before the second; without it only canonical JSON decides
 */
export function readCustomers(
	rows: readonly JsonRecord[],
	idField: string,
	compare: (a: JsonRecord, b: JsonRecord) => number = () => 0,
): CustomerRows {
	const ids: string[] = [];
	const sources: number[] = [];
	const setAside: SetAsideRow[] = [];
	let isSorted = true;
	for (let source = 0; source < rows.length; source++) {
		const id = idIn(rows[source], idField);
		if (id === undefined) {
			setAside.push(rowWithoutId(rows[source], source, idField));
			continue;
		}
		if (ids.length > 0 && ids[ids.length - 1] >= id) isSorted = false;
		ids.push(id);
		sources.push(source);
	}
	if (isSorted) {
		const own = sources.length === rows.length ? rows : sources.map((source) => rows[source]);
		return { ids, sources, rows: own, setAside };
	}
	return keepOnePerId(rows, idField, ids, sources, setAside, compare);
}

/** A row that is set aside because it is not a customer. */
export function rowWithoutId(row: JsonRecord, source: number, idField: string): SetAsideRow {
	const explanation = `The row has no "${idField}", so it is not a customer.`;
	return { source, code: 'missingCustomerId', explanation, row };
}

function keepOnePerId(
	rows: readonly JsonRecord[],
	idField: string,
	ids: readonly string[],
	sources: readonly number[],
	setAside: SetAsideRow[],
	compare: (a: JsonRecord, b: JsonRecord) => number,
): CustomerRows {
	const keptIds: string[] = [];
	const keptSources: number[] = [];
	const duplicates: SetAsideRow[] = [];
	for (const index of sortedOrder(ids)) {
		const last = keptIds.length - 1;
		if (last < 0 || keptIds[last] !== ids[index]) {
			keptIds.push(ids[index]);
			keptSources.push(sources[index]);
			continue;
		}
		const isGreater = isRowGreater(rows[sources[index]], rows[keptSources[last]], compare);
		const loser = isGreater ? keptSources[last] : sources[index];
		if (isGreater) keptSources[last] = sources[index];
		duplicates.push({
			source: loser,
			code: 'duplicateCustomerId',
			explanation: `Another row has the same "${idField}"; only one row per customer is used.`,
			row: rows[loser],
		});
	}
	return {
		ids: keptIds,
		sources: keptSources,
		rows: keptSources.map((source) => rows[source]),
		setAside: [...setAside, ...duplicates],
	};
}

function isRowGreater(
	a: JsonRecord,
	b: JsonRecord,
	compare: (a: JsonRecord, b: JsonRecord) => number,
): boolean {
	const order = compare(a, b);
	return order === 0 ? canonicalJson(a) > canonicalJson(b) : order > 0;
}
