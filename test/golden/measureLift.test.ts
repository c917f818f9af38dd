import type { Estimate } from '../../src/core/lift/estimateMetric';
import type { Finding } from '../../src/core/lift/finding';
import { liftBand, liftVerdict } from '../../src/core/lift/liftVerdict';
import { measureLift } from '../../src/core/lift/measureLift';
import { liftOptions } from '../../src/core/lift/options';
import { lastDayOver } from '../../src/core/customers/lastDayOver';
import { neededSize } from '../../src/core/lift/planSize';
import { dayOfDate } from '../../src/values/days';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { expectNear } from '../support/expectNear';
import { readReference } from '../../harness/data/referenceData';

interface Wanted {
	difference: number;
	standardError: number;
	degreesOfFreedom: number;
	low: number;
	high: number;
	p: number;
	relative: { lift: number; standardError: number; low: number; high: number };
	alwaysValid: Array<{ low: number; high: number; p: number }>;
	theta: number;
	varianceReductionPercent: number;
}
interface WantedMetric {
	value?: string;
	control: { n: number; mean: number };
	treated: { n: number; mean: number };
	plain: Wanted;
	adjusted?: Wanted;
	proportion?: { difference: number; low: number; high: number; p: number };
	adjustedPAt20?: number;
}
const story = readReference<{
	customers: JsonRecord[];
	assignments: JsonRecord[];
	expected: {
		setAside: Array<[id: string, assignedAt: string, code: string]>;
		setAsideCounts: Record<string, number>;
		notAssigned: string[];
		immature: string[];
		customers: Record<string, [string, string, number, number, number, number]>;
		results: Record<
			'revenue' | 'conversion' | 'orders' | 'margin' | 'unsubscribeRate',
			WantedMetric
		> & {
			averageOrderOfConverters: { control: number; treated: number };
			revenuePerEmail: {
				control: { ratio: number };
				treated: { ratio: number };
				difference: number;
				low: number;
				high: number;
				p: number;
			};
		};
		breakdown: Record<string, Record<'revenue' | 'conversion' | 'orders', WantedMetric[]>>;
		sampleRatio: { control: number; treated: number; chiSquare: number; p: number };
		balance: { preRevenue: number; age: number };
		summary: {
			verdict: string;
			converters: number;
			customersNeeded: { control: number; treated: number };
			daysToGo: number | null;
			smallestVisibleLift: number;
			incrementalRevenue: Record<'value' | 'low' | 'high', number>;
			incrementalMargin: Record<'value' | 'low' | 'high', number>;
			cost: number;
			returnPerUnit: number;
		};
	};
}>('measure-lift-story.json');
const units = readReference<{
	windows: Array<{ assignedAt: string; asOf: string; windowDays: number; expected: string }>;
	needed: Array<{
		controlSd: number;
		treatedSd: number;
		controlMean: number;
		treatedPerControl: number;
		minimumEffect: number;
		expected: { controlNeeded: number; treatedNeeded: number };
	}>;
	verdicts: Array<{
		controlN: number;
		treatedN: number;
		converters: number;
		low: number | null;
		high: number | null;
		lift: number | null;
		srmP: number;
		expected: { verdict: string; band: string | null };
	}>;
}>('measure-lift-units.json');

// The node writes codes in camelCase, and has its own code for rows without an ID.
const camelCase = (code: string) =>
	code.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const options = liftOptions.parse({
	controlShare: 37.5,
	marginPercent: 40,
	breakdownBy: 'tier, region',
	costPerMessage: 0.01,
});

function expectEstimate(found: Estimate | null, wanted: Wanted, what: string): void {
	if (found === null) throw new Error(`${what} is missing`);
	for (const key of [
		'difference',
		'standardError',
		'degreesOfFreedom',
		'low',
		'high',
		'p',
	] as const) {
		expectNear(found[key], wanted[key], 1e-9, `${what} ${key}`);
	}
	for (const key of ['lift', 'standardError', 'low', 'high'] as const) {
		expectNear(found.relative[key], wanted.relative[key], 1e-9, `${what} relative ${key}`);
	}
	const [sequence] = wanted.alwaysValid;
	expectNear(found.alwaysValidLow, sequence.low, 1e-9, `${what} always-valid low`);
	expectNear(found.alwaysValidHigh, sequence.high, 1e-9, `${what} always-valid high`);
	expectNear(found.alwaysValidP, sequence.p, 1e-9, `${what} always-valid p`);
}

