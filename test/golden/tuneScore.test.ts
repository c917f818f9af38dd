import { fitPoissonRidge, poissonErrors } from '../../src/core/stats/poissonRidge';
import {
	areaUnderCurve,
	averageRanks,
	rankCorrelation,
	topDecileCapture,
} from '../../src/core/stats/rankMeasures';
import { sparseRows } from '../../src/core/stats/sparseRows';
import { fitFeatures } from '../../src/core/tune/fitFeatures';
import { tuneOptions } from '../../src/core/tune/options';
import { tuneScore } from '../../src/core/tune/tuneScore';
import { foldOf } from '../../src/core/tune/tuneRun';
import { usableFeatures } from '../../src/core/tune/usableFeatures';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { readReference } from '../../harness/data/referenceData';
import { expectNear } from '../support/expectNear';

interface Together {
	intercept: number;
	coefficientStandardised: number[];
	perUnit: number[];
	standardErrorStandardised: number[];
	standardErrorPerUnit: number[];
	dispersion: number;
}
interface Measures {
	spearman: number;
	topTenthShare: number;
	auc: number;
}
type Alone = Record<'with' | 'without', number> &
	Record<'meanWith' | 'meanWithout' | 'difference' | 'low' | 'high' | 'p', number>;
interface Band {
	band?: string;
	tenth?: number;
	customers: number;
	revenuePerCustomer: number;
	marginPerCustomer?: number;
	shareOrdered: number;
}
const story = readReference<{
	options: { pointsPerUnit: Record<string, number>; horizonDays: number; marginPercent: number };
	then: JsonRecord[];
	after: JsonRecord[];
	expected: {
		customers: number;
		setAside: string[];
		notInThen: string[];
		targets: Record<string, [revenue: number, orders: number, fold: number]>;
		alone: Array<{ rule: string } & Alone>;
		usedRules: string[];
		together: Record<string, Together>;
		cvDeviance: Record<string, number>;
		chosenLambda: number;
		points: Array<{ rule: string; scaled: number | null; suggested: number; verdict: string }>;
		comparison: Record<string, Measures>;
		topTenthDifference: number;
		bootstrapStandardError: number;
		recommended: boolean;
		bands: Band[];
		tenthEdges: number[];
		tenths: Band[];
		falseVips: string[];
		missedVips: string[];
		vipAgainstRest: Record<'difference' | 'low' | 'high' | 'p', number>;
	};
}>('tune-score-story.json');
const units = readReference<{
	regressions: Array<{
		name: string;
		x: number[][];
		yOverMean: number[];
		penalty: number;
		expected: {
			intercept: number;
			standardised: number[];
			perUnit: Array<number | null>;
			standardErrorStandardised: Array<number | null>;
			dispersion: number;
		};
	}>;
	folds: Record<string, number>;
	ranks: Array<{
		scores: number[];
		values: number[];
		expected: { spearman: number | null; topTenth: number | null; auc: number | null };
	}>;
}>('tune-score-units.json');

function expectList(
	found: ReadonlyArray<number | null>,
	wanted: ReadonlyArray<number | null>,
	tolerance: number,
	what: string,
): void {
	expect(found).toHaveLength(wanted.length);
	found.forEach((value, i) => expectNear(value, wanted[i], tolerance, `${what} ${i}`));
}

