import type { JsonRecord } from '../../src/values/jsonRecord';
import { fitTransactions } from '../../src/core/btyd/fitTransactions';
import { expectedOrderValue, fitGammaGamma } from '../../src/core/btyd/gammaGamma';
import { groupTransactions } from '../../src/core/btyd/groupTransactions';
import { clvOptions } from '../../src/core/clv/options';
import { predictBatch } from '../../src/core/btyd/predictBatch';
import { predictClv } from '../../src/core/clv/predictClv';
import { expectedOrders } from '../../src/core/btyd/expectedOrders';
import { probabilityOfAtLeast, probabilityOfExactly } from '../../src/core/btyd/orderProbabilities';
import { probabilityAlive } from '../../src/core/btyd/probabilityAlive';
import type { TransactionFamily, TransactionModel } from '../../src/core/btyd/transactionModel';
import { areaUnderCurve } from '../../src/core/stats/rankMeasures';
import { readReference, readSharedTable, relativeError } from '../../harness/data/referenceData';

/** Exact fits (50-digit Newton) and predictions for the CDNOW sample of Fader and Hardie. */
const reference = readReference<Reference>('cdnow_sample_reference.json');
const rows = readSharedTable('cdnow_sample_calibration.csv');
const orders = readSharedTable('cdnow_sample_transactions.csv');
// The customers' rows are another party's data, stored beside the project; without them there is nothing to fit.
const whereShared = rows === undefined || orders === undefined ? describe.skip : describe;
if (rows === undefined)
	console.warn('../shared is not there: fits on the CDNOW sample are skipped.');

const column = (index: number) => Float64Array.from(rows ?? [], (row) => Number(row[index]));
const x = column(2);
const ageAtLastOrder = column(3);
const customerAge = column(4);
const averageRepeatValue = column(5);
const actualOrders = column(6);
const groups = groupTransactions(x, ageAtLastOrder, customerAge, 7);

const families = [
	['bgNbd', 'bgnbd', 'BG/NBD'],
	['mbgNbd', 'mbgnbd', 'MBG/NBD'],
	['paretoNbd', 'paretonbd', 'Pareto/NBD'],
] as const;

whereShared('fits on the CDNOW sample', () => {
	it.each(families)('%s meets the exact optimum', (family, key) => {
		const expected = reference.models_mle_50_digit_newton[key];
		const fit = fitTransactions(groups, family);
		expect(fit?.isConverged).toBe(true);
		expect(fit?.customers).toBe(2357);
		expect(fit?.parameterNames).toEqual(Object.keys(expected.params));
		Object.values(expected.params).forEach((value, i) => {
			expect(relativeError(fit?.parameters[i] ?? NaN, value)).toBeLessThan(1e-6);
		});
		expect(Math.abs((fit?.logLikelihood ?? 0) - expected.log_likelihood)).toBeLessThan(1e-6);
		Object.values(expected.se).forEach((value, i) => {
			expect(relativeError(fit?.standardErrors[i] ?? NaN, value)).toBeLessThan(1e-6);
			fit?.parameterNames.forEach((_, j) => {
				expect(relativeError(fit.covariance[i][j] ?? NaN, expected.cov[i][j])).toBeLessThan(1e-5);
			});
		});
	});

	it('Gamma-Gamma meets the exact optimum', () => {
		const expected = reference.models_mle_50_digit_newton.gammagamma;
		const fit = fitGammaGamma(x, averageRepeatValue);
		expect(fit?.customers).toBe(946);
		for (const [i, name] of (['p', 'q', 'v'] as const).entries()) {
			expect(relativeError(fit?.model[name] ?? NaN, expected.params[name])).toBeLessThan(1e-6);
			expect(relativeError(fit?.standardErrors[i] ?? NaN, expected.se[name])).toBeLessThan(1e-6);
		}
		expect(Math.abs((fit?.logLikelihood ?? 0) - expected.log_likelihood)).toBeLessThan(1e-6);
	});

	it('prints what Fader, Hardie and Lee (2005) and Hoppe and Wagner (2007) printed', () => {
		const printed = (family: TransactionFamily) =>
			fitTransactions(groups, family)?.parameters.map((value) => value.toFixed(3));
		expect(printed('bgNbd')).toEqual(['0.243', '4.414', '0.793', '2.426']);
		expect(printed('mbgNbd')).toEqual(['0.525', '6.183', '0.891', '1.614']);
		expect(printed('paretoNbd')).toEqual(['0.553', '10.578', '0.606', '11.669']);
		const spend = fitGammaGamma(x, averageRepeatValue)?.model;
		expect([spend?.p.toFixed(2), spend?.q.toFixed(2), spend?.v.toFixed(2)]).toEqual([
			'6.25',
			'3.74',
			'15.44',
		]);
	});
});

