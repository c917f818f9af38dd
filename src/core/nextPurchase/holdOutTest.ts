import type { Baskets } from './baskets';
import type { PurchaseCounts } from './countPurchases';
import { repeatGaps } from './repeatGaps';
import { mostSuggestions } from './shortlist';
import { ProductSuggester } from './suggestProducts';
import type { SuggestionMethod } from './suggestionMethods';

/** A rival of the transitions: its hits, and the difference to the transitions. */
export interface Rival {
	readonly hits: number;
	/** Hit rate of the transitions less its own. */
	readonly difference: number;
	/** Of that difference, over customers; null for fewer than two. */
	readonly standardError: number | null;
}

/** How often one of three suggestions was in the held-out basket. */
export interface HoldOutTest {
	/** Customers with two baskets or more, whose last one was held out. */
	readonly customers: number;
	readonly hits: number;
	readonly bestSellers: Rival;
	readonly sameAgain: Rival;
	/** Whether transitions beat both by more than one standard error. */
	readonly beatsBoth: boolean;
	/** The method to use. */
	readonly recommended: SuggestionMethod;
	/** The suggestions to each customer, three entries per customer: product numbers, −1 where there is none. */
	readonly suggested: Readonly<Record<'transitions' | 'sameAgain', Int32Array>>;
	readonly bestSellersOfAll: readonly number[];
}

/**
 * Tests the methods on the last basket of every customer with two or more: everything is counted without these baskets.
 *
 * Best sellers are the same three products for everybody; "same again" is what the customer bought last. Blocked
 * products are not excluded: products that are unavailable today were bought then.
 *
 * @param counts of all baskets except these
 */
export function holdOutTest(
	baskets: Baskets,
	counts: PurchaseCounts,
	{ shrinkage, repeatPercent }: { readonly shrinkage: number; readonly repeatPercent: number },
): HoldOutTest {
	const { starts, products } = baskets;
	const model = { counts, repeatGap: repeatGaps(counts, repeatPercent), shrinkage };
	const suggester = new ProductSuggester(baskets, model, new Uint8Array(products.length));
	const bestSellersOfAll = suggester.bestSellers();
	const places = () => new Int32Array(baskets.customers.length * mostSuggestions).fill(-1);
	const suggested = { transitions: places(), sameAgain: places() };
	const hits = { transitions: 0, bestSellers: 0, sameAgain: 0 };
	const against = { bestSellers: new PairedDifference(), sameAgain: new PairedDifference() };
	let customers = 0;
	for (let c = 0; c + 1 < starts.length; c++) {
		const last = starts[c + 1] - 1;
		if (last - starts[c] < 1) continue;
		customers++;
		const at = c * mostSuggestions;
		suggester.pick('transitions', starts[c], last).copyTo(suggested.transitions, at);
		suggester.lastBought(starts[c], last, suggested.sameAgain, at);
		const own = isHit(baskets, last, suggested.transitions, at);
		const same = isHit(baskets, last, suggested.sameAgain, at);
		const best = isHit(baskets, last, bestSellersOfAll);
		hits.transitions += own;
		hits.bestSellers += best;
		hits.sameAgain += same;
		against.bestSellers.add(own - best);
		against.sameAgain.add(own - same);
	}
	const beatsBoth = against.bestSellers.isAhead && against.sameAgain.isAhead;
	const best = hits.sameAgain > hits.bestSellers ? 'sameAgain' : 'bestSellers';
	return {
		customers,
		hits: hits.transitions,
		bestSellers: { hits: hits.bestSellers, ...against.bestSellers.found },
		sameAgain: { hits: hits.sameAgain, ...against.sameAgain.found },
		beatsBoth,
		recommended: beatsBoth ? 'transitions' : best,
		suggested,
		bestSellersOfAll,
	};
}

/** 1 if a basket has one of the three products that start at an index of a list, else 0. */
function isHit(
	{ lineStarts, product }: Baskets,
	basket: number,
	suggested: ArrayLike<number>,
	at = 0,
): 0 | 1 {
	for (let line = lineStarts[basket]; line < lineStarts[basket + 1]; line++) {
		for (let place = at; place < at + mostSuggestions; place++)
			if (suggested[place] === product[line]) return 1;
	}
	return 0;
}

/** The mean of differences between two methods on the same customers: each 1, 0 or −1. */
class PairedDifference {
	private n = 0;
	private sum = 0;
	private squares = 0;

	add(difference: number): void {
		this.n++;
		this.sum += difference;
		this.squares += difference * difference;
	}

	get found(): { difference: number; standardError: number | null } {
		const { n, sum, squares } = this;
		if (n < 2) return { difference: n === 0 ? 0 : sum, standardError: null };
		const variance = Math.max(0, squares - (sum * sum) / n) / (n - 1);
		return { difference: sum / n, standardError: Math.sqrt(variance / n) };
	}

	get isAhead(): boolean {
		const { difference, standardError } = this.found;
		return standardError !== null && difference > standardError;
	}
}

/** A hit rate; null where nobody was tested. */
export function hitRate(hits: number, { customers }: Pick<HoldOutTest, 'customers'>) {
	return customers === 0 ? null : hits / customers;
}
