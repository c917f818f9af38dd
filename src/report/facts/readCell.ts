import { isRecord } from '../../values/isRecord';
import type { JsonRecord } from '../../values/jsonRecord';
import { readNumber } from '../../values/readNumber';
import { isShowable } from '../figures';

/** A number of a summary; null where there is none that can be shown. */
export function numberIn(row: JsonRecord | undefined, field: string): number | null {
	const number = row === undefined ? NaN : readNumber(row[field]);
	return isShowable(number) ? number : null;
}

/** A record inside a summary; undefined where there is none. */
export function recordIn(row: JsonRecord | undefined, field: string): JsonRecord | undefined {
	const value = row?.[field];
	return isRecord(value) ? value : undefined;
}

/** A list of records inside a summary; members that are not records are left out. */
export function listIn(row: JsonRecord | undefined, field: string): JsonRecord[] {
	const value = row?.[field];
	return Array.isArray(value) ? value.filter(isRecord) : [];
}
