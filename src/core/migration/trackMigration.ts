import type { JsonRecord } from '../../values/jsonRecord';
import { storedDay, storedDayReader } from '../../values/storedDay';
import { resultCopier } from '../customers/resultFields';
import type { CustomersResult, OutputRow } from '../result';
import { sortSetAside } from '../setAsideRows';
import { rankedBy, rankedDifferently } from '../tier/rankedBy';
import { type CountedMoves, countMoves } from './countMoves';
import { groupReader } from './groupReader';
import { matchRuns } from './matchRuns';
import { migrationNotices } from './migrationNotices';
import type { MigrationOptions } from './options';
import { previousRun } from './previousRun';
import { daysBetween, readRun, type Run } from './readRun';
import { summariseMigration } from './summariseMigration';

const addedFields = ['migration', 'migrationFrom', 'migrationTo', 'migrationExplanation'] as const;

export interface MigrationResult extends CustomersResult {
	/** One row for each move from group to group. */
	readonly moves: JsonRecord[];
}

/**
 * Compares the groups of customers with those of an earlier run: who moved where, the effect on revenue, and whether it
 * is healthy.
 *
 * Adds `migration`, `migrationFrom`, `migrationTo` and `migrationExplanation`. Customers of the earlier run who are
 * missing now are counted as `gone` in the moves. Without earlier rows everybody is new.
 *
 * @param stored rows of the earlier run, or of many: the newest before today's counts
 * @param timeZone the shop's, for days that a store has converted to UTC
 */
export function trackMigration(
	rows: readonly JsonRecord[],
	options: MigrationOptions,
	stored: readonly JsonRecord[] = [],
	timeZone = 'UTC',
): MigrationResult {
	const { fieldNames } = options;
	const reader = groupReader(options);
	const now = readRun(rows, reader.of(rows, 'Customers'), options.asOf, options);
	const dayOf = storedDayReader(rows[0]?.[fieldNames.asOf], timeZone);
	const latest = storedDay(options.asOfThen) ?? (now.day === undefined ? undefined : now.day - 1);
	const previous = previousRun(stored, fieldNames.asOf, dayOf, latest);
	const readThen = reader.of(previous.rows, 'Previous');
	const then = readRun(previous.rows, readThen, options.asOfThen, options, dayOf);
	const days = daysBetween(then.day, now.day, fieldNames.asOf);
	const matched = matchRuns(then.ids, now.ids);
	const counted = countMoves(then, now, matched, reader.order);
	const groups = groupsInOrder(reader.order, then.groups, now.groups);
	const notices = [
		...previous.notices,
		...migrationNotices({
			hasPrevious: previous.rows.length > 0,
			changedRanking: counted.changedRanking,
			agesMissing: now.agesMissing + then.agesMissing,
			ageField: fieldNames.customerAgeDays,
			isFrozen: options.cutPoints === 'frozen',
			order: reader.order,
		}),
		...(options.cutPoints === 'asGiven' && options.groupField === 'tier'
			? rankedDifferently(previous.rows, rankedBy(rows, fieldNames.tierValue), fieldNames.tierValue)
			: []),
	];
	const setAside = sortSetAside([
		...now.setAside,
		...then.setAside.map((row) => ({ ...row, input: 1 })),
	]);
	const compared = { then, now, days, matched, counted, groups, setAside, notices };
	return {
		customers: writeCustomers(now, counted, fieldNames.customerId),
		moves: counted.table.rows(groups, days),
		setAside,
		notices,
		summary: summariseMigration(compared, options),
	};
}

function writeCustomers(
	{ sources, rows }: Run,
	{ moves }: CountedMoves,
	customerId: string,
): OutputRow[] {
	const copy = resultCopier({ own: addedFields, fields: 'all', customerId });
	return sources.map((source, i): OutputRow => {
		const { move, from, to, explanation } = moves[i];
		const out = copy(rows[i]);
		out.migration = move;
		out.migrationFrom = from;
		out.migrationTo = to;
		out.migrationExplanation = explanation;
		return { row: out, source };
	});
}

function groupsInOrder(
	order: readonly string[],
	...runs: ReadonlyArray<ReadonlyArray<string | undefined>>
): string[] {
	const seen = new Set<string>();
	for (const run of runs) for (const group of run) if (group !== undefined) seen.add(group);
	const others = [...seen].filter((group) => !order.includes(group)).sort();
	return [...order, ...others];
}
