import { dateOfDay } from '../../values/days';
import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { storedDay, storedDayReader } from '../../values/storedDay';
import { counted } from '../../values/wording';
import { resultCopier } from '../customers/resultFields';
import type { CustomersResult, OutputRow } from '../result';
import { countByReason, sortSetAside } from '../setAsideRows';
import { driftBand, populationStability } from '../stats/populationStability';
import { groupReader, type Membership } from './groupReader';
import { healthRules, type HealthRuleCode, healthVerdict } from './healthVerdict';
import { explainMove, judgeMove, migrations } from './judgeMove';
import { MoveTable } from './moveTable';
import type { MigrationOptions } from './options';
import { outlook } from './outlook';
import { previousRun } from './previousRun';
import { daysBetween, readRun } from './readRun';
import { lapsesOf, reactivationOf } from './sinceThen';
import { valueShares } from './valueDrift';

const addedFields = ['migration', 'migrationFrom', 'migrationTo', 'migrationExplanation'] as const;

export interface MigrationResult extends CustomersResult {
	/** One row for each move from group to group. */
	readonly moves: JsonRecord[];
}

/**
 * Compares the groups of customers with those of an earlier run: who moved where, what that did to revenue, and
 * whether it is healthy.
 *
 * Adds `migration`, `migrationFrom`, `migrationTo` and `migrationExplanation`. Customers of then who are missing now are
 * counted as `gone` among the moves. Without earlier rows everybody is new.
 *
 * @param stored rows of the earlier run, or of many: the newest before today's counts
 * @param timeZone the shop's, for days that a store has moved to UTC
 */
export function trackMigration(
	rows: readonly JsonRecord[],
	options: MigrationOptions,
	stored: readonly JsonRecord[] = [],
	timeZone = 'UTC',
): MigrationResult {
	const { fieldNames } = options;
	const reader = groupReader(options);
	const now = readRun(rows, reader, options.asOf, options);
	const dayOf = storedDayReader(rows[0]?.[fieldNames.asOf], timeZone);
	const latest = storedDay(options.asOfThen) ?? (now.day === undefined ? undefined : now.day - 1);
	const { rows: previous, notices: runNotices } = previousRun(
		stored,
		fieldNames.asOf,
		dayOf,
		latest,
	);
	const then = readRun(previous, reader, options.asOfThen, options, dayOf);
	const days = daysBetween(then.day, now.day, fieldNames.asOf);
	const placeOf = new Map(reader.order.map((group, place) => [group, place]));
	const copy = resultCopier({
		own: addedFields,
		fields: 'all',
		customerId: fieldNames.customerId,
	});
	const table = new MoveTable();
	const judged = new MoveTable();
	let changedRanking = 0;

	const add = (at: number | undefined, i: number | undefined) => {
		const before = at === undefined ? undefined : then.memberships[at];
		const after = i === undefined ? undefined : now.memberships[i];
		const move = judgeMove(before, after, placeOf);
		const from = before?.group ?? null;
		const to = after?.group ?? null;
		const moneyThen = at === undefined ? 0 : then.money[at];
		const moneyNow = i === undefined ? 0 : now.money[i];
		table.add(move, from, to, moneyThen, moneyNow);
		const isComparable =
			before === undefined || after === undefined || before.rankedAmong === after.rankedAmong;
		if (isComparable) judged.add(move, from, to, moneyThen, moneyNow);
		else changedRanking++;
		return { move, from, to };
	};

	const placeThen = new Map(then.base.ids.map((id, at) => [id, at]));
	const customers = now.base.sources.map((source, i): OutputRow => {
		const id = now.base.ids[i];
		const at = placeThen.get(id);
		placeThen.delete(id);
		const { move, from, to } = add(at, i);
		const out = copy(rows[source]);
		out.migration = move;
		out.migrationFrom = from;
		out.migrationTo = to;
		out.migrationExplanation = explainMove(move, from, to);
		return { row: out, source };
	});
	for (const at of placeThen.values()) add(at, undefined);

	const groups = groupsInOrder(reader.order, [...then.memberships, ...now.memberships]);
	const sharesThen = sharesOf(then.memberships, groups);
	const sharesNow = sharesOf(now.memberships, groups);
	const drift = {
		groups: populationStability(sharesNow, sharesThen),
		values: valueShares(then.values, now.values),
	};
	const psiValues = populationStability(drift.values.now, drift.values.then);
	const counts = table.matrix(groups);
	const isFrozen = options.cutPoints === 'frozen';
	const verdicts = isFrozen && days !== null ? verdictsOf(judged, days, options) : null;
	const notices = [
		...runNotices,
		...noticesOf({
			hasPrevious: previous.length > 0,
			changedRanking,
			isFrozen,
			groups,
			order: reader.order,
		}),
	];
	const setAside = sortSetAside([
		...now.base.setAside,
		...then.base.setAside.map((row) => ({ ...row, input: 1 })),
	]);
	return {
		customers,
		moves: table.rows(groups, days),
		setAside,
		notices,
		summary: {
			customers: customers.length,
			asOfThen: then.day === undefined ? null : dateOfDay(then.day),
			asOf: now.day === undefined ? null : dateOfDay(now.day),
			days,
			cutPoints: options.cutPoints,
			setAside: setAside.length,
			setAsideByReason: countByReason(setAside),
			migrations: Object.fromEntries(migrations.map((move) => [move, table.customersOf(move)])),
			verdicts,
			changedRanking,
			revenueThen: table.total('unitsThen'),
			revenueNow: table.total('unitsNow'),
			revenueBridge: table.bridge(migrations),
			groups,
			sharesThen,
			sharesNow,
			transitionCounts: counts,
			drift: {
				groups: drift.groups,
				groupsBand: driftBand(drift.groups),
				values: psiValues,
				valuesBand: driftBand(psiValues),
				decileEdges: drift.values.edges,
			},
			outlook: outlook(counts, sharesNow),
			lapses: lapsesOf(rows, previous, now, then, days, fieldNames),
			reactivation: reactivationOf(rows, previous, now, then, fieldNames),
			notices,
		},
	};
}

