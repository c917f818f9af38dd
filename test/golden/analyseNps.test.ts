import { readReference } from '../../harness/data/referenceData';
import { analyseNps } from '../../src/core/nps/analyseNps';
import type { NpsFinding } from '../../src/core/nps/breakDown';
import { compareNps, estimateNps, type NpsEstimate } from '../../src/core/nps/npsInterval';
import { answersByMonth } from '../../src/core/nps/npsByMonth';
import { readNpsRun } from '../../src/core/nps/npsRun';
import { npsOptions } from '../../src/core/nps/options';
import { readScore } from '../../src/core/nps/readScore';
import type { JsonRecord } from '../../src/values/jsonRecord';
import { guestId } from '../../src/core/customers/guestId';
import { expectNear } from '../support/expectNear';

interface Score {
	answers: number;
	promoters: number;
	passives: number;
	detractors: number;
	nps: number | null;
	low: number | null;
	high: number | null;
}
interface Value extends Score {
	value: string;
	differenceToRest: number;
	z: number;
	p: number;
	adjustedP: number | null;
	verdict: string;
	customers?: number;
	responseRate?: number;
}
type Counts = [promoters: number, passives: number, detractors: number];
const units = readReference<{
	intervals: Array<Score & { expected: Score }>;
	differences: Array<{
		a: Counts;
		b: Counts;
		expected: { differenceAdjusted: number; z: number; p: number };
	}>;
	scores: Array<{ given: unknown; expected: number | null }>;
}>('nps-units.json');
const story = readReference<{
	options: { asOf: string; timeZone: string; dimensions: string[] };
	surveys: JsonRecord[];
	customers: JsonRecord[];
	expected: {
		setAside: Array<[index: number, code: string]>;
		customersColumns: string[];
		customers: Record<string, unknown[]>;
		breakdown: Record<string, Value[]>;
		summary: {
			raw: Score;
			weighted: { nps: number; low: number; high: number; shareCovered: number; tiers: string[] };
			byMonth: Record<string, Score>;
		};
	};
}>('nps-story.json');

const tolerance = 1e-9;
const countsOf = ([promoters, passives, detractors]: Counts) => ({
	promoters,
	passives,
	detractors,
});

function expectScore(found: NpsEstimate, expected: Score): void {
	for (const end of ['nps', 'low', 'high'] as const) {
		if (expected[end] === null) expect(found[end]).toBeNull();
		else expectNear(Number(found[end]), expected[end], tolerance, end);
	}
}

describe('the score of a group', () => {
	it.each(units.intervals)('of $promoters, $passives and $detractors answers', (group) => {
		expectScore(estimateNps(group), group.expected);
	});

	it.each(units.differences)('of $a against $b', ({ a, b, expected }) => {
		const found = compareNps(countsOf(a), countsOf(b));
		expectNear(
			found?.adjustedDifference ?? NaN,
			expected.differenceAdjusted,
			tolerance,
			'difference',
		);
		expectNear(found?.z ?? NaN, expected.z, tolerance, 'z');
		expectNear(found?.p ?? NaN, expected.p, tolerance, 'p');
	});
});

it.each(units.scores)('reads the score $given as $expected', ({ given, expected }) => {
	expect(readScore(given) ?? null).toBe(expected);
});

describe('218 answers of 500 customers', () => {
	const { expected } = story;
	const options = npsOptions.parse({
		asOf: story.options.asOf,
		breakdownBy: story.options.dimensions.join(),
	});
	const around = { timeZone: story.options.timeZone, now: 0 };
	const result = analyseNps(story.surveys, options, story.customers, around);

	it('sets the same rows aside for the same reasons', () => {
		const found = result.setAside.map(({ source, code }) => [source, code]);
		const camelCase = (code: string) =>
			code.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
		const wanted = expected.setAside.map(([index, code]) => [index, camelCase(code)]);
		expect(found.sort()).toEqual(wanted.sort());
	});

	it('gives everybody the same score, band and flags', () => {
		const rows = new Map(result.customers.map(({ row }) => [row.customerId, row]));
		expect(rows.size).toBe(Object.keys(expected.customers).length);
		for (const [key, values] of Object.entries(expected.customers)) {
			const row = rows.get(key.startsWith('email:') ? guestId(key.slice(6)) : key);
			expected.customersColumns.forEach((column, place) => {
				const isDate = column === 'npsAnsweredAt' && values[place] !== null;
				const of = (value: unknown) => (isDate ? Date.parse(String(value)) : value);
				expect([key, column, of(row?.[column])]).toEqual([key, column, of(values[place])]);
			});
		}
	});

	const bands: Readonly<Record<string, string>> = {
		'0': 'none',
		'1-10': 'upTo10',
		'11-20': 'upTo20',
		'21-30': 'upTo30',
		'>30': 'above30',
	};

	it.each(Object.entries(expected.breakdown))('breaks answers down by %s', (name, values) => {
		const findings = result.found.findings.filter(({ dimension }) => dimension === name);
		expect(findings).toHaveLength(values.length);
		const found = new Map(findings.map((each) => [each.value, each]));
		for (const each of values) {
			const value = name === 'discountBand' ? bands[each.value] : each.value;
			expectValue(found.get(value), each);
		}
	});

	function expectValue(finding: NpsFinding | undefined, wanted: Value): void {
		if (finding === undefined) throw new Error(`no finding for ${wanted.value}`);
		const { promoters, passives, detractors } = wanted;
		expect(finding.counts).toEqual({ promoters, passives, detractors });
		expectScore(finding, wanted);
		expectNear(
			finding.toRest?.difference ?? NaN,
			wanted.differenceToRest,
			tolerance,
			`difference of ${wanted.value}`,
		);
		expectNear(finding.toRest?.z ?? NaN, wanted.z, tolerance, `z of ${wanted.value}`);
		expectNear(finding.toRest?.p ?? NaN, wanted.p, tolerance, `p of ${wanted.value}`);
		if (wanted.adjustedP === null) expect(finding.adjustedP).toBeNull();
		else
			expectNear(
				finding.adjustedP ?? NaN,
				wanted.adjustedP,
				tolerance,
				`adjusted p of ${wanted.value}`,
			);
		expect(finding.verdict).toBe(wanted.verdict);
		if (wanted.customers === undefined) return;
		expect(finding.customers).toBe(wanted.customers);
		expectNear(
			finding.answeredShare ?? NaN,
			wanted.responseRate ?? NaN,
			tolerance,
			`share of ${wanted.value}`,
		);
	}

	it('scores all answers, and weighs them back to the tiers of the base', () => {
		const { raw, weighted } = expected.summary;
		const { counts, weighted: found } = result.found.totals;
		expectScore(estimateNps(counts), raw);
		for (const member of ['nps', 'low', 'high', 'shareCovered'] as const) {
			expectNear(Number(found?.[member]), weighted[member], tolerance, member);
		}
		expect(found?.tiers).toEqual(weighted.tiers);
	});

	it('scores each month', () => {
		const { answers } = readNpsRun(story.surveys, story.customers, options, around);
		const months = answersByMonth(answers);
		expect(months.map(([month]) => month)).toEqual(Object.keys(expected.summary.byMonth));
		for (const [month, counts] of months) {
			const wanted = expected.summary.byMonth[month];
			expect(counts).toEqual({
				promoters: wanted.promoters,
				passives: wanted.passives,
				detractors: wanted.detractors,
			});
			expectScore(estimateNps(counts), wanted);
		}
	});
});
