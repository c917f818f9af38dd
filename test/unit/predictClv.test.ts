import type { JsonRecord } from '../../src/values/jsonRecord';
import { clvOptions } from '../../src/core/clv/options';
import { predictClv } from '../../src/core/clv/predictClv';
import { dateOfDay } from '../../src/values/days';
import { Draws, simulateOrderTimes } from '../../harness/data/simulateOrders';

const parse = (given: JsonRecord = {}) => clvOptions.parse({ outputFields: 'all', ...given });

const truth = { family: 'mbgNbd', regularity: 1, r: 1.2, alpha: 50, a: 1.2, b: 2.4 } as const;
const asOfDay = 20_000;

function shop(size: number, rate = 1) {
	const draws = new Draws(11);
	return Array.from({ length: size }, (_, i) => {
		const age = (i * 13) % 700;
		const times = [0, ...simulateOrderTimes(truth, age, draws)];
		const history = times.map(
			(time) =>
				`${dateOfDay(asOfDay - age + Math.floor(time))}:${(rate * (10 + 90 * draws.uniform())).toFixed(2)}`,
		);
		return {
			customerId: `c${i}`,
			asOf: `${dateOfDay(asOfDay)}T23:59:59+02:00`,
			orderHistory: history.join(';'),
			kept: i,
		};
	});
}

/** The same shop with every customer's amounts multiplied by a factor of their own. */
function scaledShop(factorOf: (i: number) => number): JsonRecord[] {
	return shop(900).map((row, i) => ({
		...row,
		orderHistory: row.orderHistory.replace(
			/:([\d.]+)/g,
			(_, amount: string) => `:${(factorOf(i) * Number(amount)).toFixed(2)}`,
		),
	}));
}

/** A shop of companies whose order values follow a Pareto distribution with a mean that is hardly defined. */
function shopOfFirms(): JsonRecord[] {
	const firms = scaledShop((i) => (((i * 7919) % 1000) / 1000 + 0.0005) ** (-1 / 1.05));
	return [
		...firms,
		{ customerId: 'one order of 243', asOf: dateOfDay(asOfDay), orderHistory: '2024-09-01:243' },
	];
}

const base = shop(900);
const fitted = predictClv(base, parse({}));
const byId = (rows: typeof fitted.customers) =>
	new Map(rows.map(({ row }) => [row.customerId, row]));

