import { tierPlaybook } from '../../src/core/playbook/tierPlaybook';
import { tierCodes } from '../../src/core/tier/tierCodes';

describe('tierPlaybook', () => {
	it('names fewest and most emails a week in this order, and ceilings of 0 to 100%', () => {
		for (const tier of tierCodes) {
			const { emailsPerWeek, offerCeilingPercent } = tierPlaybook[tier];
			expect(emailsPerWeek[0]).toBeLessThanOrEqual(emailsPerWeek[1]);
			expect(offerCeilingPercent).toBeGreaterThanOrEqual(0);
			expect(offerCeilingPercent).toBeLessThanOrEqual(100);
		}
	});

	it('gives Champions access instead of discounts, and wins back better customers earlier', () => {
		expect(tierPlaybook.champions.offerCeilingPercent).toBe(0);
		const days = [
			tierPlaybook.champions,
			tierPlaybook.vip,
			tierPlaybook.highValue,
			tierPlaybook.midTier,
		];
		expect(days.map((play) => play.reactivateAfterDays)).toEqual([60, 75, 90, 120]);
		expect(tierPlaybook.lowValue.reactivateAfterDays).toBeUndefined();
	});
});
