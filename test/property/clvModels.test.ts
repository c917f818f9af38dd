import fc from 'fast-check';
import { expectedOrderValue, fitGammaGamma } from '../../src/core/btyd/gammaGamma';
import { fitRegularity, fitTransactions } from '../../src/core/btyd/fitTransactions';
import { groupTransactions } from '../../src/core/btyd/groupTransactions';
import { predictBatch } from '../../src/core/btyd/predictBatch';
import { expectedOrders } from '../../src/core/btyd/expectedOrders';
import { medianTimeToNextOrder } from '../../src/core/btyd/medianTimeToNextOrder';
import {
	probabilityOfAtLeast,
	probabilityOfExactly,
	probabilityOfNoOrder,
} from '../../src/core/btyd/orderProbabilities';
import { probabilityAlive } from '../../src/core/btyd/probabilityAlive';
import type { TransactionModel } from '../../src/core/btyd/transactionModel';

const positive = (low: number, high: number) =>
	fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);

const orderDropoutModels: fc.Arbitrary<TransactionModel> = fc
	.record({
		family: fc.constantFrom('nbd' as const, 'bgNbd' as const, 'mbgNbd' as const),
		regularity: fc.integer({ min: 1, max: 6 }),
		r: positive(0.05, 20),
		alpha: positive(0.5, 500),
		a: positive(0.001, 50),
		b: positive(0.01, 50),
	})
	.map((model) => (model.family === 'nbd' ? { ...model, regularity: 1, a: 0, b: 1 } : model));

const models: fc.Arbitrary<TransactionModel> = fc.oneof(
	{ weight: 3, arbitrary: orderDropoutModels },
	{
		weight: 1,
		arbitrary: fc.record({
			family: fc.constant('paretoNbd' as const),
			regularity: fc.constant(1 as const),
			r: positive(0.05, 20),
			alpha: positive(0.5, 500),
			s: positive(0.01, 20),
			beta: positive(0.5, 500),
		}),
	},
);

const customers = fc
	.record({
		repeatTransactions: fc.integer({ min: 0, max: 200 }),
		share: fc.double({ min: 0.01, max: 1, noNaN: true }),
		customerAge: fc.double({ min: 0, max: 300, noNaN: true }),
	})
	.map(({ repeatTransactions, share, customerAge }) => ({
		repeatTransactions,
		ageAtLastOrder: repeatTransactions === 0 ? 0 : share * customerAge,
		customerAge,
	}));

const times = positive(0.01, 260);

