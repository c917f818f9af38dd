import betaln from '@stdlib/math-base-special-betaln';
import digamma from '@stdlib/math-base-special-digamma';
import gammaln from '@stdlib/math-base-special-gammaln';
import trigamma from '@stdlib/math-base-special-trigamma';
import { risingLogGamma } from '../../src/core/btyd/risingLogGamma';
import { readReference, relativeError } from '../../harness/data/referenceData';

/** 25 digits from 60-digit arithmetic; arguments are exact doubles. */
const grid =
	readReference<Array<{ fn: string; args: number[]; value: string }>>('grid_special.json');

const functions: Array<[name: string, compute: (...args: number[]) => number]> = [
	['lgamma', gammaln],
	['digamma', digamma],
	['trigamma', trigamma],
	['lbeta', betaln],
	['lgamma_ratio', (r, x) => risingLogGamma(r, x).value],
];

describe('special functions', () => {
	it.each(functions)('%s meets the reference to 1e-12', (name, compute) => {
		const items = grid.filter(({ fn }) => fn === name);
		const missed = items.filter(
			({ args, value }) => !(relativeError(compute(...args), Number(value)) <= 1e-12),
		);
		expect(items.length).toBeGreaterThan(50);
		expect(missed).toEqual([]);
	});
});
