import type { JsonRecord } from '../../src/values/jsonRecord';
import { parseOptions } from '../../src/values/parseOptions';
import { computeRfm, type RfmResult } from '../../src/core/rfm/computeRfm';
import { rfmOptions } from '../../src/core/rfm/options';

/** Midsummer noon: the present in tests. */
export const now = Date.UTC(2025, 5, 30, 12);

/** Computes RFM of rows with the given options, in UTC, as of the end of 2025-06-30. */
export function runRfm(rows: readonly JsonRecord[], options: JsonRecord = {}): RfmResult {
	const parsed = parseOptions(rfmOptions, { asOf: '2025-06-30', outputFields: 'all', ...options });
	return computeRfm(rows, parsed, { timeZone: 'UTC', now });
}

/** The customers of a run by their ID. */
export function customersById(result: RfmResult): Map<unknown, JsonRecord> {
	return new Map(result.customers.map(({ row }) => [row.customerId, row]));
}

/** The only customer of a run. */
export function onlyCustomer(result: RfmResult): JsonRecord {
	if (result.customers.length !== 1) throw new Error(`${result.customers.length} customers`);
	return result.customers[0].row;
}

/** Codes of the set-aside rows by the index of their input row. */
export function codesBySource(result: RfmResult): Record<number, string> {
	return Object.fromEntries(result.setAside.map(({ source, code }) => [source, code]));
}

/** Codes of the notices of a run. */
export function noticeCodes(result: RfmResult): string[] {
	return result.notices.map(({ code }) => code);
}
