/**
 * Counts, means, variances and the covariance of a value and a covariate, updated one observation at a time.
 *
 * Uses sums of distances from the first observation: no digits are lost where the mean is large compared with the
 * spread, and at most as many as the number of observations has where the first one is an outlier. Variances are
 * divided by n − 1.
 */
export class JointMoments {
	n = 0;
	private first = 0;
	private firstCovariate = 0;
	private sum = 0;
	private covariateSum = 0;
	private sumOfSquares = 0;
	private covariateSumOfSquares = 0;
	private sumOfProducts = 0;

	add(value: number, covariate = 0): void {
		if (this.n === 0) {
			this.first = value;
			this.firstCovariate = covariate;
		}
		const distance = value - this.first;
		const covariateDistance = covariate - this.firstCovariate;
		this.n++;
		this.sum += distance;
		this.covariateSum += covariateDistance;
		this.sumOfSquares += distance * distance;
		this.covariateSumOfSquares += covariateDistance * covariateDistance;
		this.sumOfProducts += distance * covariateDistance;
	}

	get mean(): number {
		return this.n === 0 ? 0 : this.first + this.sum / this.n;
	}

	get covariateMean(): number {
		return this.n === 0 ? 0 : this.firstCovariate + this.covariateSum / this.n;
	}

	/** Sum of squared distances from the mean. */
	get squares(): number {
		return squaresAboutMean(this.sumOfSquares, this.sum, this.n);
	}

	get covariateSquares(): number {
		return squaresAboutMean(this.covariateSumOfSquares, this.covariateSum, this.n);
	}

	/** Sum of the products of both distances from the means. */
	get products(): number {
		return this.n === 0 ? 0 : this.sumOfProducts - (this.sum * this.covariateSum) / this.n;
	}

	/** The value's own size, mean and variance. */
	get sample(): Sample {
		return sampleOf(this.n, this.mean, this.squares);
	}

	/** The covariate's size, mean and variance. */
	get covariateSample(): Sample {
		return sampleOf(this.n, this.covariateMean, this.covariateSquares);
	}

	/** NaN for fewer than two observations. */
	get covariance(): number {
		return this.n < 2 ? NaN : this.products / (this.n - 1);
	}
}

function squaresAboutMean(squares: number, sum: number, n: number): number {
	// Rounding must not make a sum of squares negative.
	return n === 0 ? 0 : Math.max(0, squares - (sum * sum) / n);
}

/** A group's sample: mean NaN without observations, variance NaN with fewer than two. */
export interface Sample {
	readonly n: number;
	readonly mean: number;
	readonly variance: number;
}

function sampleOf(n: number, mean: number, squares: number): Sample {
	return { n, mean: n === 0 ? NaN : mean, variance: n < 2 ? NaN : squares / (n - 1) };
}

/** The sample of a list of numbers. */
export function sampleOfList(values: Iterable<number>): Sample {
	const moments = new JointMoments();
	for (const value of values) moments.add(value);
	return moments.sample;
}
