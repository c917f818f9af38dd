import {
	fitRegularity,
	fitTransactions,
	type TransactionFit,
} from '../../src/core/btyd/fitTransactions';
import { groupTransactions } from '../../src/core/btyd/groupTransactions';
import { expectedOrders } from '../../src/core/btyd/expectedOrders';
import { probabilityAlive } from '../../src/core/btyd/probabilityAlive';
import { readReference, readReferenceTable, relativeError } from '../../harness/data/referenceData';

/** 2,000 customers with Erlang-3 gaps, simulated and fitted with BTYDplus 1.2.0. */
const reference = readReference<{ fits: ReferenceFit[] }>('sim_regular_k3_reference.json');
const rows = readReferenceTable('sim_regular_k3.csv').map((row) => row.map(Number));
const weeks = (index: number) => rows.map((row) => row[index] / 7);
const groups = groupTransactions(
	rows.map(([, x]) => x),
	weeks(2),
	weeks(3),
);
const sumOfLogGaps = rows.reduce((sum, row) => sum + row[4], 0);
const actual = rows.map((row) => row[5]);
const customers = rows.map((row) => ({
	repeatTransactions: row[1],
	ageAtLastOrder: row[2] / 7,
	customerAge: row[3] / 7,
}));

const fits: Array<[name: string, fit: TransactionFit | undefined]> = [
	['bgnbd', fitTransactions(groups, 'bgNbd')],
	['mbgnbd', fitTransactions(groups, 'mbgNbd')],
	['bgcnbd', fitRegularity(groups, 'bgNbd', sumOfLogGaps)],
	['mbgcnbd', fitRegularity(groups, 'mbgNbd', sumOfLogGaps)],
];

const referenceOf = (name: string) => {
	const found = reference.fits.find(({ model }) => model === name);
	if (found === undefined) throw new Error(name);
	return found;
};
const fitOf = (name: string) => {
	const fit = fits.find(([known]) => known === name)?.[1];
	if (fit === undefined) throw new Error(name);
	return fit;
};
const meanError = (name: string) =>
	customers.reduce(
		(sum, customer, i) =>
			sum + Math.abs(expectedOrders(fitOf(name).model, customer, 26) - actual[i]),
		0,
	) / customers.length;

describe('regular buyers (Erlang-3)', () => {
	it.each(fits)('%s is at least as likely as BTYDplus finds, with the same k', (name, fit) => {
		const expected = referenceOf(name);
		expect(fit?.model.regularity).toBe(expected.params[0]);
		// BTYDplus stops within 3e-6 of the optimum; ours may only be above.
		expect(fit?.logLikelihood).toBeGreaterThan(expected.LL - 1e-6);
		expect(Math.abs((fit?.logLikelihood ?? 0) - expected.LL)).toBeLessThan(1e-5);
		fitOf(name).parameters.forEach((value, i) => {
			expect(relativeError(value, expected.params[i + 1])).toBeLessThan(1e-3);
		});
	});

	it('NBD meets BTYDplus', () => {
		const fit = fitTransactions(groups, 'nbd');
		expect(Math.abs((fit?.logLikelihood ?? 0) - referenceOf('nbd').LL)).toBeLessThan(1e-5);
	});

	it.each(['bgcnbd', 'mbgcnbd'])('%s has the same probabilities to be active', (name) => {
		const expected = referenceOf(name).p_alive_first10 ?? [];
		expect(expected).toHaveLength(10);
		expected.forEach((value, i) => {
			expect(probabilityAlive(fitOf(name).model, customers[i])).toBeCloseTo(value, 4);
		});
	});

	it('predicts at most 85% of the error of BG/NBD', () => {
		expect(meanError('bgnbd')).toBeCloseTo(referenceOf('bgnbd').MAE, 3);
		expect(meanError('mbgcnbd') / meanError('bgnbd')).toBeLessThan(0.85);
	});

	it('predicts no worse than the published approximation of the expectation', () => {
		expect(meanError('bgcnbd')).toBeLessThan(referenceOf('bgcnbd').MAE);
		expect(meanError('mbgcnbd')).toBeLessThan(referenceOf('mbgcnbd').MAE);
	});

	// Ours sums over hidden phases and counts exactly (a simulation agrees, test/property/clvSimulation.test.ts); BTYDplus
	// uses the approximation of Reutterer et al. 2020: 20.2763 for the first customer, ours 20.4479.
	it.skip('meets the approximated expectations of BTYDplus', () => {
		const expected = referenceOf('mbgcnbd').expected26_first10 ?? [];
		expected.forEach((value, i) => {
			expect(expectedOrders(fitOf('mbgcnbd').model, customers[i], 26)).toBeCloseTo(value, 6);
		});
	});
});

interface ReferenceFit {
	readonly model: string;
	readonly params: number[];
	readonly LL: number;
	readonly MAE: number;
	readonly p_alive_first10?: number[];
	readonly expected26_first10?: number[];
}
