import { driftBand, populationStability } from '../../src/core/stats/populationStability';
import { wilsonInterval } from '../../src/core/stats/wilsonInterval';
import {
	type HealthRuleCode,
	healthVerdict,
	rateWithin,
} from '../../src/core/migration/healthVerdict';
import { migrationOptions } from '../../src/core/migration/options';
import { outlook, transitionMatrix } from '../../src/core/migration/outlook';
import { trackMigration } from '../../src/core/migration/trackMigration';
import { valueShares } from '../../src/core/migration/valueDrift';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { readReference } from '../../harness/data/referenceData';
import { expectNear } from '../support/expectNear';

type Numbers = Record<string, number | null | string>;
interface Expected {
	customers: Record<string, [string, string | null, string | null]>;
	moves: Array<
		{ status: string; from: string | null; to: string | null } & Record<
			'customers' | 'monetaryThen' | 'monetaryNow' | 'monetaryChange',
			number
		> &
			Record<'share' | 'low' | 'high' | 'sharePer30Days', number | null>
	>;
	matrixOrder: string[];
	counts: number[][];
	sharesThen: number[];
	sharesNow: number[];
	outlook: Record<string, number[] | number | null>;
	psiGroups: number;
	psiGroupsBand: string;
	psiValues: number;
	psiValuesBand: string;
	decileEdges: number[];
	bridge: Record<string, number>;
	revenueThen: number;
	revenueNow: number;
	verdicts: Record<string, Numbers> | null;
}
const story = readReference<{
	options: { model: JsonRecord };
	then: JsonRecord[];
	now: JsonRecord[];
	expected: {
		frozen: Expected;
		asGiven: Expected;
		reactivation: Numbers;
		lapses: Record<'champions' | 'vipAndAbove', Numbers>;
	};
}>('track-migration-story.json');
const units = readReference<{
	verdicts: Array<{
		rule: HealthRuleCode;
		n: number;
		moved: number;
		days: number;
		expected: Numbers;
	}>;
	wilson: Array<{ k: number; n: number; expected: [number, number] }>;
	psi: Array<{ now: number[]; then: number[]; expected: number; band: string }>;
	outlook: Array<{
		counts: number[][];
		shares: number[];
		transition: number[][];
		expected: Record<string, number[]>;
		halfLifeOfFirst: number | null;
	}>;
	deciles: Array<{
		then: number[];
		now: number[];
		edges: number[];
		sharesThen: number[];
		sharesNow: number[];
		psi: number;
	}>;
	rates: Array<{ share: number; days: number; per30: number; per90: number }>;
}>('track-migration-units.json');

function expectList(found: readonly number[], wanted: readonly number[], what: string): void {
	expect(found).toHaveLength(wanted.length);
	found.forEach((value, i) => expectNear(value, wanted[i], 1e-9, `${what} ${i}`));
}

function expectNumbers(found: object, wanted: Numbers): void {
	for (const [key, value] of Object.entries(wanted)) {
		const own = (found as Numbers)[key];
		if (typeof value === 'string') expect({ key, own }).toEqual({ key, own: value });
		else expectNear(own as number | null, value, 1e-9, key);
	}
}

// In the story, customers who had not ordered for 75 days then had lapsed.
const then = story.then.map((row) => ({
	...row,
	churnStatus: Number(row.daysSinceLastOrder) >= 75 ? 'lapsed' : 'ok',
}));
const ladder = ['champions', 'vip', 'highValue', 'midTier', 'lowValue'];

