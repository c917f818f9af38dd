import { collectOrders, type OrderHistories } from '../../src/core/btyd/orderHistories';
import { earlierCuts, type EarlierCut } from '../../src/core/clv/earlierCuts';
import { fitRangeLevels } from '../../src/core/clv/fitRangeLevels';
import { fitShop } from '../../src/core/clv/fitShop';
import { shapingOptions } from '../../src/core/clv/options';
import { nominalLevels } from '../../src/core/clv/rangeLevels';
import { Draws, simulateOrderTimes } from '../../harness/data/simulateOrders';

const truth = { family: 'mbgNbd', regularity: 1, r: 2, alpha: 30, a: 1, b: 4 } as const;
const end = 20_000;
const options = shapingOptions.parse({ orderModel: 'mbgNbd', horizonMonths: 6 });

function shop(): OrderHistories {
	const draws = new Draws(5);
	return collectOrders(
		Array.from({ length: 2000 }, () => {
			const age = 1 + Math.floor(900 * draws.uniform());
			const times = [0, ...simulateOrderTimes(truth, age, draws)];
			const days = [...new Set(times.map((time) => end - age + Math.floor(time)))];
			const rate = draws.gamma(4) / 60;
			return { history: { days, amounts: days.map(() => draws.gamma(4) / rate) }, asOfDay: end };
		}),
	);
}

const histories = shop();
const { cuts } = earlierCuts(histories, fitShop(histories, options), options);

const scaled = (factor: number): EarlierCut[] =>
	cuts.map((cut) => ({
		...cut,
		actual: { ...cut.actual, spend: cut.actual.spend.map((amount) => factor * amount) },
	}));

describe('fitRangeLevels', () => {
	it('leaves the levels nearly as they are where the model holds', () => {
		const { fewOrders, manyOrders } = fitRangeLevels(cuts);
		for (const { between, upTo } of [fewOrders, manyOrders]) {
			expect(between[0]).toBeGreaterThan(0.06);
			expect(between[1]).toBeLessThan(0.94);
			expect(upTo).toBeLessThan(0.84);
		}
	});

	it('never narrows a range', () => {
		for (const factor of [0.5, 1, 2]) {
			const { fewOrders, manyOrders } = fitRangeLevels(scaled(factor));
			for (const { between, upTo } of [fewOrders, manyOrders]) {
				expect(between[0]).toBeLessThanOrEqual(0.1);
				expect(between[1]).toBeGreaterThanOrEqual(0.9);
				expect(upTo).toBeGreaterThanOrEqual(0.8);
			}
		}
	});

	it('reaches further up where customers spent twice what was predicted, and further down where half', () => {
		const usual = fitRangeLevels(cuts).manyOrders;
		const twice = fitRangeLevels(scaled(2)).manyOrders;
		expect(twice.upTo).toBeGreaterThan(usual.upTo + 0.05);
		expect(twice.between[1]).toBeGreaterThan(usual.between[1]);
		expect(fitRangeLevels(scaled(0.5)).manyOrders.between[0]).toBeLessThan(usual.between[0]);
	});

	it('keeps the nominal levels without earlier dates', () => {
		expect(fitRangeLevels([])).toEqual(nominalLevels);
	});
});
