import type { SegmentRule } from '../../src/core/rfm/options';
import { segmentMap, segmentNames } from '../../src/core/rfm/segments';

/** SPEC R11, spelled out cell by cell: rows are R 5 to 1, columns F 1 to 5. */
const standard = [
	['new', 'potentialLoyalist', 'potentialLoyalist', 'champions', 'champions'],
	['promising', 'potentialLoyalist', 'potentialLoyalist', 'loyal', 'loyal'],
	['aboutToSleep', 'aboutToSleep', 'needsAttention', 'loyal', 'loyal'],
	['hibernating', 'hibernating', 'atRisk', 'atRisk', 'cannotLose'],
	['lost', 'lost', 'atRisk', 'atRisk', 'cannotLose'],
];
const reveal = [
	['newPassion', 'potentialLovers', 'potentialLovers', 'soulmates', 'soulmates'],
	['flirting', 'potentialLovers', 'potentialLovers', 'lovers', 'lovers'],
	['aboutToDumpYou', 'aboutToDumpYou', 'platonicFriend', 'lovers', 'lovers'],
	['apprentice', 'apprentice', 'aboutToDumpYou', 'aboutToDumpYou', 'aboutToDumpYou'],
	['breakUp', 'exLovers', 'exLovers', 'exLovers', 'exLovers'],
];
/** Rows are R 3 to 1, columns F 1 to 3. */
const sixGroups = [
	['recent', 'loyal', 'champions'],
	['needsAttention', 'needsAttention', 'loyal'],
	['inactive', 'atRisk', 'atRisk'],
];

function cells(table: string[][]): Array<[number, number, string]> {
	return table.flatMap((row, i) =>
		row.map((segment, j): [number, number, string] => [table.length - i, j + 1, segment]),
	);
}

describe('segmentMap', () => {
	it.each(cells(standard))('puts R%d F%d among %s, whatever M', (recency, frequency, segment) => {
		const map = segmentMap('standard', [], 5);
		for (let m = 1; m <= 5; m++) expect(map(recency, frequency, m)).toBe(segment);
	});

	it.each(cells(reveal))('shows R%d F%d as %s', (recency, frequency, segment) => {
		const map = segmentMap('reveal', [], 5);
		for (let m = 1; m <= 5; m++) {
			const isDonJuan = recency === 1 && frequency === 1 && m >= 4;
			expect(map(recency, frequency, m)).toBe(isDonJuan ? 'donJuan' : segment);
		}
	});

	it.each(cells(sixGroups))('puts thirds R%d F%d among %s', (recency, frequency, segment) => {
		expect(segmentMap('sixGroups', [], 3)(recency, frequency, 1)).toBe(segment);
	});

	it.each([3, 4, 6, 7, 8, 9, 10])('rescales %d bins to five by ⌈5·s/bins⌉', (bins) => {
		const map = segmentMap('standard', [], bins);
		for (let r = 1; r <= bins; r++) {
			for (let f = 1; f <= bins; f++) {
				const [r5, f5] = [r, f].map((score) => Math.ceil((5 * score) / bins));
				expect(map(r, f, 1)).toBe(standard[5 - r5][f5 - 1]);
			}
		}
	});

	it('rescales five bins to thirds by ⌈3·s/bins⌉', () => {
		const map = segmentMap('sixGroups', [], 5);
		expect([1, 2, 3, 4, 5].map((score) => map(score, score, 1))).toEqual([
			'inactive',
			'needsAttention',
			'needsAttention',
			'champions',
			'champions',
		]);
	});

	it('has a name for every segment of its maps', () => {
		for (const segment of [...standard, ...reveal, ...sixGroups].flat().concat('donJuan')) {
			expect(segmentNames[segment]).toMatch(/^[A-Z]/);
		}
	});
});

const whole: SegmentRule = {
	segment: 'everyone',
	recencyFrom: 1,
	recencyTo: 5,
	frequencyFrom: 1,
	frequencyTo: 5,
};

describe('a custom segment map', () => {
	it('is used where it covers every cell once', () => {
		const rules = [
			{ ...whole, segment: 'gone', recencyTo: 2 },
			{ ...whole, segment: 'once', recencyFrom: 3, frequencyTo: 1 },
			{ ...whole, segment: 'often', recencyFrom: 3, frequencyFrom: 2 },
		];
		const map = segmentMap('own', rules, 5);
		expect([map(1, 5, 1), map(2, 1, 5), map(3, 1, 1), map(5, 2, 1)]).toEqual([
			'gone',
			'gone',
			'once',
			'often',
		]);
		expect(segmentMap('own', rules, 10)(4, 10, 1)).toBe('gone');
	});

	it.each([
		['a hole', [{ ...whole, frequencyTo: 4 }], ['R1 F5 has none', 'R5 F5 has none']],
		[
			'an overlap',
			[whole, { ...whole, segment: 'vip', recencyFrom: 5, frequencyFrom: 5 }],
			['R5 F5 has everyone and vip'],
		],
		['nothing', [], ['R1 F1 has none', 'R3 F3 has none']],
		['a rectangle upside down', [{ ...whole, recencyFrom: 5, recencyTo: 1 }], ['R1 F1 has none']],
	])('that has %s is refused with the cells named', (_, rules, faults) => {
		for (const fault of faults) {
			expect(() => segmentMap('own', rules, 5)).toThrow(
				expect.objectContaining({ field: 'segments', message: expect.stringContaining(fault) }),
			);
		}
	});

	it('names no cell that is covered once', () => {
		const rules = [{ ...whole, frequencyTo: 4 }];
		expect(() => segmentMap('own', rules, 5)).not.toThrow(/R1 F4/);
	});
});
