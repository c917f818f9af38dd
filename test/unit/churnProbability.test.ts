import type { JsonRecord } from '../../src/values/jsonRecord';
import { checkChurn } from '../../src/core/churn/checkChurn';
import { churnOptions } from '../../src/core/churn/options';
import { clvOptions } from '../../src/core/clv/options';
import { predictClv } from '../../src/core/clv/predictClv';
import { dateOfDay } from '../../src/values/days';
import { Draws, simulateOrderTimes } from '../../harness/data/simulateOrders';

const truth = { family: 'mbgNbd', regularity: 1, r: 1.2, alpha: 50, a: 1.2, b: 2.4 } as const;
const today = 20_000;
const draws = new Draws(5);
const base: JsonRecord[] = Array.from({ length: 600 }, (_, i) => {
	const age = (i * 13) % 700;
	const times = [0, ...simulateOrderTimes(truth, age, draws)];
	return {
		customerId: `c${i}`,
		asOf: `${dateOfDay(today)}T23:59:59+02:00`,
		orderHistory: times.map((time) => `${dateOfDay(today - age + Math.floor(time))}:20`).join(';'),
	};
});

const check = (rows: readonly JsonRecord[], given: JsonRecord = {}) =>
	checkChurn(rows, churnOptions.parse({ outputFields: 'all', method: 'probability', ...given }));
const batch = check(base);
const alone = (savedModel: unknown, source: number) =>
	check([base[source]], { use: 'savedModel', savedModel }).customers[0].row;

describe('churn by probability', () => {
	it('tells each customer’s chance of no order in the days ahead, and says so', () => {
		for (const { row } of batch.customers) {
			expect(row.churnRisk).toBeGreaterThan(0);
			expect(row.churnRisk).toBeLessThanOrEqual(100);
			expect(row.churnExplanation).toMatch(
				/^(1 order|\d+ orders), \d+ days? since the last order: \d+% likely not to order in the next 90 days/,
			);
			expect(row.churnReasons).toMatch(/overdue|withinRhythm/);
		}
		expect(batch.notices.map(({ code }) => code)).not.toContain('notEnoughData');
	});

	it('is the complement of Predict CLV’s probability of an order', () => {
		const days = 365;
		const churn = check(base, { probabilityDays: days, orderModel: 'mbgNbd' }).customers;
		const clv = predictClv(base, clvOptions.parse({ orderModel: 'mbgNbd' })).customers;
		churn.forEach(({ row }, i) => {
			// Twelve months are 365.25 days.
			const sum = Number(row.churnRisk) / 100 + Number(clv[i].row.probabilityOfOrder);
			expect(Math.abs(sum - 1)).toBeLessThan(1e-3);
		});
	});

	it('falls the further one looks ahead', () => {
		const far = check(base, { probabilityDays: 365, orderModel: 'mbgNbd' }).customers;
		const near = check(base, { orderModel: 'mbgNbd' }).customers;
		near.forEach(({ row }, i) => {
			expect(far[i].row.churnRisk).toBeLessThanOrEqual(Number(row.churnRisk));
		});
		const average = (customers: typeof far) =>
			customers.reduce((sum, { row }) => sum + Number(row.churnRisk), 0) / customers.length;
		expect(average(far)).toBeLessThan(average(near) - 1);
	});

	it('judges one customer by the saved model as the batch did', () => {
		for (const { row, source } of batch.customers.slice(0, 40)) {
			expect(alone(JSON.stringify(batch.summary.model), source)).toEqual(row);
		}
	});

	it('takes the saved model of Predict CLV', () => {
		const { model } = predictClv(base, clvOptions.parse({ orderModel: 'mbgNbd' })).summary;
		for (const { row, source } of check(base, { orderModel: 'mbgNbd' }).customers.slice(0, 40)) {
			expect(alone(model, source).churnRisk).toBe(row.churnRisk);
		}
	});

	it('refuses a model that was fitted with another method, and one of Predict CLV with another method', () => {
		const ownRhythm = checkChurn(base, churnOptions.parse({})).summary.model;
		expect(() => alone(ownRhythm, 0)).toThrow('the method Probability, or a model of Predict CLV');
		const { model } = predictClv(base, clvOptions.parse({ orderModel: 'nbd' })).summary;
		expect(() =>
			checkChurn(base, churnOptions.parse({ use: 'savedModel', savedModel: model })),
		).toThrow('kind "churn"');
	});

	it('has its own version per days ahead and model', () => {
		const version = (given: JsonRecord) => check(base, given).summary.churnModelVersion;
		const versions = [{}, { probabilityDays: 60 }, { orderModel: 'nbd' }].map(version);
		expect(new Set(versions).size).toBe(3);
	});

	it('falls back to own rhythms in a small shop and says so', () => {
		const small = check(base.slice(0, 40));
		expect(small.notices.map(({ code }) => code)).toContain('notEnoughData');
		for (const { row } of small.customers) expect(row.churnRisk).toBeGreaterThan(0);
		const [{ row, source }] = small.customers;
		expect(alone(small.summary.model, source)).toEqual(row);
	});

	it('scores a customer without a history by order count, mean gap and days since the last order', () => {
		const fields = {
			customerId: 'x',
			asOf: base[0].asOf,
			orderCountLifetime: 3,
			meanGapDays: 30,
			daysSinceLastOrder: 12,
		};
		const history = [72, 42, 12].map((age) => `${dateOfDay(today - age)}:9`).join(';');
		const saved = { use: 'savedModel', savedModel: batch.summary.model };
		const [without, having] = [fields, { ...fields, orderHistory: history }].map(
			(row) => check([row], saved).customers[0].row.churnRisk,
		);
		expect(without).toBe(having);
	});
});