describe.each(['frozen', 'asGiven'] as const)('283 customers then and 290 now, %s', (cutPoints) => {
	const wanted = story.expected[cutPoints];
	const options = migrationOptions.parse({ cutPoints, savedModel: story.options.model });
	const { customers, moves, summary, notices } = trackMigration(story.now, options, then);
	const drift = summary.drift as Numbers;

	it('tells how each customer moved', () => {
		const gone = Object.entries(wanted.customers).filter(([, [move]]) => move === 'gone');
		expect((summary.migrations as Record<string, number>).gone).toBe(gone.length);
		const found = Object.fromEntries(
			customers.map(({ row }) => [
				row.customerId,
				[row.migration, row.migrationFrom, row.migrationTo],
			]),
		);
		expect({ ...found, ...Object.fromEntries(gone) }).toEqual(wanted.customers);
	});

	it('counts every move with its interval and its money', () => {
		expect(moves).toHaveLength(wanted.moves.length);
		for (const { status, from, to, low, high, ...numbers } of wanted.moves) {
			const move = moves.find(
				(each) =>
					each.migrationFrom === from &&
					each.migrationTo === to &&
					(each.migration === 'gone') === (status === 'gone') &&
					(each.migration === 'new') === (status === 'new'),
			);
			expect(move).toBeDefined();
			expectNumbers(move ?? {}, { ...numbers, shareLow: low, shareHigh: high });
		}
	});

	it('splits the change of revenue to the cent', () => {
		const bridge = summary.revenueBridge as Record<string, number>;
		expect(bridge).toEqual({ ...wanted.bridge, changed: 0 });
		expect([summary.revenueThen, summary.revenueNow]).toEqual([
			wanted.revenueThen,
			wanted.revenueNow,
		]);
		const cents = Object.values(bridge).reduce((sum, part) => sum + Math.round(part * 100), 0);
		expect(cents).toBe(Math.round(wanted.revenueNow * 100) - Math.round(wanted.revenueThen * 100));
	});

	it('measures drift and looks ahead', () => {
		expect(summary.groups).toEqual(ladder);
		expect(summary.transitionCounts).toEqual(wanted.counts);
		expectList(summary.sharesThen as number[], wanted.sharesThen, 'then');
		expectList(summary.sharesNow as number[], wanted.sharesNow, 'now');
		expectNumbers(drift, {
			groups: wanted.psiGroups,
			groupsBand: wanted.psiGroupsBand,
			values: wanted.psiValues,
			valuesBand: wanted.psiValuesBand,
		});
		expectList(drift.decileEdges as unknown as number[], wanted.decileEdges, 'edge');
		const { shares, halfLifePeriods } = summary.outlook as ReturnType<typeof outlook>;
		for (const periods of [3, 6, 12]) {
			expectList(shares[periods], wanted.outlook[periods] as number[], `after ${periods}`);
		}
		const halfLife = (wanted as unknown as Numbers).championHalfLifePeriods;
		expectNear(halfLifePeriods, halfLife as number | null, 1e-9, 'half-life');
	});

	it('judges moves on frozen cut points alone', () => {
		if (wanted.verdicts === null) {
			expect(summary.verdicts).toBeNull();
			expect(notices.map(({ code }) => code)).toContain('percentileSharesAreFixed');
			return;
		}
		const verdicts = summary.verdicts as Record<string, Numbers>;
		for (const [rule, verdict] of Object.entries(wanted.verdicts)) {
			expectNumbers(verdicts[rule], verdict);
		}
	});

	it('names the moves outside their healthy bands in words, and no others', () => {
		const named = (summary.resultInWords as string).match(/\((watch|act)\)/g) ?? [];
		const isOutside = ({ verdict }: Numbers) => ['watch', 'act'].includes(String(verdict));
		const judged = Object.values((summary.verdicts ?? {}) as Record<string, Numbers>);
		expect(named).toHaveLength(judged.filter(isOutside).length);
	});

	it('tells who came back and who lapsed', () => {
		expectNumbers(summary.reactivation as object, story.expected.reactivation);
		const lapses = summary.lapses as Record<string, object>;
		expectNumbers(lapses.champions, story.expected.lapses.champions);
		expectNumbers(lapses.vipAndAbove, story.expected.lapses.vipAndAbove);
	});
});

describe('parts of it', () => {
	it.each(units.verdicts)('$rule: $moved of $n in $days days', (each) => {
		const verdict = healthVerdict(each.rule, each.moved, each.n, each.days, 100);
		expectNumbers(verdict, each.expected);
	});

	it.each(units.wilson)('Wilson for $k of $n', ({ k, n, expected }) => {
		const interval = wilsonInterval(k, n);
		expectNear(interval?.low ?? null, expected[0], 1e-9, 'low');
		expectNear(interval?.high ?? null, expected[1], 1e-9, 'high');
	});

	it.each(units.psi)(
		'stability index $expected is $band',
		({ now, then: before, expected, band }) => {
			expectNear(populationStability(now, before), expected, 1e-9, 'index');
			expect(driftBand(expected)).toBe(band);
		},
	);

	it.each(units.outlook)(
		'outlook of $counts',
		({ counts, shares, transition, expected, halfLifeOfFirst }) => {
			transitionMatrix(counts).forEach((row, i) => expectList(row, transition[i], `row ${i}`));
			const ahead = outlook(counts, shares);
			for (const [periods, wanted] of Object.entries(expected)) {
				expectList(ahead.shares[periods], wanted, `after ${periods}`);
			}
			expectNear(ahead.halfLifePeriods, halfLifeOfFirst, 1e-9, 'half-life');
		},
	);

	it.each(units.deciles)('tenths with the edges $edges', (each) => {
		const shares = valueShares(Float64Array.from(each.then), Float64Array.from(each.now));
		expectList(shares.edges, each.edges, 'edge');
		expectList(shares.then, each.sharesThen, 'then');
		expectList(shares.now, each.sharesNow, 'now');
		expectNear(populationStability(shares.now, shares.then), each.psi, 1e-9, 'index');
	});

	it.each(units.rates)('$share in $days days', ({ share, days, per30, per90 }) => {
		expectNear(rateWithin(30, share, days), per30, 1e-9, 'per 30 days');
		expectNear(rateWithin(90, share, days), per90, 1e-9, 'per 90 days');
	});
});
