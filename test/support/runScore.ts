import type { JsonRecord } from '../../src/values/jsonRecord';
import { parseOptions } from '../../src/values/parseOptions';
import { scoreOptions } from '../../src/core/score/options';
import { scoreCustomers, type ScoredCustomers } from '../../src/core/score/scoreCustomers';

/** Midsummer noon: the present in tests. */
export const now = Date.UTC(2025, 5, 30, 12);

/** The end of 2025-06-30 in UTC, as Compute RFM writes it. */
export const asOf = '2025-06-30T23:59:59.999Z';

/** Scores rows with the given options, in UTC. */
export function runScore(
	rows: readonly JsonRecord[],
	options: JsonRecord = {},
	events: readonly JsonRecord[] = [],
): ScoredCustomers {
	return scoreCustomers(
		rows,
		parseOptions(scoreOptions, { outputFields: 'all', bandLimits: 'points', ...options }),
		{ timeZone: 'UTC', now },
		events,
	);
}

/** The score of one customer, measured as of the end of 2025-06-30 unless the row says otherwise. */
export function scoreOne(
	customer: JsonRecord,
	options: JsonRecord = {},
	events: readonly JsonRecord[] = [],
): JsonRecord {
	const result = runScore([{ customerId: 'a', asOf, ...customer }], options, events);
	if (result.customers.length !== 1) throw new Error(`${result.customers.length} customers`);
	return result.customers[0].row;
}

/** A custom rule set, as the option `rules`. */
export const ownRules = (...rules: JsonRecord[]): JsonRecord => ({ rulesFrom: 'list', rules });