function expectFinding(finding: Finding | undefined, wanted: WantedMetric, what: string): void {
	if (finding === undefined) throw new Error(`${what} is missing`);
	const { estimate } = finding;
	for (const group of ['control', 'treated'] as const) {
		expect(estimate[group].n).toBe(wanted[group].n);
		expectNear(estimate[group].mean, wanted[group].mean, 1e-9, `${what} ${group}`);
	}
	expectEstimate(estimate.plain, wanted.plain, `${what} plain`);
	if (wanted.adjusted !== undefined) {
		expectEstimate(estimate.adjusted, wanted.adjusted, `${what} adjusted`);
		expectNear(estimate.adjusted?.theta ?? null, wanted.adjusted.theta, 1e-9, `${what} theta`);
	}
	for (const key of ['difference', 'low', 'high', 'p'] as const) {
		if (wanted.proportion === undefined) continue;
		expectNear(
			estimate.proportion?.[key] ?? null,
			wanted.proportion[key],
			1e-9,
			`${what} share ${key}`,
		);
	}
}

describe('the story of 401 customers and 406 assignments', () => {
	const { customers, assignments, expected } = story;
	const result = measureLift(customers, options, assignments);
	const { findings, summary } = result;
	const overall = (metric: Finding['metric']) =>
		findings.find((finding) => finding.metric === metric && finding.field === null);

	it('sets aside what it must, for the reason it must', () => {
		const found = result.setAside.map(({ code, row }) => [row.customerId, row.assignedAt, code]);
		const wanted = expected.setAside.map(([id, at, code]) => [id, at, camelCase(code)]);
		expect(found.sort()).toEqual(wanted.sort());
	});

	it('knows of every customer what it bought before and after', () => {
		const byId = new Map(result.customers.map(({ row }) => [row.customerId, row]));
		for (const [id, [group, assignedAt, ...numbers]] of Object.entries(expected.customers)) {
			const row = byId.get(id);
			expect([row?.liftStatus, row?.liftGroup]).toEqual(['counted', group]);
			expect(row?.liftAssignedAt).toBe(assignedAt.slice(0, 10));
			expect([
				row?.liftRevenue,
				row?.liftOrders,
				row?.liftRevenueBefore,
				row?.liftOrdersBefore,
			]).toEqual(numbers);
		}
		const statusOf = (status: string) =>
			result.customers
				.filter(({ row }) => row.liftStatus === status)
				.map(({ row }) => row.customerId);
		expect(statusOf('immature')).toEqual(expected.immature);
		expect(statusOf('notAssigned')).toEqual(expect.arrayContaining(expected.notAssigned));
	});

	it.each(['revenue', 'conversion', 'orders', 'margin', 'unsubscribeRate'] as const)(
		'compares the groups in %s',
		(metric) => {
			expectFinding(overall(metric), expected.results[metric], metric);
		},
	);

	it('describes the average order and tests revenue per email', () => {
		const order = overall('averageOrder')?.estimate;
		const { averageOrderOfConverters, revenuePerEmail } = expected.results;
		expectNear(order?.control.mean ?? null, averageOrderOfConverters.control, 1e-9, 'control');
		expectNear(order?.treated.mean ?? null, averageOrderOfConverters.treated, 1e-9, 'treated');
		const email = overall('revenuePerEmail')?.estimate;
		expectNear(email?.control.mean ?? null, revenuePerEmail.control.ratio, 1e-9, 'control');
		for (const key of ['difference', 'low', 'high', 'p'] as const) {
			expectNear(email?.plain[key] ?? null, revenuePerEmail[key], 1e-9, key);
		}
	});

	it('breaks down by tier and region', () => {
		for (const [field, metrics] of Object.entries(expected.breakdown)) {
			for (const [metric, values] of Object.entries(metrics)) {
				for (const wanted of values) {
					const found = findings.find(
						(each) => each.metric === metric && each.field === field && each.value === wanted.value,
					);
					expectFinding(found, wanted, `${field} ${wanted.value} ${metric}`);
				}
			}
		}
	});

	it('adjusts p-values among the values with enough customers', () => {
		const smaller = measureLift(customers, { ...options, leastPerGroup: 20 }, assignments);
		for (const [field, metrics] of Object.entries(expected.breakdown)) {
			for (const [metric, values] of Object.entries(metrics)) {
				for (const { value, adjustedPAt20 } of values) {
					const found = smaller.findings.find(
						(each) => each.metric === metric && each.field === field && each.value === value,
					);
					expectNear(found?.pAdjusted ?? null, adjustedPAt20 ?? null, 1e-9, `${field} ${value}`);
				}
			}
		}
	});

	it('checks the sizes and the balance of the groups', () => {
		const { control, treated, chiSquare, p } = expected.sampleRatio;
		expect(summary.sampleRatio).toMatchObject({ control, treated, isMismatch: false });
		const found = summary.sampleRatio as { chiSquare: number; p: number };
		expect(found.chiSquare).toBeCloseTo(chiSquare, 6);
		expect(found.p).toBeCloseTo(p, 4);
		const balance = summary.balance as { revenueBefore: number; age: number };
		expect(balance.revenueBefore).toBeCloseTo(expected.balance.preRevenue, 6);
		expect(balance.age).toBeCloseTo(expected.balance.age, 6);
	});

	it('says what that means, what it is worth and what is still needed', () => {
		const wanted = expected.summary;
		expect(summary).toMatchObject({
			verdict: wanted.verdict,
			converters: wanted.converters,
			customersNeeded: wanted.customersNeeded,
			daysToGo: wanted.daysToGo,
			cost: wanted.cost,
		});
		expect(summary.smallestVisibleLift).toBeCloseTo(wanted.smallestVisibleLift, 6);
		expect(summary.returnPerUnit).toBeCloseTo(wanted.returnPerUnit, 4);
		for (const key of ['value', 'low', 'high'] as const) {
			const revenue = summary.incrementalRevenue as Record<string, number>;
			const margin = summary.incrementalMargin as Record<string, number>;
			expect(revenue[key]).toBeCloseTo(wanted.incrementalRevenue[key], 4);
			expect(margin[key]).toBeCloseTo(wanted.incrementalMargin[key], 4);
		}
	});
});

