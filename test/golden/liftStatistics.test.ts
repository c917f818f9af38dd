import { adjustByCovariate } from '../../src/core/stats/adjustByCovariate';
import { benjaminiHochberg } from '../../src/core/stats/benjaminiHochberg';
import { compareMeans, type Comparison } from '../../src/core/stats/compareMeans';
import { compareProportions } from '../../src/core/stats/compareProportions';
import { confidenceSequence } from '../../src/core/stats/confidenceSequence';
import { JointMoments, sampleOfList, type Sample } from '../../src/core/stats/jointMoments';
import { percentile } from '../../src/core/stats/percentile';
import { ratioOfSums } from '../../src/core/stats/ratioOfSums';
import { relativeLift, type RelativeLift } from '../../src/core/stats/relativeLift';
import { sampleRatio } from '../../src/core/stats/sampleRatio';
import { standardizedDifference } from '../../src/core/stats/standardizedDifference';
import { readReference } from '../../harness/data/referenceData';
import { expectNear } from '../support/expectNear';

// Values of SciPy 1.17.1, statsmodels 0.15.0 and gbstats 0.8.0; the file names the source of each.
interface Estimate extends Comparison {
	relative: RelativeLift;
	alwaysValid: Array<{ plannedCustomers: number; halfWidth?: number; p: number | null }>;
	theta: number;
	controlMean: number;
	treatedMean: number;
	varianceReductionPercent: number | null;
}
interface Case {
	name: string;
	why: string;
	control: number[];
	treated: number[];
	controlPre?: number[];
	treatedPre?: number[];
	expected: {
		control: Sample;
		treated: Sample;
		plain: Estimate;
		adjusted?: Estimate;
		proportion?: Comparison & Record<`${'control' | 'treated'}${'Converters' | 'N'}`, number>;
	};
}
const reference = readReference<{
	cases: Case[];
	ratios: Array<{
		name: string;
		controlRevenue: number[];
		controlEmails: number[];
		treatedRevenue: number[];
		treatedEmails: number[];
		expected: { control: { ratio: number | null; variance: number | null } } & Estimate;
	}>;
	sampleRatio: Array<{
		control: number;
		treated: number;
		controlShare: number;
		expected: { chiSquare: number; p: number };
	}>;
	benjaminiHochberg: Array<{ p: number[]; expected: number[] }>;
	standardisedDifference: Array<{
		control: number[];
		treated: number[];
		expected: number | null;
	}>;
	winsorise: Array<{
		control: number[];
		treated: number[];
		percentile: number;
		expected: { cap: number };
	}>;
}>('measure-lift-units.json');

const estimate = ['difference', 'standardError', 'degreesOfFreedom', 'low', 'high', 'p'] as const;
const lift = ['lift', 'standardError', 'low', 'high'] as const;
const named = <Entry extends { name: string }>(list: Entry[]) =>
	list.map((each) => [each.name, each] as const);

function momentsOf(values: readonly number[], covariates: readonly number[] = []): JointMoments {
	const moments = new JointMoments();
	values.forEach((value, i) => moments.add(value, covariates[i] ?? 0));
	return moments;
}

function expectEstimate(found: Comparison, wanted: Comparison, tolerance = 1e-9): void {
	for (const key of estimate) expectNear(found[key], wanted[key], tolerance, key);
}

function expectLift(found: RelativeLift, wanted: RelativeLift, tolerance = 1e-9): void {
	for (const key of lift) expectNear(found[key], wanted[key], tolerance, `relative ${key}`);
}

function expectAlwaysValid(found: Comparison, n: number, wanted: Estimate, tolerance = 1e-9): void {
	for (const { plannedCustomers, halfWidth, p } of wanted.alwaysValid) {
		const { difference, standardError } = found;
		const sequence = confidenceSequence(
			difference ?? NaN,
			// Without an interval there is no sequence either: one customer has no standard error.
			found.low === null ? NaN : (standardError ?? NaN),
			n,
			plannedCustomers,
		);
		expectNear(sequence?.halfWidth ?? null, halfWidth ?? null, tolerance, 'half-width');
		expectNear(sequence?.p ?? null, p, tolerance, 'always-valid p');
	}
}

