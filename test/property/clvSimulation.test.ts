import { fitRegularity, fitTransactions } from '../../src/core/btyd/fitTransactions';
import { fitGammaGamma } from '../../src/core/btyd/gammaGamma';
import { groupTransactions } from '../../src/core/btyd/groupTransactions';
import { clvOptions } from '../../src/core/clv/options';
import { orderChancesWhileActive } from '../../src/core/btyd/orderChances';
import { predictClv } from '../../src/core/clv/predictClv';
import { expectedOrders } from '../../src/core/btyd/expectedOrders';
import { probabilityOfExactly } from '../../src/core/btyd/orderProbabilities';
import { spendQuantiles } from '../../src/core/btyd/spendInterval';
import type { TransactionModel } from '../../src/core/btyd/transactionModel';
import { dateOfDay } from '../../src/values/days';
import { historyDays, ShopWindow } from '../../src/core/sampleShop/shopWindow';
import { simulateBuyers } from '../../src/core/sampleShop/simulateBuyers';
import { Draws, simulateOrderTimes } from '../../harness/data/simulateOrders';

const observedWeeks = 60;
const futureWeeks = 26;

/** Customers of a simulated shop, with what they did after the end of observation. */
function simulate(model: TransactionModel, size: number, seed: number) {
	const draws = new Draws(seed);
	let sumOfLogGaps = 0;
	const customers = Array.from({ length: size }, (_, i) => {
		const customerAge = 10 + ((i * 7) % (observedWeeks - 10));
		const times = simulateOrderTimes(model, customerAge + futureWeeks, draws);
		const past = times.filter((time) => time <= customerAge);
		past.forEach((time, order) => {
			sumOfLogGaps += Math.log(time - (order === 0 ? 0 : past[order - 1]));
		});
		return {
			repeatTransactions: past.length,
			ageAtLastOrder: past.length === 0 ? 0 : past[past.length - 1],
			customerAge,
			future: times.length - past.length,
		};
	});
	const groups = groupTransactions(
		customers.map((customer) => customer.repeatTransactions),
		customers.map((customer) => customer.ageAtLastOrder),
		customers.map((customer) => customer.customerAge),
	);
	return { customers, groups, sumOfLogGaps };
}

const truths: Array<[name: string, model: TransactionModel]> = [
	['BG/NBD', { family: 'bgNbd', regularity: 1, r: 0.8, alpha: 6, a: 0.9, b: 2.5 }],
	['MBG/NBD', { family: 'mbgNbd', regularity: 1, r: 1.2, alpha: 10, a: 7 / 3, b: 4 / 3 }],
	['Pareto/NBD', { family: 'paretoNbd', regularity: 1, r: 0.9, alpha: 8, s: 0.8, beta: 15 }],
	['BG/CNBD-2', { family: 'bgNbd', regularity: 2, r: 1, alpha: 3, a: 0.8, b: 3 }],
	['MBG/CNBD-3', { family: 'mbgNbd', regularity: 3, r: 0.85, alpha: 1.45, a: 0.79, b: 2.42 }],
];

/** In the order of a fit. */
function parametersOf(model: TransactionModel): number[] {
	return model.family === 'paretoNbd'
		? [model.r, model.alpha, model.s, model.beta]
		: [model.r, model.alpha, model.a, model.b];
}

