import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { storedInstant } from '../../values/storedDay';
import { counted } from '../../values/wording';
import { matchIds } from './matchIds';
import { readCustomers } from './readCustomers';

/** The stored rows of an earlier run, matched to today's customers. */
export interface PreviousRows {
	/** `rows[i]` belongs to the i-th of today's customers; undefined where there is none. */
	readonly rows: ReadonlyArray<JsonRecord | undefined>;
	/** Number of rows ignored because the same customer has a newer one. */
	readonly older: number;
}

/**
 * The newest stored row of each customer; rows without a customer are ignored.
 *
 * An append-only store holds a row of each run. The dates are compared in the order of `dateFields`, and the greater of
 * the first two that differ is newer; a row with a date is newer than one without. Of rows that agree in all of them
 * the one with the greatest canonical JSON stays, so that the order of the rows never matters.
 *
 * @param ids customer ids in code-unit order
 * @param dateFields names of the fields that date a row, such as that of `asOf`
 */
export function previousRows(
	ids: readonly string[],
	stored: readonly JsonRecord[],
	idField: string,
	dateFields: readonly string[],
): PreviousRows {
	const last = readCustomers(stored, idField, (a, b) => compareDates(a, b, dateFields));
	const older = last.setAside.filter(({ code }) => code === 'duplicateCustomerId').length;
	const places = matchIds(ids, last.ids);
	const rows = ids.map((_, i) => (places[i] < 0 ? undefined : last.rows[places[i]]));
	return { rows, older };
}

/** Above 0 where the first row is newer. */
function compareDates(a: JsonRecord, b: JsonRecord, dateFields: readonly string[]): number {
	for (const field of dateFields) {
		const [ofA, ofB] = [a, b].map((row) => storedInstant(row[field]) || -Infinity);
		if (ofA !== ofB) return ofA - ofB;
	}
	return 0;
}

/** Says that customers have several rows on "Previous", and which one counts. */
export function olderRowsNotice(older: number, dateFields: readonly string[]): Notice[] {
	if (older === 0) return [];
	const fields = dateFields.map((field) => `"${field}"`).join(', then ');
	const message = `${counted(older, 'row')} on "Previous" ${older === 1 ? 'is' : 'are'} not used, because the same customer has a newer one: of several rows the newest by ${fields} counts.`;
	return [{ code: 'olderPreviousRows', message, level: 'info' }];
}
