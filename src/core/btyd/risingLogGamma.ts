import digamma from '@stdlib/math-base-special-digamma';
import gammaln from '@stdlib/math-base-special-gammaln';
import trigamma from '@stdlib/math-base-special-trigamma';

/** A function of one parameter with its first two derivatives. */
interface Rising {
	readonly value: number;
	readonly slope: number;
	readonly bend: number;
}

/** Up to this length, sums over integers are faster than special functions, and exact. */
export const longestSum = 4096;

/** ln Γ(r+n) − ln Γ(r), and its derivatives by r. */
export function risingLogGamma(r: number, n: number): Rising {
	if (n > longestSum) {
		return {
			value: longRise(r, n),
			slope: digamma(r + n) - digamma(r),
			bend: trigamma(r + n) - trigamma(r),
		};
	}
	let value = 0;
	let slope = 0;
	let bend = 0;
	for (let i = 0; i < n; i++) {
		const inverse = 1 / (r + i);
		value += Math.log(r + i);
		slope += inverse;
		bend -= inverse * inverse;
	}
	return { value, slope, bend };
}

/** ln Γ(r+n) − ln Γ(r) alone: a logarithm for many factors of the rising product instead of one for each. */
export function risingLog(r: number, n: number): number {
	if (n > longestSum) return longRise(r, n);
	let logs = 0;
	let product = 1;
	for (let i = 0; i < n; i++) {
		product *= r + i;
		if (product < largestProduct) continue;
		logs += Math.log(product);
		product = 1;
	}
	return logs + Math.log(product);
}

/** Another factor does not overflow it. */
const largestProduct = 1e200;

function longRise(r: number, n: number): number {
	return r > largeArgument ? stirlingRise(r, n) : gammaln(r + n) - gammaln(r);
}

/** From here on two terms of Stirling's series give all digits of a double. */
const largeArgument = 1e4;

/** ln Γ(r+n) − ln Γ(r) by Stirling's series, arranged so that the large parts don't cancel. */
function stirlingRise(r: number, n: number): number {
	const rest = (x: number) => 1 / (12 * x) - 1 / (360 * x ** 3);
	return (r - 0.5) * Math.log1p(n / r) + n * (Math.log(r + n) - 1) + rest(r + n) - rest(r);
}
