import type { BasketIndex, Baskets } from './baskets';
import { median } from '../stats/median';

/** Pairs that start at each product: those of product A are entries `starts[A]` to `starts[A + 1]` − 1. */
export interface Pairs {
	readonly starts: Uint32Array;
	readonly to: Uint32Array;
	/** How often each was seen. */
	readonly support: Uint32Array;
}

/** What was counted over all baskets that count; columns by product number. */
export interface PurchaseCounts {
	/** N: pairs of a basket and the next one of the same customer. */
	readonly pairs: number;
	readonly baskets: number;
	/** n_A: pairs whose first basket has A. */
	readonly before: Uint32Array;
	/** Pairs whose second basket has A; p_A = this / N. */
	readonly after: Uint32Array;
	/** Baskets that have A. */
	readonly inBaskets: Uint32Array;
	/** Customers who bought A, and those of them who bought it on two days or more. */
	readonly buyers: Uint32Array;
	readonly repeatBuyers: Uint32Array;
	/** Median days from one purchase of A to the next; NaN if nobody bought it twice. */
	readonly ownGap: Float64Array;
	/** What came next: the likeliest of each product. */
	readonly next: Pairs;
}

export interface CountLimits {
	readonly shrinkage: number;
	readonly leastSupport: number;
	readonly transitionsPerProduct: number;
}

/**
 * Counts which products come in the basket after one with another, product by product.
 *
 * Goes through each product's own baskets with one row of counters, so that memory grows with lines and kept pairs and never
 * with all pairs of products. Pairs under the least support are not kept, and of the others only the likeliest.
 *
 * @param isCounted 1 for baskets that count; of a customer's baskets only the last may be 0
 */
export function countPurchases(
	baskets: Baskets,
	index: BasketIndex,
	isCounted: Uint8Array,
	limits: CountLimits,
): PurchaseCounts {
	const count = baskets.products.length;
	const columns = () => new Uint32Array(count);
	const counts = {
		before: columns(),
		after: columns(),
		inBaskets: columns(),
		buyers: columns(),
		repeatBuyers: columns(),
		ownGap: new Float64Array(count).fill(NaN),
	};
	const hasNext = nextFlags(baskets, isCounted);
	let basketCount = 0;
	let pairs = 0;
	for (let b = 0; b < isCounted.length; b++) {
		basketCount += isCounted[b];
		pairs += hasNext[b];
		if (hasNext[b] === 1) countAfter(baskets, b + 1, counts.after);
	}
	for (let a = 0; a < count; a++) countOwn(baskets, index, isCounted, hasNext, a, counts);
	const popularity = { times: counts.after, of: pairs };
	const next = keptPairs(popularity, limits, (a, counter) =>
		countNext(baskets, index, hasNext, a, counter),
	);
	return { pairs, baskets: basketCount, ...counts, next };
}

/** Counts which products are in one basket, the likeliest of each product. */
export function countTogether(
	baskets: Baskets,
	index: BasketIndex,
	{ inBaskets, baskets: of }: Pick<PurchaseCounts, 'inBaskets' | 'baskets'>,
	limits: CountLimits,
): Pairs {
	const { lineStarts, product } = baskets;
	return keptPairs({ times: inBaskets, of }, limits, (a, counter) => {
		for (let at = index.starts[a]; at < index.starts[a + 1]; at++) {
			const b = index.basket[at];
			const size = sizeOf(baskets, b);
			if (size === 1 || size * size > mostPairs) continue;
			for (let line = lineStarts[b]; line < lineStarts[b + 1]; line++) {
				if (product[line] !== a) counter.add(product[line]);
			}
		}
	});
}

/** Pairs of products in one basket, or in two that follow each other, up to which they are counted: 500 by 500. */
const mostPairs = 250_000;

/**
 * 1 for baskets that count and that another one that counts follows.
 *
 * Two baskets with more than 250,000 pairs of products between them are no pair: a whole catalog in one order says nothing of
 * what goes with what, and would take hours.
 */
