/** Pairs that start at each product: those of product A are entries `starts[A]` to `starts[A + 1]` − 1. */
export interface Pairs {
	readonly starts: Uint32Array;
	readonly to: Uint32Array;
	/** How often each was seen. */
	readonly support: Uint32Array;
}

export interface CountLimits {
	readonly shrinkage: number;
	readonly leastSupport: number;
	readonly transitionsPerProduct: number;
}

/** A row of counters of products that remembers which of them were used. */
export class ProductCounter {
	/** How often each product was counted. */
	readonly counts: Uint32Array;
	/** The products that were counted: entries 0 to `size` − 1. */
	readonly used: Uint32Array;
	size = 0;

	constructor(productCount: number) {
		this.counts = new Uint32Array(productCount);
		this.used = new Uint32Array(productCount);
	}

	add(product: number, times = 1): void {
		if (this.counts[product] === 0) this.used[this.size++] = product;
		this.counts[product] += times;
	}

	/** Adds the counts of another counter. */
	addAll({ counts, used, size }: ProductCounter): void {
		for (let place = 0; place < size; place++) this.add(used[place], counts[used[place]]);
	}

	clear(): void {
		for (let place = 0; place < this.size; place++) this.counts[this.used[place]] = 0;
		this.size = 0;
	}
}

/**
 * Keeps the likeliest pairs of product after product.
 *
 * Pairs below the least support are not kept, and of the others only the likeliest, so that memory grows with kept
 * pairs and never with all pairs of products.
 */
export class PairTable {
	private readonly starts: Uint32Array;
	private readonly to: number[] = [];
	private readonly support: number[] = [];
	/** The prior count of each product: among one product's pairs the chance rises with this count and the support. */
	private readonly expected: Float64Array;
	private readonly kept: number[] = [];
	private next = 0;

	/**
	 * @param times how often each product was bought
	 * @param of the number of purchases that `times` are part of
	 */
	constructor(
		times: Uint32Array,
		of: number,
		private readonly limits: CountLimits,
	) {
		this.starts = new Uint32Array(times.length + 1);
		this.expected = Float64Array.from(times, (count) => (limits.shrinkage * count) / of);
	}

	/**
	 * Keeps the pairs of the next product.
	 *
	 * @param leftOut a product that is excluded from the pairs
	 */
	keep({ counts, used, size }: ProductCounter, leftOut = -1): void {
		const { expected, kept } = this;
		const { leastSupport, transitionsPerProduct } = this.limits;
		kept.length = 0;
		for (let place = 0; place < size; place++) {
			const product = used[place];
			if (counts[product] >= leastSupport && product !== leftOut) kept.push(product);
		}
		if (kept.length > 1)
			kept.sort((b, c) => counts[c] + expected[c] - (counts[b] + expected[b]) || b - c);
		for (let place = 0; place < kept.length && place < transitionsPerProduct; place++) {
			this.to.push(kept[place]);
			this.support.push(counts[kept[place]]);
		}
		this.starts[++this.next] = this.to.length;
	}

	pairs(): Pairs {
		return {
			starts: this.starts,
			to: new Uint32Array(this.to),
			support: new Uint32Array(this.support),
		};
	}
}