describe('predictClv', () => {
	it('gives every customer once, by id, with all fields kept', () => {
		const ids = fitted.customers.map(({ row }) => row.customerId);
		expect(ids).toEqual(base.map(({ customerId }) => customerId).sort());
		for (const { row, source } of fitted.customers) expect(row.kept).toBe(base[source].kept);
	});

	it('never gives NaN, a negative or a low above a high', () => {
		for (const { row } of fitted.customers) {
			for (const field of [
				'predictedOrders',
				'probabilityAlive',
				'probabilityOfOrder',
				'probabilityOfSeveralOrders',
				'predictedAverageOrderValue',
				'predictedSpend',
				'predictedSpendLow',
				'predictedSpendHigh',
				'predictedClv',
				'maxAcquisitionCost',
			]) {
				expect(row[field]).toBeGreaterThanOrEqual(0);
			}
			expect(row.predictedSpendLow).toBeLessThanOrEqual(Number(row.predictedSpendHigh));
		}
	});

	it('gives a next order date only where an order is more likely than not', () => {
		let named = 0;
		for (const { row } of fitted.customers) {
			if (Number(row.probabilityOfOrder) < 0.4999) {
				expect(row.expectedNextOrderAt).toBeNull();
				expect(row.clvExplanation).not.toContain('do so by');
			} else if (Number(row.probabilityOfOrder) > 0.5001) {
				named++;
				expect(row.expectedNextOrderAt).toMatch(/^\d{4}-\d\d-\d\d$/);
				expect(String(row.expectedNextOrderAt) > dateOfDay(asOfDay)).toBe(true);
			}
		}
		expect(named).toBeGreaterThan(50);
	});

	it('keeps each predicted spend within its own range, and the highest cost within its margin', () => {
		const shops = [
			fitted,
			predictClv(base, parse({ acquisitionRatio: 0.1 })),
			predictClv(shopOfFirms(), parse({})),
		];
		for (const { customers } of shops) {
			for (const { row } of customers) {
				const spend = Number(row.predictedSpend);
				expect(Number(row.predictedSpendLow)).toBeLessThanOrEqual(spend);
				expect(Number(row.predictedSpendHigh)).toBeGreaterThanOrEqual(spend);
				expect(Number(row.maxAcquisitionCost)).toBeLessThanOrEqual(0.5 * spend + 0.01);
			}
		}
	});

	it('tells one-time buyers apart by the amount of their order', () => {
		const two = [15, 500].map((amount) => ({
			customerId: `one-time ${amount}`,
			asOf: dateOfDay(asOfDay),
			orderHistory: `2024-06-01:${amount}`,
		}));
		const mixed = scaledShop((i) => [0.2, 1, 5][i % 3]);
		const values = (options: object) => {
			const rows = byId(predictClv([...mixed, ...two], parse(options as JsonRecord)).customers);
			return two.map(({ customerId }) => Number(rows.get(customerId)?.predictedAverageOrderValue));
		};
		const [small, large] = values({});
		expect(large).toBeGreaterThan(2 * small);
		const [one, other] = values({ orderValueFrom: 'repeatOrders' });
		expect(one).toBe(other);
	});

	it('reads a model that does not say which orders count as one of repeat orders', () => {
		const papers = predictClv(base, parse({ orderValueFrom: 'repeatOrders' }));
		const { from, highestAmount, ...spend } = (papers.summary.model as { spend: JsonRecord }).spend;
		expect([from, highestAmount]).toEqual(['repeatOrders', null]);
		const savedModel = { ...(papers.summary.model as JsonRecord), spend };
		const applied = predictClv(base, parse({ use: 'savedModel', savedModel }));
		expect(applied.customers.map(({ row }) => row)).toEqual(papers.customers.map(({ row }) => row));
	});

	it('does not read a small order as the first of many huge ones where a few orders are huge', () => {
		const { customers, notices } = predictClv(shopOfFirms(), parse({}));
		expect(notices.find(({ code }) => code === 'heavyTail')?.level).toBe('warning');
		const small = byId(customers).get('one order of 243');
		expect(Number(small?.predictedAverageOrderValue)).toBeLessThan(3 * 243);
		expect(Number(small?.maxAcquisitionCost)).toBeLessThan(3 * 243);
	});

	it('does not depend on the order of the input', () => {
		const turned = predictClv([...base].reverse(), parse({}));
		expect(turned.customers.map(({ row }) => row)).toEqual(fitted.customers.map(({ row }) => row));
	});

	it('gives a single customer the batch’s numbers with the saved model, as object, text or summary', () => {
		for (const savedModel of [
			fitted.summary.model,
			JSON.stringify(fitted.summary.model),
			fitted.summary,
		]) {
			for (const place of [0, 17, 400]) {
				const options = parse({ use: 'savedModel', savedModel, horizonMonths: 3 });
				const [one] = predictClv([base[place]], options).customers;
				expect(one.row).toEqual(byId(fitted.customers).get(base[place].customerId));
			}
		}
	});

	it('refuses to go on without a saved model', () => {
		const apply = (savedModel: unknown) => () =>
			predictClv(base, parse({ use: 'savedModel', savedModel }));
		expect(apply(undefined)).toThrow('savedModel');
		expect(apply('{"kind":"rfm"}')).toThrow('clv');
		expect(apply('nonsense')).toThrow('savedModel');
	});

	it('scales amounts with the currency and nothing else', () => {
		const rich = byId(predictClv(shop(900, 100), parse({})).customers);
		for (const { row } of fitted.customers) {
			const other = rich.get(row.customerId);
			expect(other?.predictedOrders).toBe(row.predictedOrders);
			expect(other?.orderLikelihood).toBe(row.orderLikelihood);
			const [spend, hundredfold] = [Number(row.predictedSpend), Number(other?.predictedSpend)];
			expect(Math.abs(hundredfold / 100 - spend)).toBeLessThan(0.01 + 1e-3 * spend);
		}
	});

	it('names a model by its numbers, whatever the fields and the day are called', () => {
		const renamed = base.map(({ customerId, ...row }) => ({ ...row, id: customerId }));
		const other = predictClv(renamed, parse({ fieldNames: { customerId: 'id' } }));
		const version = (result: typeof fitted) => (result.summary.model as JsonRecord).version;
		expect(version(other)).toBe(version(fitted));
		expect(version(fitted)).toMatch(/^[0-9a-f]{12}$/);
		expect(version(predictClv(base, parse({ marginPercent: 40 })))).not.toBe(version(fitted));
	});

	it('applies margin and ratio to the CLV', () => {
		const full = byId(
			predictClv(base, parse({ marginPercent: 100, acquisitionRatio: 3 })).customers,
		);
		for (const { row } of fitted.customers) {
			const other = full.get(row.customerId);
			expect(Math.abs(Number(other?.predictedClv) / 2 - Number(row.predictedClv))).toBeLessThan(
				0.011,
			);
			expect(
				Math.abs(Number(other?.predictedClv) / 3 - Number(other?.maxAcquisitionCost)),
			).toBeLessThan(0.011);
		}
	});

	it('sets aside what it can’t read, with a reason, and goes on', () => {
		const rows: JsonRecord[] = [
			...base,
			{ orderHistory: '2024-01-01:5' },
			{ customerId: 'x1', orderHistory: 'rubbish', asOf: '2024-10-04' },
			{ customerId: 'x2', orderHistory: '2024-01-01:5' },
			{ customerId: 'x3', asOf: '2024-10-04' },
			{ customerId: 'x4', asOf: '2024-10-04', orderHistory: '', orderCount: 0 },
			{ customerId: '__proto__', asOf: '2024-10-04', orderHistory: '2024-01-01:5' },
		];
		const result = predictClv(rows, parse({}));
		expect(result.setAside.map(({ code }) => code).sort()).toEqual([
			'missingAsOf',
			'missingCustomerId',
			'missingOrderHistory',
			'unreadableOrderHistory',
		]);
		expect(result.customers.length + result.setAside.length).toBe(rows.length);
		expect(byId(result.customers).get('x4')).toMatchObject({
			predictedOrders: null,
			clvSegment: '',
		});
		expect(byId(result.customers).get('__proto__')?.clvMethod).toBe('model');
	});

	it.each([
		['one customer', base.slice(0, 1)],
		['99 customers', base.slice(0, 99)],
		[
			'all one-time buyers',
			base.map((row) => ({ ...row, orderHistory: String(row.orderHistory).split(';')[0] })),
		],
		[
			'all first orders today',
			base.map((row) => ({ ...row, orderHistory: `${dateOfDay(asOfDay)}:20` })),
		],
	])('falls back to cohort averages for %s and says so', (_, rows) => {
		const result = predictClv(rows, parse({ backtest: true }));
		expect(result.notices.map(({ code }) => code)).toContain('notEnoughData');
		for (const { row } of result.customers) {
			expect(row.clvMethod).toBe('cohortAverage');
			expect(row.predictedSpend).toBeGreaterThanOrEqual(0);
			expect(row.probabilityAlive).toBeNull();
			expect(row.predictedSpendHigh).toBeNull();
		}
	});

	it.each([
		['all equal', () => '2024-01-01:20;2024-02-01:20;2024-03-01:20'],
		[
			'an order every day',
			(i: number) =>
				Array.from(
					{ length: 300 + (i % 7) },
					(_, day) => `${dateOfDay(asOfDay - 320 + day)}:1`,
				).join(';'),
		],
		['amounts of nothing', (i: number) => String(base[i].orderHistory).replace(/:[^;]+/g, ':0')],
		[
			'one whale',
			(i: number) =>
				i === 0 ? `${base[0].orderHistory};2024-10-04:1000000000` : String(base[i].orderHistory),
		],
		[
			'100,000 orders by one customer on one day',
			(i: number) =>
				i === 0
					? Array.from({ length: 100_000 }, () => '2024-05-05:1').join(';')
					: String(base[i].orderHistory),
		],
	])('holds on an ugly shop: %s', (_, historyOf) => {
		const rows = base.slice(0, 300).map((row, i) => ({ ...row, orderHistory: historyOf(i) }));
		const result = predictClv(rows, parse({ backtest: true, recalibrate: true }));
		expect(result.customers).toHaveLength(300);
		for (const { row } of result.customers) {
			for (const field of [
				'predictedOrders',
				'predictedSpend',
				'predictedClv',
				'probabilityOfOrder',
			]) {
				expect(row[field]).toBeGreaterThanOrEqual(0);
				expect(row[field]).toBeLessThan(Infinity);
			}
		}
		expect(JSON.stringify(result.summary)).not.toMatch(/NaN|Infinity/);
	});

	it('warns with the factor where the horizon is longer than the history', () => {
		const codes = (months: number) =>
			predictClv(base, parse({ horizonMonths: months, orderModel: 'nbd' })).notices;
		const [warning] = codes(46).filter(({ code }) => code === 'horizonBeyondHistory');
		expect(warning.level).toBe('warning');
		expect(warning.message).toContain('is longer than the 699 days');
		expect(warning.message).toContain('(2.0 times as long)');
		expect(codes(22).map(({ code }) => code)).not.toContain('horizonBeyondHistory');
		expect(codes(22).map(({ code }) => code)).toContain('nobodyLeaves');
	});

	it('says not to use it for budgets where the past was missed by more than 60%', () => {
		// Nobody orders in the last 200 days: whatever was fitted before is far too high.
		const gone = base.map((row) => ({ ...row, asOf: dateOfDay(asOfDay + 200) }));
		const { notices } = predictClv(gone, parse({ backtest: true, backtestDays: 200 }));
		const warning = notices.find(({ code }) => code === 'backtestTooFarOff');
		expect([warning?.level, warning?.message.includes('Do not use it for budgets')]).toEqual([
			'danger',
			true,
		]);
	});

	it('returns no rows for no rows', () => {
		const result = predictClv([], parse({ backtest: true }));
		expect(result.customers).toEqual([]);
		expect(result.setAside).toEqual([]);
		expect(result.notices).toEqual([]);
	});

	it('says first how to read the numbers, and lists all notices in the summary', () => {
		const [first] = fitted.notices;
		expect(first.message).toBe(
			'predictedSpend is the average spend of such customers in the next 12 months; predictedClv is your margin of 50% of it, discounted about 10% a year. clvExplanation says so in words for each customer. The numbers come from MBG/NBD.',
		);
		expect(fitted.summary.notices).toBe(fitted.notices);
	});

	it('explains each prediction in a sentence', () => {
		for (const { row } of fitted.customers) {
			expect(row.clvExplanation).toMatch(
				/^(?:1 order, |\d+ orders, the last )(?:\d+ days ago|yesterday|today): \d+% likely to order in the next 12 months; [\d.]+ orders of [\d.]+, [\d.]+ in total (?:on average, most likely nothing|\([\d.]+ to [\d.]+ in 8 of 10 cases\))\.(?: Half of such customers who order again do so by 20\d\d-\d\d-\d\d\.)?$/,
			);
		}
	});

	it('tells in the summary which model was taken, why, and how it fits', () => {
		const { summary } = fitted;
		expect(summary.modelName).toBe('MBG/NBD');
		expect(summary.modelReason).toMatch(
			/^MBG\/NBD predicted 4 earlier periods of \d+ days best: it was off by \d\.\d{3} orders/,
		);
		expect(summary.pastsCompared).toBe(4);
		const quality = summary.fitQuality as Array<{ actual: number; expected: number }>;
		expect(quality.reduce((sum, { actual }) => sum + actual, 0)).toBe(900);
		expect(quality.reduce((sum, { expected }) => sum + expected, 0)).toBeCloseTo(900, 6);
		expect((summary.orderModel as JsonRecord).rStandardError).toBeGreaterThan(0);
	});

	it('tells what a new customer is worth, by cohort month and by a field', () => {
		const rows = base.map((row, i) => ({ ...row, channel: i % 3 === 0 ? 'search' : 'email' }));
		const { summary, notices } = predictClv(rows, parse({ newCustomersBy: 'channel' }));
		const worth = summary.newCustomers as {
			expectedMargin: number;
			byCohortMonth: unknown[];
			byGroup: Array<{ group: string; customers: number; expectedMargin: number }>;
		};
		expect(worth.byGroup.map(({ group, customers }) => [group, customers])).toEqual([
			['email', 600],
			['search', 300],
		]);
		expect(worth.byCohortMonth.length).toBeGreaterThan(20);
		expect(notices.find(({ code }) => code === 'newCustomerWorth')?.message).toContain(
			`a margin of ${worth.expectedMargin.toFixed(2)} over 12 months on average, the first order included`,
		);
	});

	it('marks immature cohorts as projected and never below what was seen', () => {
		const cohorts = fitted.summary.cohorts as Array<Record<string, number | string | boolean>>;
		expect(cohorts.reduce((sum, { customers }) => sum + Number(customers), 0)).toBe(900);
		for (const cohort of cohorts) {
			expect(Number(cohort.ltv180)).toBeGreaterThanOrEqual(Number(cohort.ltv90));
			expect(Number(cohort.ltv365)).toBeGreaterThanOrEqual(Number(cohort.ltv180));
			expect(cohort.ltv365IsProjected).toBe(String(cohort.cohortMonth) >= '2023-10');
			expect(cohort.ltv90IsProjected).toBe(String(cohort.cohortMonth) >= '2024-07');
		}
	});

	it('compares its predictions with what happened, in fields and words', () => {
		const { summary } = predictClv(base, parse({ backtest: true }));
		const test = summary.backtest as {
			customers: number;
			reliability: Array<{ customers: number }>;
			sentences: string[];
			model: Record<string, number>;
		};
		expect(test.reliability.reduce((sum, { customers }) => sum + customers, 0)).toBe(
			test.customers,
		);
		expect(test.model.auc).toBeGreaterThan(0.5);
		expect(test.sentences[0]).toMatch(
			/^Test on the last \d+ days, which the model did not see: for [\d,]+ customers, (MBG|Pareto)\/NBD predicted/,
		);
		expect(test.sentences[1]).toMatch(/(better|worse) than the earlier spend by/);
	});

	it('gives the same numbers with a saved Pareto/NBD as with the one it was saved from', () => {
		const own = predictClv(base, parse({ orderModel: 'paretoNbd' }));
		expect(own.summary.modelName).toBe('Pareto/NBD');
		const savedModel = JSON.stringify(own.summary.model);
		const again = predictClv(base, parse({ use: 'savedModel', savedModel }));
		expect(again.customers).toEqual(own.customers);
	});

	it('scales future time so that the recent total is met', () => {
		const { summary } = predictClv(base, parse({ recalibrate: true }));
		expect(summary.timeFactor).toBeGreaterThan(0.5);
		expect(summary.timeFactor).toBeLessThan(2);
		expect(summary.timeFactor).not.toBe(1);
	});
});
