import { dateOfDay } from '../../values/days';
import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { counted, grouped, percent } from '../../values/wording';
import type { SetAsideRow } from '../result';
import { countByReason } from '../setAsideRows';
import { driftBand, populationStability } from '../stats/populationStability';
import type { CountedMoves } from './countMoves';
import {
	healthRules,
	type HealthRuleCode,
	type HealthVerdict,
	healthVerdict,
} from './healthVerdict';
import { migrations } from './judgeMove';
import type { MatchedRuns } from './matchRuns';
import { changeInWords, type MoveSum, type MoveTable } from './moveTable';
import type { MigrationOptions } from './options';
import { outlook } from './outlook';
import type { Run } from './readRun';
import { lapsesOf, reactivationOf } from './sinceThen';
import { valueShares } from './valueDrift';

/** Two runs and the moves between them. */
export interface ComparedRuns {
	readonly then: Run;
	readonly now: Run;
	/** Null where one of the days is not known. */
	readonly days: number | null;
	readonly matched: MatchedRuns;
	readonly counted: CountedMoves;
	/** All groups, in their order. */
	readonly groups: readonly string[];
	readonly setAside: readonly SetAsideRow[];
	readonly notices: readonly Notice[];
}

/** The one record about both runs. */
export function summariseMigration(compared: ComparedRuns, options: MigrationOptions): JsonRecord {
	const { then, now, days, matched, groups, setAside, notices } = compared;
	const { table, changedRanking } = compared.counted;
	const sharesThen = sharesOf(then.groups, groups);
	const sharesNow = sharesOf(now.groups, groups);
	const counts = table.matrix(groups);
	const isJudged = options.cutPoints === 'frozen' && days !== null;
	const verdicts = isJudged ? verdictsOf(table, days, options) : null;
	return {
		resultInWords: resultInWords(compared, verdicts),
		customers: now.groups.length,
		asOfThen: then.day === undefined ? null : dateOfDay(then.day),
		asOf: now.day === undefined ? null : dateOfDay(now.day),
		days,
		cutPoints: options.cutPoints,
		setAside: setAside.length,
		setAsideByReason: countByReason(setAside),
		migrations: Object.fromEntries(
			migrations.map((move) => [move, table.countWhere((sum) => sum.move === move)]),
		),
		verdicts,
		changedRanking,
		revenueThen: table.total('unitsThen'),
		revenueNow: table.total('unitsNow'),
		revenueBridge: table.bridge(migrations),
		groups,
		sharesThen,
		sharesNow,
		transitionCounts: counts,
		drift: driftOf(then, now, sharesThen, sharesNow),
		outlook: outlook(counts, sharesNow),
		lapses: lapsesOf(then, now, matched, days, options.fieldNames),
		reactivation: reactivationOf(then, now, matched, options.fieldNames),
		notices,
	};
}

/** What changed: revenue first, then who moved, then what to check. */
function resultInWords(
	{ then, counted: { table } }: ComparedRuns,
	verdicts: Verdicts | null,
): string {
	if (then.groups.length === 0) return 'There is no earlier run to compare with yet.';
	const change = changeInWords(table.total('unitsThen'), table.total('unitsNow'));
	const count = (move: MoveSum['move']) => table.countWhere((sum) => sum.move === move);
	const moved = `${counted(count('up'), 'customer')} moved up, ${grouped(count('down'))} down, ${grouped(count('new'))} are new`;
	return `Revenue of the last 365 days ${change}. ${moved}. ${healthInWords(verdicts)}`;
}

/** Which moves are outside their healthy bands, or that none is. */
function healthInWords(verdicts: Verdicts | null): string {
	if (verdicts === null) return 'Health verdicts need frozen cut points and the days of both runs.';
	const judged = Object.values(verdicts);
	const outside = judged.filter(({ verdict }) => verdict === 'act' || verdict === 'watch');
	if (outside.length > 0) {
		const each = outside.map(
			({ inWords, rate, verdict }) => `${inWords}: ${percent(rate ?? 0)} (${verdict})`,
		);
		return `Outside the healthy band: ${each.join('; ')}.`;
	}
	return judged.some(({ verdict }) => verdict === 'healthy')
		? 'No move is outside its healthy band.'
		: 'No move can be judged: too few customers, or intervals that cross a limit.';
}

function driftOf(
	then: Run,
	now: Run,
	sharesThen: readonly number[],
	sharesNow: readonly number[],
): JsonRecord {
	const groups = populationStability(sharesNow, sharesThen);
	const shares = valueShares(then.values, now.values);
	const values = populationStability(shares.now, shares.then);
	return {
		groups,
		groupsBand: driftBand(groups),
		values,
		valuesBand: driftBand(values),
		decileEdges: shares.edges,
	};
}

function sharesOf(members: ReadonlyArray<string | undefined>, groups: readonly string[]): number[] {
	const counts = new Map<string, number>();
	let total = 0;
	for (const group of members) {
		if (group === undefined) continue;
		counts.set(group, (counts.get(group) ?? 0) + 1);
		total++;
	}
	return groups.map((group) => (total === 0 ? 0 : (counts.get(group) ?? 0) / total));
}

type Verdicts = Readonly<Record<string, HealthVerdict & { readonly inWords: string }>>;

function verdictsOf(table: MoveTable, days: number, { leastPerGroup }: MigrationOptions): Verdicts {
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
			const isMeant = (sum: MoveSum) => sum.from === from && sum.move === wanted;
			const moved = table.countWhere(isMeant, 'comparable');
			const all = table.countFrom(from, 'comparable');
			const verdict = healthVerdict(code, moved, all, days, leastPerGroup);
			return [code, { inWords: healthRules[code].name, ...verdict }];
		}),
	);
}