describe('shops simulated from a known model', () => {
	it.each(truths)('%s is recovered within its own intervals', (_, truth) => {
		const { groups, sumOfLogGaps } = simulate(truth, 8000, 4711);
		const fit =
			truth.regularity === 1
				? fitTransactions(groups, truth.family)
				: fitRegularity(groups, truth.family as 'bgNbd', sumOfLogGaps);
		expect(fit?.isConverged).toBe(true);
		expect(fit?.model.regularity).toBe(truth.regularity);
		const values = parametersOf(truth);
		fit?.parameters.forEach((value, i) => {
			const deviation = (value - values[i]) / (fit.standardErrors[i] ?? NaN);
			// Four parameters of five shops: one in 50 such tests exceeds 3.3 standard errors.
			expect(Math.abs(deviation)).toBeLessThan(3.3);
		});
	});

	it.each(truths)('%s expects what then happens, whatever was ordered so far', (_, truth) => {
		const { customers } = simulate(truth, 20_000, 42);
		for (const [from, to] of [
			[0, 0],
			[1, 1],
			[2, 3],
			[4, Infinity],
		]) {
			const some = customers.filter(
				({ repeatTransactions }) => repeatTransactions >= from && repeatTransactions <= to,
			);
			let difference = 0;
			let squares = 0;
			for (const customer of some) {
				const error = customer.future - expectedOrders(truth, customer, futureWeeks);
				difference += error;
				squares += error * error;
			}
			expect(some.length).toBeGreaterThan(300);
			expect(Math.abs(difference) / Math.sqrt(squares)).toBeLessThan(4);
		}
	});

	it.each(truths)('%s gives counts the probabilities they have', (_, truth) => {
		const { customers } = simulate(truth, 20_000, 7);
		const expected = [0, 0, 0, 0];
		const actual = [0, 0, 0, 0];
		for (const customer of customers) {
			if (customer.future < 4) actual[customer.future]++;
			expected.forEach((__, count) => {
				expected[count] += probabilityOfExactly(truth, customer, futureWeeks, count);
			});
		}
		expected.forEach((value, count) => {
			expect(Math.abs(actual[count] - value) / Math.sqrt(value)).toBeLessThan(4);
		});
	});

	it.each(truths)('%s has the same chances counted at once and one by one', (_, truth) => {
		const customer = { repeatTransactions: 3, ageAtLastOrder: 30, customerAge: 30 };
		// Just after an order everyone is in phase 0, and those who have not left are active.
		const chances = orderChancesWhileActive(truth, 3, 30, futureWeeks, 0) ?? [];
		const alive = 1 - probabilityOfExactly(truth, customer, 1e-9, 0);
		expect(alive).toBeLessThan(1);
		const first = probabilityOfExactly(truth, customer, futureWeeks, 1);
		const second = probabilityOfExactly(truth, customer, futureWeeks, 2);
		expect(chances[1] / chances[0]).toBeCloseTo(second / first, 4);
	});
});

describe('spend intervals', () => {
	it.each([
		[{ p: 6.25, q: 3.74 }, 0],
		[{ p: 1.2, q: 2.1 }, 4],
		[{ p: 20, q: 8 }, 30],
	])('are met by simulated spend: %j after %d orders', ({ p, q }, count) => {
		const draws = new Draws(99);
		const chances = [0.3, 0.2, 0.15, 0.1, 0.05];
		const shape = p * count + q;
		const [low, high] = spendQuantiles(chances, p, shape, [0.25, 0.9]);
		const size = 40_000;
		let below = 0;
		let above = 0;
		for (let i = 0; i < size; i++) {
			let orders = 0;
			let left = draws.uniform();
			while (orders < 5 && left >= chances[orders]) left -= chances[orders++];
			const spend = orders === 5 ? 0 : draws.gamma(p * (orders + 1)) / draws.gamma(shape);
			if (spend <= low) below++;
			if (spend > high) above++;
		}
		expect(Math.abs(below / size - 0.25)).toBeLessThan(0.012);
		expect(Math.abs(above / size - 0.1)).toBeLessThan(0.012);
	});
});

