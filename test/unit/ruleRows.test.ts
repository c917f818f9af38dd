import { tuneOptions } from '../../src/core/tune/options';
import { ruleRows } from '../../src/core/tune/ruleRows';
import type { RuleVerdict } from '../../src/core/tune/suggestPoints';
import { scoreRule } from '../../src/core/score/scoreRule';
import { compareMeans } from '../../src/core/stats/compareMeans';

const sample = { n: 100, mean: 4, variance: 1 };
const rule = scoreRule.parse({ code: 'r', source: 'field', field: 'f', points: 1 });

/** The texts of one rule's row. */
function wordsOf(verdict: RuleVerdict, points: [number | undefined, number], isTuned: boolean) {
	const [pointsToday, suggested] = points;
	const [row] = ruleRows(
		{
			features: [{ name: 'r', label: 'r', pointsToday, ruleWith: () => rule }],
			alone: [{ with: sample, without: sample, comparison: compareMeans(sample, sample) }],
			fitted: undefined,
			points: [{ verdict, leftOut: undefined, scaled: suggested, suggested }],
			isTuned,
		},
		tuneOptions.parse({}),
	);
	return row.explanation;
}

describe('what the row of a rule says', () => {
	it('names the change where the tuned points are recommended', () => {
		expect(wordsOf('raise', [10, 20], true)).toMatch(/^Raise from 10 to 20 points\. /);
		expect(wordsOf('lower', [10, 5], true)).toMatch(/^Lower from 10 to 5 points\. /);
		expect(wordsOf('drop', [10, 0], true)).toMatch(/^Drop it: /);
	});

	it('calls a larger penalty a deduction, not a raise', () => {
		expect(wordsOf('raise', [-25, -46], true)).toMatch(/^Deduct more: from -25 to -46 points\. /);
		expect(wordsOf('lower', [-25, -5], true)).toMatch(/^Deduct less: from -25 to -5 points\. /);
	});

	it.each([
		['raise', [10, 20]],
		['lower', [-25, -5]],
		['drop', [10, 0]],
	] as const)(
		'keeps the points of a %s where the tuned ones are not recommended',
		(verdict, points) => {
			expect(wordsOf(verdict, [...points], false)).toMatch(
				/^Keep -?\d+ points: .* but all tuned points together are not proven better\. /,
			);
		},
	);

	it('gives a field no points where they are not proven better', () => {
		expect(wordsOf('add', [undefined, 3], true)).toMatch(/^Give 3 points for each unit\. /);
		expect(wordsOf('add', [undefined, 3], false)).toMatch(/ not proven better\. /);
	});
});
