import { noOrderRisk } from '../../src/core/churn/noOrderRisk';
import { ownRhythmRisk } from '../../src/core/churn/ownRhythmRisk';

/** BG/NBD as fitted to the CDNOW sample. */
const model = {
	family: 'bgNbd',
	regularity: 1,
	r: 0.2425945224301571,
	alpha: 4.413602019013504,
	a: 0.7929220172255976,
	b: 2.425906776826332,
} as const;
const customer = {
	orderDays: 3,
	ownGaps: 2,
	ownGapDays: 213,
	daysSinceLastOrder: 59,
	neverReturnShare: 0.4,
	expectedGapDays: 80,
};

describe('noOrderRisk', () => {
	it('is 1 − P(alive) · (1 − ((α + T) / (α + T + t))^(r + x))', () => {
		const t = 90 / 7;
		const age = model.alpha + 272 / 7;
		// Customer 1 of the sample is alive with .72662 (reference, 50 digits).
		const expected = 1 - 0.72662 * (1 - (age / (age + t)) ** (model.r + 2));
		expect(noOrderRisk(model, customer, 90)).toBeCloseTo(expected, 5);
	});

	it('is above 0 for a one-time buyer, although BG/NBD counts all of them as alive', () => {
		const oneTime = {
			...customer,
			orderDays: 1,
			ownGaps: 0,
			ownGapDays: 0,
			daysSinceLastOrder: 272,
		};
		const age = model.alpha + 272 / 7;
		expect(noOrderRisk(model, oneTime, 90)).toBeCloseTo((age / (age + 90 / 7)) ** model.r, 12);
	});

	it('falls with the days ahead, and with a clock that runs faster', () => {
		expect(noOrderRisk(model, customer, 180)).toBeLessThan(noOrderRisk(model, customer, 90));
		expect(noOrderRisk(model, customer, 90, 2)).toBe(noOrderRisk(model, customer, 180));
	});

	it.each([
		['there is no model', null, customer],
		['the gaps are not known', model, { ...customer, ownGaps: 0, ownGapDays: 0 }],
	])('follows from the own rhythm where %s', (_, given, who) => {
		const gone = ownRhythmRisk(0.4, 59, 80);
		expect(noOrderRisk(given, who, 90)).toBeCloseTo(gone + (1 - gone) * Math.exp(-90 / 80), 12);
	});
});