describe('predictions of order times', () => {
	it('are probabilities and counts', () => {
		fc.assert(
			fc.property(models, customers, times, (model, customer, time) => {
				const chances = [
					probabilityAlive(model, customer),
					probabilityOfNoOrder(model, customer, time),
					probabilityOfAtLeast(model, customer, time, 1),
					probabilityOfAtLeast(model, customer, time, 2),
				];
				for (const chance of chances) {
					expect(chance).toBeGreaterThanOrEqual(0);
					expect(chance).toBeLessThanOrEqual(1 + 1e-12);
				}
				expect(chances[1] + chances[2]).toBeCloseTo(1, 9);
				expect(chances[3]).toBeLessThanOrEqual(chances[2] + 1e-12);
				expect(expectedOrders(model, customer, time)).toBeGreaterThanOrEqual(0);
			}),
		);
	});

	it('fall with silence', () => {
		fc.assert(
			fc.property(
				models,
				customers,
				fc.double({ min: 0.01, max: 100, noNaN: true }),
				times,
				(model, customer, silence, time) => {
					const later = { ...customer, customerAge: customer.customerAge + silence };
					const now = probabilityAlive(model, customer);
					expect(probabilityAlive(model, later)).toBeLessThanOrEqual(now * (1 + 1e-9));
					// Regular buyers become due at first; for others, days without an order only ever lower the chance of an
					// order.
					fc.pre(model.regularity === 1);
					const chance = probabilityOfAtLeast(model, customer, time, 1);
					expect(probabilityOfAtLeast(model, later, time, 1)).toBeLessThanOrEqual(
						chance * (1 + 1e-9),
					);
				},
			),
		);
	});

	it('rise with the horizon', () => {
		fc.assert(
			fc.property(models, customers, times, times, (model, customer, one, other) => {
				const [short, long] = one < other ? [one, other] : [other, one];
				for (const quantity of [
					(time: number) => expectedOrders(model, customer, time),
					(time: number) => probabilityOfAtLeast(model, customer, time, 1),
					(time: number) => probabilityOfAtLeast(model, customer, time, 2),
				]) {
					expect(quantity(short)).toBeLessThanOrEqual(quantity(long) * (1 + 1e-9) + 1e-300);
				}
			}),
		);
	});

	it('keep their values when the unit of time changes', () => {
		fc.assert(
			fc.property(models, customers, times, positive(0.01, 100), (model, customer, time, unit) => {
				const scaled =
					model.family === 'paretoNbd'
						? { ...model, alpha: model.alpha * unit, beta: model.beta * unit }
						: { ...model, alpha: model.alpha * unit };
				const scaledCustomer = {
					repeatTransactions: customer.repeatTransactions,
					ageAtLastOrder: customer.ageAtLastOrder * unit,
					customerAge: customer.customerAge * unit,
				};
				const expected = expectedOrders(model, customer, time);
				const found = expectedOrders(scaled, scaledCustomer, time * unit);
				expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-8 * expected + 1e-12);
			}),
		);
	});

	it('are probabilities of counts that add up to 1 and have the expected mean', () => {
		fc.assert(
			fc.property(models, customers, times, (model, customer, time) => {
				const mean = expectedOrders(model, customer, time);
				fc.pre(mean < 20 && model.r > 0.3 && time < 10 * (model.alpha + customer.customerAge));
				let total = 0;
				let weighted = 0;
				for (let count = 0; count < 3000 && 1 - total > 1e-9; count++) {
					const chance = probabilityOfExactly(model, customer, time, count);
					total += chance;
					weighted += count * chance;
				}
				expect(total).toBeCloseTo(1, 6);
				expect(weighted).toBeLessThanOrEqual(mean * (1 + 1e-9) + 1e-9);
				expect(Math.abs(weighted - mean)).toBeLessThan(1e-3 * mean + 1e-4);
			}),
			{ numRuns: 50 },
		);
	});

	it('name the time by which half of those who order have done so', () => {
		fc.assert(
			fc.property(models, customers, times, (model, customer, time) => {
				const median = medianTimeToNextOrder(model, customer, time);
				const all = probabilityOfAtLeast(model, customer, time, 1);
				fc.pre(all > 1e-12);
				const half = probabilityOfAtLeast(model, customer, median, 1);
				expect(half / all).toBeCloseTo(0.5, 6);
			}),
		);
	});

	it('agree between the batch and the single customer', () => {
		fc.assert(
			fc.property(
				models,
				fc.array(customers, { minLength: 1, maxLength: 8 }),
				times,
				(model, several, time) => {
					const groups = groupTransactions(
						several.map((customer) => customer.repeatTransactions),
						several.map((customer) => customer.ageAtLastOrder),
						several.map((customer) => customer.customerAge),
					);
					const batch = predictBatch(model, groups, {
						months: 3,
						monthLength: time / 3,
						yearlyDiscount: 0.1,
						discountAt: 'monthMiddle',
						timeFactor: 1,
					});
					several.forEach((customer, i) => {
						const group = groups.groupOf[i];
						const expected = expectedOrders(model, customer, (time / 3) * 3);
						expect(Math.abs(batch.orders[group] - expected)).toBeLessThanOrEqual(1e-9 * expected);
						expect(batch.discountedOrders[group]).toBeLessThanOrEqual(batch.orders[group]);
						expect(batch.probabilityOfOrder[group]).toBeCloseTo(
							probabilityOfAtLeast(model, customer, time, 1),
							9,
						);
					});
				},
			),
		);
	});
});

const uglyShops = fc
	.array(
		fc.record({
			repeatTransactions: fc.oneof(
				fc.constant(0),
				fc.integer({ min: 0, max: 5 }),
				fc.constantFrom(171, 5000, 1_000_000),
			),
			share: fc.double({ min: 0, max: 1, noNaN: true }),
			customerAge: fc.oneof(
				fc.constant(0),
				fc.constant(100),
				fc.double({ min: 0, max: 5000, noNaN: true }),
			),
			copies: fc.constantFrom(1, 1, 3, 200),
		}),
		{ minLength: 1, maxLength: 12 },
	)
	.map((rows) => rows.flatMap(({ copies, ...row }) => Array.from({ length: copies }, () => row)));