function groupsInOrder(order: readonly string[], memberships: readonly Membership[]): string[] {
	const seen = new Set<string>();
	for (const { group } of memberships) if (group !== undefined) seen.add(group);
	const others = [...seen].filter((group) => !order.includes(group)).sort();
	return [...order, ...others];
}

function sharesOf(memberships: readonly Membership[], groups: readonly string[]): number[] {
	const counts = new Map<string, number>();
	let total = 0;
	for (const { group } of memberships) {
		if (group === undefined) continue;
		counts.set(group, (counts.get(group) ?? 0) + 1);
		total++;
	}
	return groups.map((group) => (total === 0 ? 0 : (counts.get(group) ?? 0) / total));
}

function verdictsOf(
	table: MoveTable,
	days: number,
	{ leastPerGroup }: MigrationOptions,
): JsonRecord {
	const facts = {
		midTierUp: ['midTier', 'up'],
		lowValueUp: ['lowValue', 'up'],
		highValueDown: ['highValue', 'down'],
		championsStay: ['champions', 'same'],
	} as const satisfies Record<HealthRuleCode, readonly [from: string, move: string]>;
	const codes = Object.keys(facts) as HealthRuleCode[];
	return Object.fromEntries(
		codes.map((code) => {
			const [from, wanted] = facts[code];
			const moved = table.count(from, (move) => move === wanted);
			const verdict = healthVerdict(code, moved, table.countFrom(from), days, leastPerGroup);
			return [code, { inWords: healthRules[code].name, ...verdict }];
		}),
	);
}

function noticesOf(facts: {
	readonly hasPrevious: boolean;
	readonly changedRanking: number;
	readonly isFrozen: boolean;
	readonly groups: readonly string[];
	readonly order: readonly string[];
}): Notice[] {
	const notices: Notice[] = [];
	const tell = (code: string, message: string) => notices.push({ code, message, level: 'info' });
	if (!facts.hasPrevious) {
		tell(
			'noPrevious',
			'Nothing came in on input Previous, so everybody is new. Store this run and connect it next time.',
		);
		return notices;
	}
	if (!facts.isFrozen && facts.order.includes('champions')) {
		tell(
			'percentileSharesAreFixed',
			'Tiers by share of customers keep their sizes whatever happens, so there are no health verdicts. Choose "Frozen" and give the tier model of the earlier run.',
		);
	}
	if (facts.changedRanking > 0) {
		tell(
			'changedRanking',
			`${counted(facts.changedRanking, 'customer')} stopped being new in between, and are ranked by other cuts than before: counted among the moves, judged in no verdict.`,
		);
	}
	return notices;
}
