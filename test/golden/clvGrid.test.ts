import { expectedOrderValue, spendLogLikelihood } from '../../src/core/btyd/gammaGamma';
import { expectedOrders, expectedOrdersOfNewCustomer } from '../../src/core/btyd/expectedOrders';
import { probabilityOfExactly, probabilityOfNoOrder } from '../../src/core/btyd/orderProbabilities';
import { probabilityAlive } from '../../src/core/btyd/probabilityAlive';
import { transactionLogLikelihood } from '../../src/core/btyd/transactionLogLikelihood';
import type { TransactionModel } from '../../src/core/btyd/transactionModel';
import { readReference, relativeError } from '../../harness/data/referenceData';

/** 25 digits from 50-digit arithmetic, hard cases included: a = 1, a + b < 1, x = 5000, T = 0, t from 1e-6 to 520. */
const grid =
	readReference<Array<{ fn: string; args: number[]; value: string }>>('grid_models.json');

type Family = Exclude<TransactionModel['family'], 'nbd'>;

const modelOf = (family: Family, [r, alpha, third, fourth]: number[]): TransactionModel =>
	family === 'paretoNbd'
		? { family, regularity: 1, r, alpha, s: third, beta: fourth }
		: { family, regularity: 1, r, alpha, a: third, b: fourth };
const customerOf = ([, , , , x, tx, T]: number[]) => ({
	repeatTransactions: x,
	ageAtLastOrder: tx,
	customerAge: T,
});
const newcomer = { repeatTransactions: 0, ageAtLastOrder: 0, customerAge: 0 };

const ofFamily = (prefix: string, family: Family): typeof functions => [
	[`${prefix}_ll`, (args) => transactionLogLikelihood(modelOf(family, args), customerOf(args))],
	[`${prefix}_palive`, (args) => probabilityAlive(modelOf(family, args), customerOf(args))],
	[
		`${prefix}_expected`,
		(args) => expectedOrders(modelOf(family, args), customerOf(args), args[7]),
	],
];

const noPurchase = (prefix: string, family: Family): (typeof functions)[number] => [
	`${prefix}_no_purchase`,
	(args) => probabilityOfNoOrder(modelOf(family, args), customerOf(args), args[7]),
];

const functions: Array<[name: string, compute: (args: number[]) => number]> = [
	...ofFamily('bgnbd', 'bgNbd'),
	noPurchase('bgnbd', 'bgNbd'),
	...ofFamily('mbgnbd', 'mbgNbd'),
	noPurchase('mbgnbd', 'mbgNbd'),
	...ofFamily('paretonbd', 'paretoNbd'),
	['bgnbd_pmf', (args) => probabilityOfExactly(modelOf('bgNbd', args), newcomer, args[4], args[5])],
	['bgnbd_expected_new', (args) => expectedOrdersOfNewCustomer(modelOf('bgNbd', args), args[4])],
	['gammagamma_ll', ([p, q, v, x, mean]) => spendLogLikelihood({ p, q, v }, x, mean)],
	['gammagamma_mean', ([p, q, v, x, mean]) => expectedOrderValue({ p, q, v }, x, mean)],
];

/**
 * A customer observed for no time has a likelihood of 1, whose log the reference gives as its own rounding error (below
 * 1e-80): a relative error makes no sense there, so the absolute error counts.
 */
const isRoundingOfZero = (value: number) => Math.abs(value) < 1e-60 && Math.abs(value) > 1e-100;

function error(found: number, value: string): number {
	const expected = Number(value);
	return isRoundingOfZero(expected) ? Math.abs(found) * 1e3 : relativeError(found, expected);
}

describe('models on the reference grid', () => {
	it.each(functions)('%s meets the reference to 1e-9', (name, compute) => {
		const items = grid.filter(({ fn }) => fn === name);
		const missed = items
			.map(({ args, value }) => ({ args, value, error: error(compute(args), value) }))
			.filter((item) => !(item.error <= 1e-9));
		expect(items.length).toBeGreaterThan(9);
		expect(missed).toEqual([]);
	});
});
