import { collectOrders } from '../../src/core/btyd/orderHistories';
import { heavyTailOf, highestCredibleAmount } from '../../src/core/clv/heavyTail';

const historiesOf = (amounts: number[]) =>
	collectOrders(
		amounts.map((amount) => ({ history: { days: [1], amounts: [amount] }, asOfDay: 2 })),
	);

describe('heavyTailOf', () => {
	it('names one order day above a fifth of all revenue', () => {
		expect(heavyTailOf(historiesOf([21, 79]), 500)?.reason).toBe('oneOrder');
		expect(heavyTailOf(historiesOf([20, 20, 20, 20, 20]), 500)).toBeNull();
	});

	it('names fewer than 100 repeat buyers', () => {
		const even = historiesOf([20, 20, 20, 20, 20]);
		expect(heavyTailOf(even, 99)).toEqual({ reason: 'fewRepeatBuyers', repeatBuyers: 99 });
		expect(heavyTailOf(even, 100)).toBeNull();
	});
});

describe('highestCredibleAmount', () => {
	it('is ten medians where amounts are alike, whatever a few outliers are', () => {
		expect(highestCredibleAmount(historiesOf([20, 20, 20, 20, 1e9]))).toBeCloseTo(200, 9);
	});

	it('is three robust standard deviations of the logs above the median where amounts differ', () => {
		const amounts = [-3, -2, -1, 0, 1, 2, 3].map((power) => 50 * Math.exp(power));
		expect(highestCredibleAmount(historiesOf(amounts))).toBeCloseTo(
			50 * Math.exp(3 * 1.4826 * 2),
			6,
		);
	});

	it('is nothing without positive amounts', () => {
		expect(highestCredibleAmount(historiesOf([0, -5]))).toBeNull();
	});
});