describe('the sample shop, whose truth is known', () => {
	const size = 12_000;
	const window = new ShopWindow({ asOf: '2025-06-30', timeZone: 'UTC', isRoundTheClock: false });
	const buyers = [
		...simulateBuyers({ preset: 'standard', customers: size, seed: 5, withTraits: false }, window),
	];
	const asOfDay = 20_269;
	const firstDay = asOfDay - historyDays + 1;
	const rows = buyers.map((buyer) => ({
		customerId: String(buyer.index).padStart(6, '0'),
		asOf: dateOfDay(asOfDay),
		orderHistory: buyer.orderMoments
			.map((moment, i) => `${dateOfDay(firstDay + Math.floor(moment))}:${buyer.amounts[i]}`)
			.join(';'),
	}));
	const { customers, summary } = predictClv(rows, clvOptions.parse({ marginPercent: 100 }));

	it('is recognised as the model it is made of', () => {
		expect(summary.modelName).toBe('MBG/NBD');
	});

	it('has its parameters recovered from the moments of the orders', () => {
		const groups = groupTransactions(
			buyers.map(({ orderMoments }) => orderMoments.length - 1),
			buyers.map(({ orderMoments }) => orderMoments[orderMoments.length - 1] - orderMoments[0]),
			buyers.map(({ orderMoments }) => historyDays - orderMoments[0]),
		);
		const fit = fitTransactions(groups, 'mbgNbd');
		const truth = [1.2, 70, 7 / 3, 4 / 3];
		fit?.parameters.forEach((value, i) => {
			const deviation = (value - truth[i]) / (fit.standardErrors[i] ?? NaN);
			expect(Math.abs(deviation)).toBeLessThan(3);
		});
		const repeat = buyers.filter(({ amounts }) => amounts.length > 1);
		const spend = fitGammaGamma(
			repeat.map(({ amounts }) => amounts.length - 1),
			repeat.map(
				({ amounts }) =>
					amounts.slice(1).reduce((sum, amount) => sum + amount, 0) / (amounts.length - 1),
			),
		);
		const spending = { p: 3, q: 2.6, v: 48 };
		(['p', 'q', 'v'] as const).forEach((name, i) => {
			const deviation =
				((spend?.model[name] ?? NaN) - spending[name]) / (spend?.standardErrors[i] ?? NaN);
			expect(Math.abs(deviation)).toBeLessThan(3);
		});
	});

	it('orders next year about as predicted, at every order count', () => {
		for (const [from, to] of [
			[1, 1],
			[2, 2],
			[3, 5],
			[6, Infinity],
		]) {
			let predicted = 0;
			let actual = 0;
			let squares = 0;
			buyers.forEach((buyer, i) => {
				if (buyer.orderMoments.length < from || buyer.orderMoments.length > to) return;
				const expected = Number(customers[i].row.predictedOrders);
				predicted += expected;
				actual += buyer.futureMoments.length;
				squares += (buyer.futureMoments.length - expected) ** 2;
			});
			// Four standard errors, and 5% for the shop's calendar days and the fitted parameters.
			expect(Math.abs(actual - predicted)).toBeLessThan(4 * Math.sqrt(squares) + 0.05 * predicted);
		}
	});

	it('spends within the 80% range in 75 to 85% of cases, with few orders and with many', () => {
		const kinds = { few: 0, many: 0 };
		const held = { ...kinds };
		let told = 0;
		let spentNothing = 0;
		buyers.forEach((buyer, i) => {
			const row = customers[i].row;
			const [low, high] = [Number(row.predictedSpendLow), Number(row.predictedSpendHigh)];
			const spend = buyer.futureAmounts.reduce((sum, amount) => sum + amount, 0);
			if (low === 0 && high <= Number(row.predictedSpend)) {
				told++;
				if (spend === 0) spentNothing++;
				return;
			}
			const kind = buyer.orderMoments.length <= 2 ? 'few' : 'many';
			kinds[kind]++;
			if (spend >= low && spend <= high) held[kind]++;
		});
		for (const kind of ['few', 'many'] as const) {
			expect(kinds[kind]).toBeGreaterThan(150);
			expect(held[kind] / kinds[kind]).toBeGreaterThan(0.75);
			expect(held[kind] / kinds[kind]).toBeLessThan(0.85);
		}
		// Who is told to spend nothing spends nothing in 8 of 10 cases or more.
		expect(spentNothing / told).toBeGreaterThan(0.8);
	});
});
