import type { ShopPreset } from '../../src/core/sampleShop/presets';
import { shopPresetNames } from '../../src/core/sampleShop/presets';
import { simulateBuyers } from '../../src/core/sampleShop/simulateBuyers';
import { historyDays, ShopWindow } from '../../src/core/sampleShop/shopWindow';

const window = new ShopWindow({ asOf: '2026-06-30', timeZone: 'UTC', isRoundTheClock: false });
const options = { preset: 'standard' as ShopPreset, customers: 4000, seed: 1, withTraits: true };
const draw = (changes: Partial<typeof options> = {}) => [
	...simulateBuyers({ ...options, ...changes }, window),
];
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('simulateBuyers', () => {
	it.each(shopPresetNames)(
		'gives every customer of %s an order, in time and in sequence',
		(preset) => {
			for (const buyer of draw({ preset, customers: 300 })) {
				const { orderMoments, amounts, leftAt } = buyer;
				expect(orderMoments.length).toBeGreaterThan(0);
				expect(amounts).toHaveLength(orderMoments.length);
				expect(orderMoments[0]).toBeGreaterThanOrEqual(0);
				expect(orderMoments[orderMoments.length - 1]).toBeLessThan(historyDays);
				expect(orderMoments).toEqual([...orderMoments].sort((a, b) => a - b));
				expect(Math.min(...amounts)).toBeGreaterThan(0);
				expect(amounts.every((amount) => Number.isInteger(Math.round(amount * 1e6) / 1e4))).toBe(
					true,
				);
				expect([undefined, orderMoments[orderMoments.length - 1]]).toContain(leftAt);
			}
		},
	);

	it('begins a larger shop with the customers of a smaller one', () => {
		expect(draw({ customers: 60 }).slice(0, 25)).toEqual(draw({ customers: 25 }));
	});

	it('expects no orders from a customer who has left', () => {
		const gone = draw().filter((buyer) => buyer.leftAt !== undefined);
		expect(
			gone.every((buyer) => buyer.futureMoments.length === 0 && buyer.futureAmounts.length === 0),
		).toBe(true);
	});

	it('knows next year’s orders of customers who are still active', () => {
		const alive = draw({ customers: 20_000 }).filter((buyer) => buyer.leftAt === undefined);
		// Until a customer leaves, orders come at their own rate: within a year at least one with 1 − e^(−365 λ).
		const expected = mean(alive.map((buyer) => 1 - Math.exp(-365 * buyer.orderRate)));
		const found = mean(alive.map((buyer) => (buyer.futureMoments.length > 0 ? 1 : 0)));
		const error = Math.sqrt((expected * (1 - expected)) / alive.length);
		expect(Math.abs(found - expected)).toBeLessThan(4 * error);
	});

	it('lets holiday customers and deal hunters leave sooner, unless traits are left out', () => {
		const leaving = (buyers: ReturnType<typeof draw>) =>
			mean(buyers.map((buyer) => buyer.dropOutProbability));
		const withTraits = draw({ customers: 20_000 });
		const holiday = withTraits.filter((buyer) => buyer.isHolidayCustomer && !buyer.isDealHunter);
		const hunters = withTraits.filter((buyer) => buyer.isDealHunter && !buyer.isHolidayCustomer);
		const others = withTraits.filter((buyer) => !buyer.isDealHunter && !buyer.isHolidayCustomer);
		// 7/3 ÷ 11/3 is the mean of the Beta that chances are drawn from; standard errors are below 0.006.
		expect(leaving(others)).toBeCloseTo(7 / 11, 1.5);
		expect(leaving(holiday) - leaving(others)).toBeGreaterThan(0.04);
		expect(leaving(hunters) - leaving(others)).toBeGreaterThan(0.06);
		expect(hunters.length / withTraits.length).toBeCloseTo(0.08 * 0.79, 1.5);
		expect(draw({ withTraits: false }).some((buyer) => buyer.isDealHunter)).toBe(false);
	});

	it.each<[ShopPreset, number, number]>([
		['lowRepeat', 0.1, 0.22],
		['standard', 0.25, 0.32],
		['consumables', 0.5, 0.65],
		['yearlyGifts', 0.15, 0.28],
		['subscription', 0.8, 0.95],
	])('has as many repeat customers as %s', (preset, least, most) => {
		const repeat = mean(draw({ preset }).map((buyer) => (buyer.orderMoments.length > 1 ? 1 : 0)));
		expect(repeat).toBeGreaterThan(least);
		expect(repeat).toBeLessThan(most);
	});

	it('renews a subscription every 28 to 32 days and loses 8% of customers each time', () => {
		const buyers = draw({ preset: 'subscription', withTraits: false });
		const gaps = buyers.flatMap(({ orderMoments }) =>
			orderMoments.slice(1).map((moment, index) => moment - orderMoments[index]),
		);
		expect(Math.min(...gaps)).toBeGreaterThanOrEqual(28);
		expect(Math.max(...gaps)).toBeLessThanOrEqual(32);
		const orders = buyers.reduce((count, buyer) => count + buyer.orderMoments.length, 0);
		const left = buyers.filter((buyer) => buyer.leftAt !== undefined).length;
		expect(Math.abs(left / orders - 0.08)).toBeLessThan(4 * Math.sqrt((0.08 * 0.92) / orders));
	});
});
