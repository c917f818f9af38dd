import { levelsFor, nominalLevels, rangeLevels } from '../../src/core/clv/rangeLevels';

describe('rangeLevels', () => {
	it('tells customers with one or two orders from those with more', () => {
		const levels = {
			...nominalLevels,
			manyOrders: { ...nominalLevels.manyOrders, upTo: 0.85 },
		};
		expect(levelsFor(levels, 0).upTo).toBe(0.8);
		expect(levelsFor(levels, 1).upTo).toBe(0.8);
		expect(levelsFor(levels, 2).upTo).toBe(0.85);
	});

	it('refuses levels that are no quantiles', () => {
		expect(rangeLevels.safeParse(nominalLevels).success).toBe(true);
		const wrong = { ...nominalLevels, fewOrders: { between: [0.1, 1.2], upTo: 0.8 } };
		expect(rangeLevels.safeParse(wrong).success).toBe(false);
	});
});