export function nextFlags(baskets: Baskets, isCounted: Uint8Array): Uint8Array {
	const { customerOf } = baskets;
	const flags = new Uint8Array(isCounted.length);
	for (let b = 0; b + 1 < flags.length; b++) {
		if (isCounted[b] === 0 || isCounted[b + 1] === 0 || customerOf[b] !== customerOf[b + 1])
			continue;
		if (sizeOf(baskets, b) * sizeOf(baskets, b + 1) <= mostPairs) flags[b] = 1;
	}
	return flags;
}

/** How many baskets are too large to count what is in them together. */
export function tooLarge(baskets: Baskets): number {
	let count = 0;
	for (let b = 0; b < baskets.day.length; b++) if (sizeOf(baskets, b) ** 2 > mostPairs) count++;
	return count;
}

function sizeOf({ lineStarts }: Baskets, b: number): number {
	return lineStarts[b + 1] - lineStarts[b];
}

function countAfter({ lineStarts, product }: Baskets, basket: number, after: Uint32Array): void {
	for (let line = lineStarts[basket]; line < lineStarts[basket + 1]; line++) after[product[line]]++;
}

/** A row of counters that remembers which of them were used. */
class Counter {
	readonly used: number[] = [];
	readonly counts: Uint32Array;

	constructor(size: number) {
		this.counts = new Uint32Array(size);
	}

	add(product: number): void {
		if (this.counts[product]++ === 0) this.used.push(product);
	}

	clear(): void {
		for (const product of this.used) this.counts[product] = 0;
		this.used.length = 0;
	}
}

function countNext(
	{ lineStarts, product }: Baskets,
	{ starts, basket }: BasketIndex,
	hasNext: Uint8Array,
	a: number,
	counter: Counter,
): void {
	for (let at = starts[a]; at < starts[a + 1]; at++) {
		const b = basket[at];
		if (hasNext[b] === 0) continue;
		for (let line = lineStarts[b + 1]; line < lineStarts[b + 2]; line++) counter.add(product[line]);
	}
}

/** Counts each product's pairs and keeps the likeliest. */
function keptPairs(
	{ times, of }: { readonly times: Uint32Array; readonly of: number },
	{ shrinkage, leastSupport, transitionsPerProduct }: CountLimits,
	countFor: (a: number, counter: Counter) => void,
): Pairs {
	const count = times.length;
	const counter = new Counter(count);
	const starts = new Uint32Array(count + 1);
	const to: number[] = [];
	const support: number[] = [];
	// Of one product's pairs the chance rises with this.
	const strength = (b: number) => counter.counts[b] + (shrinkage * times[b]) / of;
	for (let a = 0; a < count; a++) {
		countFor(a, counter);
		const kept: number[] = [];
		for (const b of counter.used) if (counter.counts[b] >= leastSupport) kept.push(b);
		if (kept.length > 1) kept.sort((b, c) => strength(c) - strength(b) || b - c);
		for (let place = 0; place < kept.length && place < transitionsPerProduct; place++) {
			to.push(kept[place]);
			support.push(counter.counts[kept[place]]);
		}
		starts[a + 1] = to.length;
		counter.clear();
	}
	return { starts, to: new Uint32Array(to), support: new Uint32Array(support) };
}

type OwnCounts = Pick<
	PurchaseCounts,
	'before' | 'inBaskets' | 'buyers' | 'repeatBuyers' | 'ownGap'
>;

/** Counts what concerns one product alone. */
function countOwn(
	{ customerOf, day }: Baskets,
	{ starts, basket }: BasketIndex,
	isCounted: Uint8Array,
	hasNext: Uint8Array,
	a: number,
	counts: OwnCounts,
): void {
	const gaps: number[] = [];
	let last = -1;
	let isRepeated = false;
	for (let at = starts[a]; at < starts[a + 1]; at++) {
		const b = basket[at];
		if (isCounted[b] === 0) continue;
		counts.inBaskets[a]++;
		counts.before[a] += hasNext[b];
		if (last >= 0 && customerOf[last] === customerOf[b]) {
			gaps.push(day[b] - day[last]);
			if (!isRepeated) counts.repeatBuyers[a]++;
			isRepeated = true;
		} else {
			counts.buyers[a]++;
			isRepeated = false;
		}
		last = b;
	}
	if (gaps.length > 0) counts.ownGap[a] = median(gaps);
}