describe('predictions at the exact CDNOW parameters', () => {
	const spend = reference.models_mle_50_digit_newton.gammagamma.params;

	it.each(families)('%s gives each customer the reference’s numbers', (family, key) => {
		const { params } = reference.models_mle_50_digit_newton[key];
		const model = { family, regularity: 1, ...params } as TransactionModel;
		for (const customer of reference.customers) {
			const transactions = {
				repeatTransactions: customer.x,
				ageAtLastOrder: customer.t_x_days / 7,
				customerAge: customer.T_days / 7,
			};
			const expected = customer[key];
			expect(relativeError(probabilityAlive(model, transactions), expected.p_alive)).toBeLessThan(
				1e-12,
			);
			for (const [weeks, value] of Object.entries(expected.expected_purchases_weeks)) {
				const found = expectedOrders(model, transactions, Number(weeks));
				expect(relativeError(found, value)).toBeLessThan(1e-12);
			}
			const value = expectedOrderValue(spend, customer.x, customer.monetary);
			expect(relativeError(value, customer.expected_spend)).toBeLessThan(1e-12);
			// The lifetimes package's convention: months of 4.345 weeks, 1% a month, discounted at the month's end.
			const one = groupTransactions([customer.x], [customer.t_x_days], [customer.T_days], 7);
			const { discountedOrders } = predictBatch(model, one, {
				months: 12,
				monthLength: 4.345,
				yearlyDiscount: 1.01 ** 12 - 1,
				discountAt: 'monthEnd',
				timeFactor: 1,
			});
			const clv = discountedOrders[0] * value;
			expect(relativeError(clv, expected.clv_12m_1pct_lifetimes_convention_W)).toBeLessThan(1e-9);
		}
	});

	it('gives a new customer the reference’s counts', () => {
		const { params } = reference.models_mle_50_digit_newton.bgnbd;
		const model = { family: 'bgNbd', regularity: 1, ...params } as const;
		const newcomer = { repeatTransactions: 0, ageAtLastOrder: 0, customerAge: 0 };
		reference.bgnbd_new_customer['P(X(39)=n)'].forEach((chance, count) => {
			expect(relativeError(probabilityOfExactly(model, newcomer, 39, count), chance)).toBeLessThan(
				1e-11,
			);
		});
	});

	it('gives the published examples', () => {
		const printed = {
			family: 'bgNbd',
			regularity: 1,
			r: 0.243,
			alpha: 4.414,
			a: 0.793,
			b: 2.426,
		} as const;
		const customer = { repeatTransactions: 2, ageAtLastOrder: 30.43, customerAge: 38.86 };
		const newcomer = { repeatTransactions: 0, ageAtLastOrder: 0, customerAge: 0 };
		// Fader and Hardie, note 004; BTYD reference manual.
		expect(expectedOrders(printed, customer, 39).toFixed(3)).toBe('1.226');
		expect(probabilityOfExactly(printed, newcomer, 39, 0).toFixed(7)).toBe('0.5737864');
	});
});

/** A customer in the weeks that the models are fitted in. */
const inWeeks = (i: number) => ({
	repeatTransactions: x[i],
	ageAtLastOrder: ageAtLastOrder[i] / 7,
	customerAge: customerAge[i] / 7,
});

