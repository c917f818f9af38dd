import { collectOrders } from '../../src/core/btyd/orderHistories';
import { chooseOrderModel } from '../../src/core/clv/chooseOrderModel';
import { Draws, simulateOrderTimes } from '../../harness/data/simulateOrders';

const truth = { family: 'mbgNbd', regularity: 1, r: 1.2, alpha: 10, a: 1, b: 3 } as const;
const minimum = { minimumCustomers: 100, minimumRepeatBuyers: 30 };
const end = 20_000;

/** 600 customers of a shop that opened some days ago. */
function youngShop(days: number) {
	const draws = new Draws(3);
	return collectOrders(
		Array.from({ length: 600 }, (_, i) => {
			const age = i === 0 ? days : Math.floor(days * draws.uniform());
			const times = [0, ...simulateOrderTimes(truth, age, draws)];
			const own = [...new Set(times.map((time) => end - age + Math.floor(time)))];
			return { history: { days: own, amounts: own.map(() => 20) }, asOfDay: end };
		}),
	);
}

describe('chooseOrderModel', () => {
	it('compares predictions as soon as two weeks can be held back, without a share of customers who return', () => {
		const choice = chooseOrderModel(youngShop(42), 365, minimum);
		expect(choice.heldBackDays).toBe(14);
		expect(choice.candidates.length).toBeGreaterThan(2);
		expect(choice.returnShare).toBe(0);
	});

	it('takes the likelihood where less can be held back, and says so', () => {
		const choice = chooseOrderModel(youngShop(41), 365, minimum);
		expect(choice.heldBackDays).toBeNull();
		expect(choice.reason).toContain('the history is too short to hold back part of it');
	});

	it('takes the candidate with the least mean error, or one within 2% of it', () => {
		const { candidates, orderModel } = chooseOrderModel(youngShop(120), 40, minimum);
		const errors = candidates
			.filter((one) => one.orderModel !== 'nbd')
			.map(({ meanAbsoluteError }) => meanAbsoluteError);
		const chosen = candidates.find((one) => one.orderModel === orderModel);
		expect(chosen?.meanAbsoluteError).toBeLessThanOrEqual(1.02 * Math.min(...errors) + 1e-12);
	});
});