describe('parts of it', () => {
	it.each(units.windows)('a window from $assignedAt at $asOf is $expected', (each) => {
		const end = (dayOfDate(each.assignedAt) ?? NaN) + each.windowDays;
		const isOver = end <= (lastDayOver(each.asOf) ?? NaN);
		expect(isOver ? 'complete' : 'immature').toBe(each.expected);
	});

	it.each(units.needed)(
		'a mean of $controlMean needs $expected.controlNeeded customers',
		(each) => {
			const needed = neededSize({
				control: { n: 1, mean: each.controlMean, variance: each.controlSd ** 2 },
				treated: { n: 1, mean: each.controlMean, variance: each.treatedSd ** 2 },
				controlMean: each.controlMean,
				treatedPerControl: each.treatedPerControl,
				minimumEffect: each.minimumEffect,
				confidence: 0.95,
				power: 0.8,
			});
			expect(needed).toEqual({
				control: each.expected.controlNeeded,
				treated: each.expected.treatedNeeded,
			});
		},
	);

	it.each(units.verdicts)('$expected.verdict, $expected.band for $low to $high', (each) => {
		const verdict = liftVerdict(
			{
				controlCustomers: each.controlN,
				treatedCustomers: each.treatedN,
				converters: each.converters,
				low: each.low,
				high: each.high,
				lift: each.lift,
				isMismatch: each.srmP < 0.001,
			},
			{ leastPerGroup: 100, leastConverters: 25 },
		);
		expect({ verdict, band: liftBand(each.lift) }).toEqual(each.expected);
	});
});