describe('600 customers with 12 rules, and what followed', () => {
	const wanted = story.expected;
	const rules = Object.entries(story.options.pointsPerUnit).map(([code, points]) => ({
		code,
		source: 'field',
		field: code,
		points,
	}));
	const options = tuneOptions.parse({
		rulesFrom: 'json',
		rulesJson: rules,
		horizonDays: story.options.horizonDays,
		marginPercent: story.options.marginPercent,
	});
	const result = tuneScore(story.then, options, story.after);
	const { run, alone, fitted, points, comparison, bands } = result.found;
	const placeOf = new Map(run.set.features.map(({ name }, place) => [name, place]));
	const place = (rule: string) => placeOf.get(rule) as number;

	it('counts every customer who can be followed, to the cent, in its fold', () => {
		expect(run.ids).toHaveLength(wanted.customers);
		const found = run.ids.map((id, i) => [id, [run.revenue[i], run.orders[i], run.fold[i]]]);
		expect(Object.fromEntries(found)).toEqual(wanted.targets);
		expect(result.setAside.map(({ row }) => row.customerId).sort()).toEqual(wanted.setAside);
		expect(run.newSince).toBe(wanted.notInThen.length);
	});

	it.each(wanted.alone)('$rule alone', ({ rule, ...numbers }) => {
		const found = alone[place(rule)];
		expect([found.with.n, found.without.n]).toEqual([numbers.with, numbers.without]);
		expectNear(found.with.mean, numbers.meanWith, 1e-9, 'with');
		expectNear(found.without.mean, numbers.meanWithout, 1e-9, 'without');
		const { difference, low, high, p } = found.comparison;
		expectList(
			[difference, low, high, p],
			[numbers.difference, numbers.low, numbers.high, numbers.p],
			1e-9,
			'Welch',
		);
	});

	it('fits the rules that enough customers have, and chooses the penalty out of fold', () => {
		expect(fitted?.used.map((each) => run.set.features[each].name)).toEqual(wanted.usedRules);
		expect(fitted?.penalty).toBe(wanted.chosenLambda);
		for (const [penalty, deviance] of Object.entries(wanted.cvDeviance)) {
			expectNear(fitted?.deviances.get(Number(penalty)) ?? null, deviance, 1e-8, penalty);
		}
	});

	it.each(Object.entries(wanted.together))('all rules together, penalty %s', (penalty, numbers) => {
		const { used } = usableFeatures(run, options.leastPerRule);
		const found = fitFeatures(run, used, [Number(penalty)]);
		const fit = found?.fit;
		const errors = found?.errors;
		expectNear(fit?.intercept ?? null, numbers.intercept, 1e-6, 'intercept');
		expectList(fit?.standardized ?? [], numbers.coefficientStandardised, 1e-6, 'coefficient');
		expectList(fit?.perUnit ?? [], numbers.perUnit, 1e-6, 'per unit');
		expectList(errors?.standardized ?? [], numbers.standardErrorStandardised, 1e-6, 'error');
		expectNear(errors?.dispersion ?? null, numbers.dispersion, 1e-6, 'dispersion');
	});

	it.each(wanted.points)('suggests $suggested for $rule: $verdict', (each) => {
		const found = points[place(each.rule)];
		expect(found.verdict).toBe(each.verdict);
		expect(found.suggested).toBe(each.suggested);
		expectNear(found.scaled, each.scaled, 1e-6, 'scaled');
	});

	it.each(Object.entries(wanted.comparison))('ranks later revenue by %s', (score, measures) => {
		const found = comparison.measures[score as keyof typeof comparison.measures];
		expectNear(found?.spearman ?? null, measures.spearman, 1e-9, 'Spearman');
		expectNear(found?.topTenthShare ?? null, measures.topTenthShare, 1e-9, 'top tenth');
		expectNear(found?.auc ?? null, measures.auc, 1e-9, 'area');
	});

	it('recommends the tuned points by more than one standard error', () => {
		expectNear(comparison.difference, wanted.topTenthDifference, 1e-9, 'difference');
		expectNear(comparison.standardError, wanted.bootstrapStandardError, 0.15, 'standard error');
		expect(comparison.isBetter).toBe(wanted.recommended);
		expect(result.summary.recommendation).toBe('useTunedPoints');
	});

	it('tells what bands and tenths were worth, and which VIPs were none', () => {
		const check = (found: typeof bands.bands, list: readonly Band[]) => {
			expect(found.map(({ customers }) => customers)).toEqual(list.map((each) => each.customers));
			found.forEach((each, i) => {
				expect(each.name).toBe(list[i].band ?? String(list[i].tenth));
				expectNear(each.revenuePerCustomer, list[i].revenuePerCustomer, 1e-9, 'revenue');
				const margin = list[i].marginPerCustomer ?? each.marginPerCustomer;
				expectNear(each.marginPerCustomer, margin, 1e-9, 'margin');
				expectNear(each.shareOrdered, list[i].shareOrdered, 1e-9, 'ordered');
			});
		};
		check(bands.bands, wanted.bands);
		check(bands.tenths, wanted.tenths);
		expectList(bands.tenthEdges, wanted.tenthEdges, 1e-9, 'edge');
		expect(bands.bands.flatMap(({ falseVips }) => falseVips).sort()).toEqual(wanted.falseVips);
		expect(bands.bands.flatMap(({ missedVips }) => missedVips).sort()).toEqual(wanted.missedVips);
		const { difference, low, high, p } = bands.vipAgainstRest;
		const { vipAgainstRest: numbers } = wanted;
		expectList(
			[difference, low, high, p],
			[numbers.difference, numbers.low, numbers.high, numbers.p],
			1e-9,
			'VIP',
		);
		expect(bands.vipsAreMostProfitable).toBe('uncertain');
	});
});

describe('parts of it', () => {
	it.each(units.regressions)('regression: $name', ({ x, yOverMean, penalty, expected }) => {
		const rows = sparseRows(
			x[0].length,
			x.map((row) => row.flatMap((value, i) => (value === 0 ? [] : [[i, value] as const]))),
		);
		const sums = Float64Array.from(yOverMean);
		const data = { rows, weights: new Float64Array(x.length).fill(1), sums };
		const fit = fitPoissonRidge(data, penalty);
		const squares = sums.map((y) => y * y);
		const errors = poissonErrors(data, squares, penalty, fit);
		expectNear(fit.intercept, expected.intercept, 1e-7, 'intercept');
		expectList(fit.standardized, expected.standardised, 1e-7, 'coefficient');
		expectList(fit.perUnit, expected.perUnit, 1e-7, 'per unit');
		expectList(errors.standardized, expected.standardErrorStandardised, 1e-6, 'error');
		expectNear(errors.dispersion, expected.dispersion, 1e-6, 'dispersion');
	});

	it.each(Object.entries(units.folds))('fold of %j is %i', (id, fold) => {
		expect(foldOf(id)).toBe(fold);
	});

	it.each(units.ranks)('ranks of $scores', ({ scores, values, expected }) => {
		const found = rankCorrelation(averageRanks(scores), averageRanks(values));
		expectNear(found, expected.spearman, 1e-9, 'Spearman');
		expectNear(topDecileCapture(scores, values), expected.topTenth, 1e-9, 'top tenth');
		expectNear(areaUnderCurve(scores, values), expected.auc, 1e-9, 'area');
	});
});
