import { expectedGap, ownRhythmRisk } from '../../src/core/churn/ownRhythmRisk';

describe('expectedGap', () => {
	it.each([
		{ ownGapDays: 0, ownGaps: 0, shop: 60, expected: 60 },
		{ ownGapDays: 30, ownGaps: 1, shop: 60, expected: 50 },
		{ ownGapDays: 240, ownGaps: 8, shop: 105, expected: 45 },
	])('is $expected days for $ownGaps gaps of $ownGapDays days', (row) => {
		expect(expectedGap(row.ownGapDays, row.ownGaps, row.shop, 2)).toBe(row.expected);
	});
});

describe('ownRhythmRisk', () => {
	it('is the share that never returns on the day of the order', () => {
		expect(ownRhythmRisk(0.18, 0, 45)).toBeCloseTo(0.18, 12);
	});

	it('is q / (q + (1 − q) · e^(−d/g))', () => {
		// By hand: q = 1/2, d = g · ln 3: 0.5 / (0.5 + 0.5 / 3) = 3/4.
		expect(ownRhythmRisk(0.5, 40 * Math.log(3), 40)).toBeCloseTo(0.75, 12);
		// q = 7/11 and d = g: 7 / (7 + 4/e).
		expect(ownRhythmRisk(7 / 11, 60, 60)).toBeCloseTo(7 / (7 + 4 / Math.E), 12);
	});

	it('ends at 1 after an infinite silence', () => {
		expect(ownRhythmRisk(0.1, 1e9, 1)).toBe(1);
		expect(ownRhythmRisk(0.1, 1e9, 1, { intercept: -1, slope: 0.5 })).toBe(1);
	});

	it('is unchanged by the recalibration that changes nothing', () => {
		const plain = ownRhythmRisk(0.3, 50, 40);
		expect(ownRhythmRisk(0.3, 50, 40, { intercept: 0, slope: 1 })).toBeCloseTo(plain, 12);
	});

	it('moves the log-odds along the line of a recalibration', () => {
		// q = 1/2 and 0 days: log-odds 0, so that only the intercept decides.
		const risk = ownRhythmRisk(0.5, 0, 40, { intercept: Math.log(3), slope: 2 });
		expect(risk).toBeCloseTo(0.75, 12);
	});
});
