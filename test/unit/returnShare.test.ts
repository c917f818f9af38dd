import { collectOrders, cutHistories, ordersWithin } from '../../src/core/btyd/orderHistories';
import { fitTransactions } from '../../src/core/btyd/fitTransactions';
import { observeGroups } from '../../src/core/btyd/observeGroups';
import { predictBatch, oneStretch } from '../../src/core/btyd/predictBatch';
import { probabilityAlive } from '../../src/core/btyd/probabilityAlive';
import { probabilityOfAtLeast, probabilityOfNoOrder } from '../../src/core/btyd/orderProbabilities';
import { learnReturnShare } from '../../src/core/clv/returnShare';
import { Draws, simulateOrderTimes } from '../../harness/data/simulateOrders';

const truth = { family: 'mbgNbd', regularity: 1, r: 2, alpha: 30, a: 1, b: 4 } as const;
const days = 180;
const end = 20_000;

/** A shop of 1,500 customers over 900 days; a share of those who would have left pauses for `days` and then goes on. */
function shop(pausing: number) {
	const draws = new Draws(11);
	const steady = { ...truth, a: 0, family: 'nbd' } as const;
	return collectOrders(
		Array.from({ length: 1500 }, () => {
			const age = 200 + Math.floor(700 * draws.uniform());
			const pauses = draws.uniform() < pausing;
			const times = simulateOrderTimes(pauses ? steady : truth, age, draws);
			// Whoever pauses orders nothing in the 200 days before the days held back.
			const kept = times.filter((time) => !pauses || age - time < days || age - time > days + 200);
			const moments = [...new Set([0, ...kept].map((time) => end - age + Math.floor(time)))];
			return { history: { days: moments, amounts: moments.map(() => 20) }, asOfDay: end };
		}),
	);
}

function learned(pausing: number): number {
	const histories = shop(pausing);
	const observed = observeGroups(cutHistories(histories, days));
	const fit = fitTransactions(observed.groups, 'mbgNbd');
	if (fit === undefined) throw new Error('no fit');
	const actual = ordersWithin(histories, observed.observation.customers, days).orders;
	return learnReturnShare([{ observed, model: fit.model, actual }], days);
}

describe('learnReturnShare', () => {
	it('is 0 where those who leave stay away', () => {
		expect(learned(0)).toBe(0);
	});

	it('is above 0 where some only pause', () => {
		expect(learned(0.05)).toBeGreaterThan(0);
	});
});

describe('a model with a return share', () => {
	const customer = { repeatTransactions: 9, ageAtLastOrder: 300, customerAge: 700 };
	const model = { ...truth, returnShare: 0.1 };

	it('takes that share of the chance of having left back', () => {
		const alive = probabilityAlive(truth, customer);
		expect(probabilityAlive(model, customer)).toBeCloseTo(alive + 0.1 * (1 - alive), 12);
	});

	it('keeps orders, chances and their complements consistent', () => {
		const none = probabilityOfNoOrder(model, customer, days);
		expect(none + probabilityOfAtLeast(model, customer, days, 1)).toBeCloseTo(1, 12);
		const { groups } = observeGroups(
			collectOrders([{ history: { days: [0, 50, 90], amounts: [1, 1, 1] }, asOfDay: 700 }]),
		);
		const ordersWith = (returnShare: number) =>
			predictBatch({ ...truth, returnShare }, groups, oneStretch(20)).orders[0];
		expect(ordersWith(0.1)).toBeCloseTo(0.9 * ordersWith(0) + 0.1 * ordersWith(1), 12);
	});

	it('expects nobody back of a model in which nobody leaves', () => {
		const nbd = { ...truth, family: 'nbd', a: 0, returnShare: 0.1 } as const;
		expect(probabilityAlive(nbd, customer)).toBe(1);
	});
});
