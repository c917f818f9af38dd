import { cohortCurve, cohortOrdersAt } from '../../src/core/clv/cohortCurve';
import { groupTransactions } from '../../src/core/btyd/groupTransactions';
import { nextOrderCurve } from '../../src/core/clv/nextOrderCurve';
import {
	collectOrders,
	cutHistories,
	everyNth,
	observe,
	ordersWithin,
} from '../../src/core/btyd/orderHistories';

const history = (days: number[], amounts = days.map(() => 10)) => ({ days, amounts });
const histories = collectOrders([
	{ history: history([100, 100, 107, 128], [5, 7, 20, 30]), asOfDay: 200 },
	{ history: history([150]), asOfDay: 200 },
	{ history: history([]), asOfDay: 200 },
	{ history: history([190, 210]), asOfDay: 200 },
]);

describe('the order orderHistories', () => {
	it('merges orders of one day and leaves out later ones', () => {
		expect(Array.from(histories.days)).toEqual([100, 107, 128, 150, 190]);
		expect(Array.from(histories.amounts)).toEqual([12, 20, 30, 10, 10]);
	});

	it('sums up those who have ordered', () => {
		const observation = observe(histories);
		expect(Array.from(observation.customers)).toEqual([0, 1, 3]);
		expect(Array.from(observation.repeatTransactions)).toEqual([2, 0, 0]);
		expect(Array.from(observation.ageAtLastOrder)).toEqual([28, 0, 0]);
		expect(Array.from(observation.customerAge)).toEqual([100, 50, 10]);
		expect(Array.from(observation.averageRepeatValue)).toEqual([25, 0, 0]);
		expect(observation.sumOfLogGaps).toBeCloseTo(Math.log(1) + Math.log(3), 12);
	});

	it('shows the shop as it was some days before', () => {
		const past = cutHistories(histories, 75);
		expect(Array.from(past.days)).toEqual([100, 107]);
		expect(Array.from(observe(past).customers)).toEqual([0]);
	});

	it('counts what came after the cut', () => {
		const { orders, spend } = ordersWithin(histories, Int32Array.of(0, 1), 75);
		expect(Array.from(orders)).toEqual([1, 1]);
		expect(Array.from(spend)).toEqual([30, 10]);
		expect(Array.from(ordersWithin(histories, Int32Array.of(0), 30, 75).orders)).toEqual([2]);
	});

	it('takes every n-th customer', () => {
		expect(Array.from(everyNth(histories, 3).days)).toEqual([100, 107, 128, 190]);
	});
});

describe('grouping', () => {
	it('groups equal customers and maps each back', () => {
		const x = [2, 0, 2, 0, 1];
		const last = [5, 0, 5, 0, 5];
		const age = [9.5, 9.5, 9.5, 3, 9.5];
		const groups = groupTransactions(x, last, age);
		expect(groups.weight.length).toBe(4);
		x.forEach((_, i) => {
			const group = groups.groupOf[i];
			expect([
				groups.repeatTransactions[group],
				groups.ageAtLastOrder[group],
				groups.customerAge[group],
			]).toEqual([x[i], last[i], age[i]]);
		});
		expect(groups.weight[groups.groupOf[0]]).toBe(2);
	});

	it('refuses numbers that are no times', () => {
		expect(() => groupTransactions([NaN], [0], [1])).toThrow('repeatTransactions');
		expect(() => groupTransactions([0], [0], [-1])).toThrow('customerAge');
	});
});

describe('the next-order curve', () => {
	it('counts recent orders only for the days they were observed', () => {
		// After the first order: 30 return after 10 days, 30 don't within 400 days, 40 were observed for 5 days.
		const customers = [
			...Array.from({ length: 30 }, () => ({ history: history([0, 10]), asOfDay: 400 })),
			...Array.from({ length: 30 }, () => ({ history: history([0]), asOfDay: 400 })),
			...Array.from({ length: 40 }, () => ({ history: history([0]), asOfDay: 5 })),
		];
		const [first] = nextOrderCurve(collectOrders(customers), 365);
		expect(first.knownOrders).toBe(60);
		expect(first.chance).toBeCloseTo((0.5 * 60 + (4 / 11) * 20) / 80, 12);
	});

	it('is the usual curve where nothing is known', () => {
		nextOrderCurve(collectOrders([]), 365).forEach(({ orderNumber: k, chance, knownOrders }) => {
			expect(knownOrders).toBe(0);
			expect(chance).toBeCloseTo((3 * k + 1) / (3 * k + 8), 12);
		});
	});
});

describe('the cohort curve', () => {
	it('divides each week’s orders by the customers observed that long', () => {
		const customers = [
			...Array.from({ length: 20 }, () => ({ history: history([0, 7, 14]), asOfDay: 28 })),
			...Array.from({ length: 20 }, () => ({ history: history([0]), asOfDay: 28 })),
			...Array.from({ length: 40 }, () => ({ history: history([21]), asOfDay: 28 })),
		];
		const curve = cohortCurve(collectOrders(customers));
		expect(curve).toHaveLength(4);
		expect(curve[0]).toBeCloseTo(20 / 80, 12);
		expect(curve[1]).toBeCloseTo(20 / 80 + 20 / 40, 12);
		expect(cohortOrdersAt(curve, 1.5)).toBeCloseTo(0.5, 12);
		expect(cohortOrdersAt(curve, 8)).toBeCloseTo(1.5, 12);
	});

	it('is 0 without a week of history', () => {
		expect(cohortOrdersAt(cohortCurve(collectOrders([])), 10)).toBe(0);
	});
});