describe('fits of order times', () => {
	it('converge on any shop or say that they did not, and never give NaN or a negative', () => {
		fc.assert(
			fc.property(uglyShops, (shop) => {
				const groups = groupTransactions(
					shop.map((row) => row.repeatTransactions),
					shop.map((row) => (row.repeatTransactions === 0 ? 0 : row.share * row.customerAge)),
					shop.map((row) => row.customerAge),
				);
				for (const family of ['nbd', 'bgNbd', 'mbgNbd', 'paretoNbd'] as const) {
					const fit = fitTransactions(groups, family);
					if (fit === undefined) {
						expect(shop.every((row) => row.customerAge <= 1e-9)).toBe(true);
						continue;
					}
					const [r, alpha, leaves, stays] = fit.parameters;
					for (const value of [r, alpha, stays ?? 1]) expect(value).toBeGreaterThan(0);
					expect(leaves ?? 0).toBeGreaterThanOrEqual(0);
					expect(Number.isFinite(fit.logLikelihood)).toBe(true);
					for (const error of fit.standardErrors) {
						if (error !== null) expect(error).toBeGreaterThanOrEqual(0);
					}
					const batch = predictBatch(fit.model, groups, {
						months: 12,
						monthLength: 4,
						yearlyDiscount: 0.1,
						discountAt: 'monthEnd',
						timeFactor: 1,
					});
					for (const list of Object.values(batch)) {
						for (const value of list) {
							expect(value).toBeGreaterThanOrEqual(0);
							expect(value).toBeLessThan(Infinity);
						}
					}
				}
			}),
			{ numRuns: 40 },
		);
	}, 120_000);

	it('scale α and β with the unit of time and change nothing else', () => {
		const ages = Array.from({ length: 300 }, (_, i) => 100 + ((i * 37) % 200));
		const repeats = ages.map((_, i) => (i % 3 === 0 ? (i * 7) % 11 : 0));
		const lasts = ages.map((age, i) => (repeats[i] === 0 ? 0 : (age * ((i % 17) + 3)) / 20));
		for (const family of ['nbd', 'bgNbd', 'mbgNbd', 'paretoNbd'] as const) {
			const days = fitTransactions(groupTransactions(repeats, lasts, ages), family);
			const weeks = fitTransactions(groupTransactions(repeats, lasts, ages, 7), family);
			if (days === undefined || weeks === undefined) throw new Error('no fit');
			expect(days.isConverged).toBe(true);
			days.parameterNames.forEach((name, i) => {
				const unit = name === 'alpha' || name === 'beta' ? 7 : 1;
				expect((weeks.parameters[i] * unit) / days.parameters[i]).toBeCloseTo(1, 7);
			});
			const orders = repeats.reduce((sum, value) => sum + value, 0);
			expect(weeks.logLikelihood - orders * Math.log(7)).toBeCloseTo(days.logLikelihood, 6);
		}
	});

	it('stop at 12 when gaps are all equal', () => {
		const repeats = Array.from({ length: 200 }, (_, i) => 3 + (i % 5));
		const groups = groupTransactions(
			repeats,
			repeats.map((x) => x * 4),
			repeats.map((x) => x * 4 + 2),
		);
		const sumOfLogGaps = repeats.reduce((sum, x) => sum + x * Math.log(4), 0);
		const fit = fitRegularity(groups, 'mbgNbd', sumOfLogGaps);
		expect(fit?.model.regularity).toBe(12);
		expect(Number.isFinite(fit?.logLikelihood)).toBe(true);
	});
});

describe('the spend model', () => {
	const amounts = fc.array(
		fc.record({ count: fc.integer({ min: 1, max: 40 }), mean: positive(0.01, 1e6) }),
		{ minLength: 2, maxLength: 60 },
	);

	it('gives positive, finite values on any amounts', () => {
		fc.assert(
			fc.property(amounts, (rows) => {
				const fit = fitGammaGamma(
					rows.map((row) => row.count),
					rows.map((row) => row.mean),
				);
				if (fit === undefined) throw new Error('no fit');
				for (const { count, mean } of [...rows, { count: 0, mean: 0 }]) {
					const value = expectedOrderValue(fit.model, count, mean);
					expect(value).toBeGreaterThan(0);
					expect(value).toBeLessThan(Infinity);
				}
			}),
			{ numRuns: 60 },
		);
	});

	const likelyAmounts = fc.array(
		fc.record({ count: fc.integer({ min: 1, max: 10 }), mean: positive(5, 200) }),
		{ minLength: 20, maxLength: 60 },
	);

	it('scales with the currency', () => {
		fc.assert(
			fc.property(likelyAmounts, positive(0.001, 1000), (rows, rate) => {
				const counts = rows.map((row) => row.count);
				const fit = fitGammaGamma(
					counts,
					rows.map((row) => row.mean),
				);
				const scaled = fitGammaGamma(
					counts,
					rows.map((row) => row.mean * rate),
				);
				if (fit === undefined || scaled === undefined) throw new Error('no fit');
				fc.pre(fit.isConverged && scaled.isConverged);
				const value = expectedOrderValue(fit.model, counts[0], rows[0].mean);
				const scaledValue = expectedOrderValue(scaled.model, counts[0], rows[0].mean * rate);
				expect(scaledValue / (value * rate)).toBeCloseTo(1, 5);
			}),
			{ numRuns: 60 },
		);
	});

	it('draws a customer towards the shop’s mean, less the more is known', () => {
		const model = { p: 6.25, q: 3.74, v: 15.44 };
		const shop = expectedOrderValue(model, 0, 0);
		expect(shop).toBeCloseTo((6.25 * 15.44) / 2.74, 10);
		const values = [1, 2, 5, 20, 200].map((count) => expectedOrderValue(model, count, 100));
		expect([...values].sort((a, b) => a - b)).toEqual(values);
		expect(values[0]).toBeGreaterThan(shop);
		expect(values[4]).toBeLessThan(100);
	});
});