describe('two groups', () => {
	it.each(named(reference.cases))(
		'%s: means, difference and lift',
		(_name, { control, treated, expected }) => {
			const groups = { control: sampleOfList(control), treated: sampleOfList(treated) };
			for (const group of ['control', 'treated'] as const) {
				expect(groups[group].n).toBe(expected[group].n);
				expectNear(groups[group].mean, expected[group].mean, 1e-9, 'mean');
				expectNear(groups[group].variance, expected[group].variance, 1e-9, 'variance');
			}
			const found = compareMeans(groups.control, groups.treated);
			expectEstimate(found, expected.plain);
			expectLift(relativeLift(found, groups), expected.plain.relative);
			expectAlwaysValid(found, control.length + treated.length, expected.plain);
		},
	);

	it.each(named(reference.cases.filter(({ expected }) => expected.adjusted !== undefined)))(
		'%s: adjusted by the covariate',
		(name, { control, treated, controlPre, treatedPre, expected }) => {
			const wanted = expected.adjusted as Estimate;
			const tolerance = name === 'largeOffset' ? 1e-6 : 1e-9;
			const moments = {
				control: momentsOf(control, controlPre),
				treated: momentsOf(treated, treatedPre),
			};
			const adjusted = adjustByCovariate(moments.control, moments.treated);
			const found = compareMeans(adjusted.control, adjusted.treated);
			const plainControl = moments.control.sample;
			expectNear(adjusted.theta, wanted.theta, tolerance, 'theta');
			expectNear(adjusted.control.mean, wanted.controlMean, tolerance, 'control mean');
			expectNear(adjusted.treated.mean, wanted.treatedMean, tolerance, 'treated mean');
			expectEstimate(found, wanted, tolerance);
			expectAlwaysValid(found, control.length + treated.length, wanted, tolerance);
			expectLift(
				relativeLift(
					found,
					adjusted,
					plainControl,
					plainControl.variance - adjusted.theta * moments.control.covariance,
				),
				wanted.relative,
				tolerance,
			);
		},
	);

	it.each(named(reference.cases.filter(({ expected }) => expected.proportion !== undefined)))(
		'%s: shares',
		(_name, { expected }) => {
			const { proportion } = expected;
			if (proportion === undefined) throw new Error('filtered above');
			const found = compareProportions(
				{ hits: proportion.controlConverters, n: proportion.controlN },
				{ hits: proportion.treatedConverters, n: proportion.treatedN },
			);
			for (const key of ['difference', 'low', 'high', 'p'] as const) {
				expectNear(found[key], proportion[key], 1e-9, key);
			}
		},
	);

	it.each(named(reference.ratios))('%s: ratios of sums', (_name, each) => {
		const control = ratioOfSums(momentsOf(each.controlRevenue, each.controlEmails));
		const treated = ratioOfSums(momentsOf(each.treatedRevenue, each.treatedEmails));
		const found = compareMeans(control, treated);
		expectNear(control.mean, each.expected.control.ratio, 1e-9, 'ratio');
		expectNear(control.variance, each.expected.control.variance, 1e-9, 'variance');
		expectEstimate(found, each.expected);
		const relative = relativeLift(found, { control, treated });
		expectNear(relative.lift, each.expected.relative?.lift ?? null, 1e-9, 'lift');
		expectNear(relative.low, each.expected.relative?.low ?? null, 1e-9, 'low');
	});
});

describe('around the comparison', () => {
	it.each(reference.sampleRatio)('group sizes $control and $treated', (each) => {
		const found = sampleRatio(each.control, each.treated, each.controlShare);
		expectNear(found.chiSquare, each.expected.chiSquare, 1e-9, 'χ²');
		expectNear(found.p, each.expected.p, 1e-9, 'p');
	});

	it.each(reference.benjaminiHochberg)('p-values $p', ({ p, expected }) => {
		const found = benjaminiHochberg(p);
		expect(found).toHaveLength(expected.length);
		found.forEach((each, i) => expectNear(each, expected[i], 1e-12, `p ${i}`));
	});

	it.each(reference.standardisedDifference)('standardized difference $expected', (each) => {
		const found = standardizedDifference(sampleOfList(each.control), sampleOfList(each.treated));
		expectNear(found, each.expected, 1e-9, 'difference');
	});

	it.each(reference.winsorise)('percentile $percentile of the positive values', (each) => {
		const positive = [...each.control, ...each.treated].filter((value) => value > 0);
		const sorted = positive.sort((a, b) => a - b);
		expectNear(percentile(sorted, each.percentile / 100), each.expected.cap, 1e-12, 'cap');
	});
});