whereShared('accuracy on the CDNOW holdout (39 weeks, 1,882 orders)', () => {
	const expectedAccuracy = {
		bgNbd: ['-12.15', '.7855', '1.6080', '.4702'],
		mbgNbd: ['-16.22', '.7648', '1.6072', '.4772'],
		paretoNbd: ['-11.50', '.7545', '1.6028', '.4740'],
	};

	it.each(families)('%s is as accurate as the reference, to the printed digits', (family) => {
		const fit = fitTransactions(groups, family);
		if (fit === undefined) throw new Error('no fit');
		const predicted = Array.from(x, (_, i) => expectedOrders(fit.model, inWeeks(i), 39));
		const total = predicted.reduce((sum, value) => sum + value, 0);
		const errors = predicted.map((value, i) => value - actualOrders[i]);
		const mean = (list: number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
		const best = predicted
			.map((value, i) => ({ value, i }))
			.sort((one, other) => other.value - one.value)
			.slice(0, 236);
		const captured = best.reduce((sum, { i }) => sum + actualOrders[i], 0);
		expect([
			((100 * (total - 1882)) / 1882).toFixed(2),
			mean(errors.map(Math.abs)).toFixed(4).slice(1),
			Math.sqrt(mean(errors.map((error) => error * error))).toFixed(4),
			(captured / 1882).toFixed(4).slice(1),
		]).toEqual(expectedAccuracy[family]);
	});

	it.each([
		['bgNbd', 0.7569],
		['mbgNbd', 0.7601],
		['paretoNbd', 0.7712],
	] as const)('%s ranks who orders again as well as the reference', (family, auc) => {
		const fit = fitTransactions(groups, family);
		if (fit === undefined) throw new Error('no fit');
		const chances = Array.from(x, (_, i) => probabilityOfAtLeast(fit.model, inWeeks(i), 39, 1));
		expect(areaUnderCurve(chances, actualOrders)).toBeCloseTo(auc, 4);
	});

	it('chooses for itself a model that is at least as near per customer as BG/NBD', () => {
		const test = predictClv(
			customersOf(orders ?? []),
			clvOptions.parse({ backtest: true, backtestDays: 273 }),
		).summary.backtest as {
			model: Record<string, number>;
			lastPeriodAgain: Record<string, number>;
		};
		expect(test.model.ordersMeanAbsoluteError).toBeLessThanOrEqual(0.7855);
		expect(test.model.spendMeanAbsoluteError).toBeLessThanOrEqual(30.41);
		expect(test.model.spendMeanAbsoluteError).toBeLessThan(
			test.lastPeriodAgain.spendMeanAbsoluteError,
		);
	});

	it.each([
		['bgNbd', 'repeatOrders', '-15.6', '30.41', '.5020'],
		['mbgNbd', 'repeatOrders', '-19.5', '29.71', '.5033'],
		['paretoNbd', 'repeatOrders', '-14.8', '29.45', '.5036'],
		['paretoNbd', 'allOrders', '-15.7', '29.21', '.5001'],
		['bgNbd', 'allOrders', '-17.0', '30.03', '.4970'],
		['mbgNbd', 'allOrders', '-20.8', '29.38', '.4994'],
		['automatic', 'allOrders', '-15.7', '29.21', '.5001'],
	])('predicts spend with %s and %s as documented', (orderModel, from, total, error, capture) => {
		const { backtest } = predictClv(
			customersOf(orders ?? []),
			clvOptions.parse({
				backtest: true,
				backtestDays: 273,
				orderModel,
				orderValueFrom: from,
			}),
		).summary;
		const { model } = backtest as { model: Record<string, number> };
		expect([
			model.spendErrorPercent.toFixed(1),
			model.spendMeanAbsoluteError.toFixed(2),
			model.topDecileCapture.toFixed(4).slice(1),
		]).toEqual([total, error, capture]);
	});

	it('says that plain recency ranks as well in this single cohort', () => {
		const { notices } = predictClv(
			customersOf(orders ?? []),
			clvOptions.parse({ backtest: true, backtestDays: 273 }),
		);
		const losses = notices.filter(({ code }) => code === 'losesToBaseline');
		expect(losses.map(({ message }) => message).join(' ')).toContain(
			'the model picks the one who orders again in 77.1% of pairs, and days since the last order alone in 77.1%',
		);
	});
});

function customersOf(table: readonly string[][]): JsonRecord[] {
	const histories = new Map<string, string[]>();
	for (const [id, date, , spend] of table) {
		const history = histories.get(id) ?? [];
		history.push(`${date}:${spend}`);
		histories.set(id, history);
	}
	return [...histories].map(([customerId, history]) => ({
		customerId,
		orderHistory: history.sort().join(';'),
		asOf: '1998-06-30T23:59:59-05:00',
	}));
}

interface Fit<Name extends string> {
	readonly params: Record<Name, number>;
	readonly log_likelihood: number;
	readonly se: Record<Name, number>;
	readonly cov: number[][];
}

interface Prediction {
	readonly p_alive: number;
	readonly expected_purchases_weeks: Record<string, number>;
	readonly clv_12m_1pct_lifetimes_convention_W: number;
}

interface Reference {
	readonly models_mle_50_digit_newton: {
		readonly bgnbd: Fit<'r' | 'alpha' | 'a' | 'b'>;
		readonly mbgnbd: Fit<'r' | 'alpha' | 'a' | 'b'>;
		readonly paretonbd: Fit<'r' | 'alpha' | 's' | 'beta'>;
		readonly gammagamma: Fit<'p' | 'q' | 'v'>;
	};
	readonly customers: ReadonlyArray<{
		readonly x: number;
		readonly t_x_days: number;
		readonly T_days: number;
		readonly monetary: number;
		readonly expected_spend: number;
		readonly bgnbd: Prediction;
		readonly mbgnbd: Prediction;
		readonly paretonbd: Prediction;
	}>;
	readonly bgnbd_new_customer: { readonly 'P(X(39)=n)': number[] };
}
