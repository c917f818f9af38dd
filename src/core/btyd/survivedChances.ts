import digamma from '@stdlib/math-base-special-digamma';
import gammaln from '@stdlib/math-base-special-gammaln';
import trigamma from '@stdlib/math-base-special-trigamma';
import { longestSum } from './risingLogGamma';

/** ln B(a, b+n) − ln B(a, b): the log of the chance to survive n chances to leave; and its derivatives. */
export interface Survived {
	value: number;
	byA: number;
	byB: number;
	byAA: number;
	byAB: number;
	byBB: number;
}

/** The log of the chance to survive n chances to leave, with its derivatives. */
export function survivedChances(a: number, b: number, n: number): Survived {
	if (n > longestSum) {
		const total = a + b;
		return {
			value: gammaln(b + n) - gammaln(total + n) + gammaln(total) - gammaln(b),
			byA: digamma(total) - digamma(total + n),
			byB: digamma(b + n) - digamma(total + n) + digamma(total) - digamma(b),
			byAA: trigamma(total) - trigamma(total + n),
			byAB: trigamma(total) - trigamma(total + n),
			byBB: trigamma(b + n) - trigamma(total + n) + trigamma(total) - trigamma(b),
		};
	}
	const sum = noChances();
	for (let i = 0; i < n; i++) addSurvivedChance(sum, a, b, i);
	return sum;
}

/** The sums before any chance to leave. */
export function noChances(): Survived {
	return { value: 0, byA: 0, byB: 0, byAA: 0, byAB: 0, byBB: 0 };
}

/** Adds the chance number i (from 0) to the sums. */
export function addSurvivedChance(sum: Survived, a: number, b: number, i: number): void {
	const stay = 1 / (b + i);
	const all = 1 / (a + b + i);
	sum.value -= Math.log1p(a * stay);
	sum.byA -= all;
	sum.byB += stay - all;
	sum.byAA += all * all;
	sum.byAB += all * all;
	sum.byBB += all * all - stay * stay;
}
