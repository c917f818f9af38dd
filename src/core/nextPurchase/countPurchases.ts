import { median } from '../stats/median';
import { allBaskets, type BasketIndex, type Baskets, withoutLastBaskets } from './baskets';
import { type CountLimits, type Pairs, PairTable, ProductCounter } from './pairTable';

/** Counts over baskets; columns by product number. */
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
	/** The likeliest next products of each product. */
	readonly next: Pairs;
}

export interface CountedPurchases {
	/** Of all baskets. */
	readonly all: PurchaseCounts;
	/** Of all but the last basket of every customer with two or more; suggestions are tested on the others. */
	readonly past: PurchaseCounts;
	/** The likeliest products in one basket with each product. */
	readonly together: Pairs;
}

/**
 * Counts which products come in the basket after one with another, and which in the same one, product by product.
 *
 * Visits each product's own baskets with one row of counters per table, so that memory grows with lines and kept pairs
 * and never with all pairs of products.
 *
 * @param followers of `followersOf`
 */
export function countPurchases(
	baskets: Baskets,
	index: BasketIndex,
	followers: Uint8Array,
	limits: CountLimits,
): CountedPurchases {
	const count = baskets.products.length;
	const isFollowed = followers.map((each) => Number(each !== follower.none));
	const isFollowedInPast = followers.map((each) => Number(each === follower.further));
	const all = countBaskets(baskets, index, allBaskets(baskets), isFollowed);
	const past = countBaskets(baskets, index, withoutLastBaskets(baskets), isFollowedInPast);
	const tables = {
		all: new PairTable(all.after, all.pairs, limits),
		past: new PairTable(past.after, past.pairs, limits),
		together: new PairTable(all.inBaskets, all.baskets, limits),
	};
	const next = new ProductCounter(count);
	const last = new ProductCounter(count);
	const together = new ProductCounter(count);
	for (let a = 0; a < count; a++) {
		for (let at = index.starts[a]; at < index.starts[a + 1]; at++) {
			const b = index.basket[at];
			if (followers[b] === follower.further) addBasket(baskets, b + 1, next);
			else if (followers[b] === follower.last) addBasket(baskets, b + 1, last);
			if (isCountable(baskets, b, b)) addBasket(baskets, b, together);
		}
		tables.past.keep(next);
		next.addAll(last);
		tables.all.keep(next);
		tables.together.keep(together, a);
		for (const counter of [next, last, together]) counter.clear();
	}
	return {
		all: { ...all, next: tables.all.pairs() },
		past: { ...past, next: tables.past.pairs() },
		together: tables.together.pairs(),
	};
}

/** What follows a basket: no basket of the same customer, one that isn't its last, or its last. */
export const follower = { none: 0, further: 1, last: 2 } as const;

/**
 * What follows each basket, by `follower`.
 *
 * Two baskets with more than 250,000 pairs of products between them are not paired: a whole catalog in one order says
 * nothing about which products go together, and would take hours.
 */
export function followersOf(baskets: Baskets): Uint8Array {
	const { customerOf, starts } = baskets;
	const followers = new Uint8Array(customerOf.length);
	for (let b = 0; b + 1 < followers.length; b++) {
		if (customerOf[b] !== customerOf[b + 1] || !isCountable(baskets, b, b + 1)) continue;
		followers[b] = b + 2 === starts[customerOf[b] + 1] ? follower.last : follower.further;
	}
	return followers;
}

/** Pairs of products in one basket, or in two that follow each other, up to which they are counted: 500 by 500. */
const mostPairs = 250_000;

function isCountable(baskets: Baskets, b: number, other: number): boolean {
	return sizeOf(baskets, b) * sizeOf(baskets, other) <= mostPairs;
}

/** The number of baskets that are too large for counting their products together. */
export function tooLarge(baskets: Baskets): number {
	let count = 0;
	for (let b = 0; b < baskets.day.length; b++) if (!isCountable(baskets, b, b)) count++;
	return count;
}

function sizeOf({ lineStarts }: Baskets, b: number): number {
	return lineStarts[b + 1] - lineStarts[b];
}

function addBasket({ lineStarts, product }: Baskets, b: number, counter: ProductCounter): void {
	for (let line = lineStarts[b]; line < lineStarts[b + 1]; line++) counter.add(product[line]);
}

type BasketCounts = Omit<PurchaseCounts, 'next'>;

/**
 * Counts baskets, and the figures of each single product.
 *
 * @param isCounted 1 for baskets that count
 * @param hasNext 1 for those of them that have a next basket
 */
function countBaskets(
	baskets: Baskets,
	index: BasketIndex,
	isCounted: Uint8Array,
	hasNext: Uint8Array,
): BasketCounts {
	const { lineStarts, product, products } = baskets;
	const columns = () => new Uint32Array(products.length);
	const counts = {
		before: columns(),
		after: columns(),
		inBaskets: columns(),
		buyers: columns(),
		repeatBuyers: columns(),
		ownGap: new Float64Array(products.length).fill(NaN),
	};
	let basketCount = 0;
	let pairs = 0;
	for (let b = 0; b < isCounted.length; b++) {
		basketCount += isCounted[b];
		pairs += hasNext[b];
		if (hasNext[b] === 0) continue;
		for (let line = lineStarts[b + 1]; line < lineStarts[b + 2]; line++)
			counts.after[product[line]]++;
	}
	for (let a = 0; a < products.length; a++) countOwn(baskets, index, isCounted, hasNext, a, counts);
	return { pairs, baskets: basketCount, ...counts };
}

/** Counts the figures of a single product. */
function countOwn(
	{ customerOf, day }: Baskets,
	{ starts, basket }: BasketIndex,
	isCounted: Uint8Array,
	hasNext: Uint8Array,
	a: number,
	counts: Omit<BasketCounts, 'pairs' | 'baskets'>,
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
