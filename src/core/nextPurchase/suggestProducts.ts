import type { Baskets } from './baskets';
import type { PurchaseModel } from './purchaseModel';
import { mostSuggestions, Shortlist, tie } from './shortlist';
import type { SuggestionMethod } from './suggestionMethods';

/** A product to buy next. */
export interface Suggestion {
	readonly product: number;
	/** Share of customers like this one who buy it next; of best sellers the share of baskets that have it. */
	readonly chance: number;
}

/** The best sellers among customers like this one. */
export interface Sales {
	/** Products, the best seller first. */
	readonly order: Uint32Array;
	/** Share of baskets that have a product. */
	readonly share: (product: number) => number;
}

/** Weights of the last baskets, the newest first: powers of two, so that weighting causes no rounding. */
const basketWeights = [1, 1 / 2, 1 / 4];

type Counts = Pick<PurchaseModel, 'counts' | 'repeatGap' | 'shrinkage'>;

/**
 * Suggests products to one customer after the other, from the customer's baskets.
 *
 * One instance reuses its columns: the cost per customer is the kept transitions of the products in the last three
 * baskets.
 */
export class ProductSuggester {
	private readonly count: number;
	private readonly added: Float64Array;
	private readonly touched: number[] = [];
	/** The customer who bought each product, by number from 1. */
	private readonly boughtBy: Uint32Array;
	private readonly weightedBy: Uint32Array;
	private readonly recent: number[] = [];
	private readonly weights: number[] = [];
	private readonly sales: Sales;
	/** p_B of each product: the share of next baskets that have it. */
	private readonly popularities: Float64Array;
	/** Products by the number of next baskets that have them, then by all baskets. */
	private readonly byPopularity: Uint32Array;
	/**
	 * Per kept pair, the part of its chance that comes from its count; per product, the part of its chances that comes
	 * from popularity.
	 */
	private readonly seen: Float64Array;
	private readonly drawn: Float64Array;
	private readonly shortlist: Shortlist;
	private readonly last = new Int32Array(mostSuggestions);
	private turn = 0;

	/** @param isBlocked 1 for products that are never suggested */
	constructor(
		private readonly baskets: Baskets,
		private readonly model: Counts,
		private readonly isBlocked: Uint8Array,
	) {
		const { after, before, inBaskets, next, pairs } = model.counts;
		const { shrinkage } = model;
		this.count = after.length;
		this.added = new Float64Array(this.count);
		this.boughtBy = new Uint32Array(baskets.products.length);
		this.weightedBy = new Uint32Array(baskets.products.length);
		this.popularities = Float64Array.from(after, (times) => (pairs > 0 ? times / pairs : 0));
		this.byPopularity = ranked(
			this.count,
			(a, b) => after[b] - after[a] || inBaskets[b] - inBaskets[a],
		);
		this.sales = {
			order: ProductSuggester.salesOrder(inBaskets),
			share: (product) => this.shareOfBaskets(product),
		};
		this.seen = Float64Array.from(next.support);
		// Without shrinkage a product that nothing followed uses popularity.
		this.drawn = Float64Array.from(before, (times) =>
			times + shrinkage > 0 ? shrinkage / (times + shrinkage) : 1,
		);
		for (let a = 0; a < this.count; a++)
			for (let at = next.starts[a]; at < next.starts[a + 1]; at++)
				this.seen[at] /= before[a] + shrinkage;
		this.shortlist = new Shortlist(inBaskets);
	}

	/**
	 * Up to three products by a method, the best first, without blocked products and without products that were bought
	 * before and are not repeat products.
	 *
	 * @param start the customer's first basket
	 * @param end the basket after the last one; `start` for a customer without baskets
	 * @param sales the best sellers among customers like this one; by default among all
	 */
	suggest(method: SuggestionMethod, start: number, end: number, sales?: Sales): Suggestion[] {
		const { products, chances, count } = this.pick(method, start, end, sales);
		const suggestions: Suggestion[] = [];
		for (let place = 0; place < count; place++)
			suggestions.push({ product: products[place], chance: chances[place] });
		return suggestions;
	}

	/** The same as `suggest`, in a list that the next call overwrites. */
	pick(
		method: SuggestionMethod,
		start: number,
		end: number,
		sales = this.sales,
	): Readonly<Shortlist> {
		const { shortlist } = this;
		this.enter(start, end);
		shortlist.count = 0;
		if (method === 'bestSellers' || end === start) this.pickBestSellers(sales);
		else if (method === 'transitions') this.pickByTransitions();
		else this.pickSameAgain(start, end);
		return shortlist;
	}

	/** The three products in most baskets, the same for all customers. */
	bestSellers(): readonly number[] {
		return [...this.sales.order.subarray(0, mostSuggestions)];
	}

	/**
	 * Products from the last basket backwards, those of one basket by the number of baskets that have them: writes the
	 * first three into a list from an index on, and returns the index after the last.
	 */
	lastBought(start: number, end: number, list: Int32Array, at = 0): number {
		let next = at;
		for (let b = end - 1; b >= start && next < at + mostSuggestions; b--) {
			while (next < at + mostSuggestions) {
				const product = this.bestSellerOf(b, list, at, next);
				if (product < 0) break;
				list[next++] = product;
			}
		}
		return next;
	}

	/** The best-selling products of a group, the best first. */
	static salesOrder(inBaskets: Uint32Array): Uint32Array {
		return ranked(inBaskets.length, (a, b) => inBaskets[b] - inBaskets[a]);
	}

	/** Chance that B follows A: its observed share, shrunk towards B's popularity. */
	chance(a: number, b: number): number {
		const { counts, shrinkage } = this.model;
		const before = this.isKnown(a) ? counts.before[a] : 0;
		const weight = before + shrinkage;
		const popularity = this.popularity(b);
		return weight > 0 ? (this.support(a, b) + shrinkage * popularity) / weight : popularity;
	}

	/** p_B: the share of next baskets that have a product. */
	popularity(product: number): number {
		return this.popularities[product];
	}

	/** How often B followed A, 0 where the pair is not kept. */
	support(a: number, b: number): number {
		if (!this.isKnown(a)) return 0;
		const { starts, to, support } = this.model.counts.next;
		for (let at = starts[a]; at < starts[a + 1]; at++) if (to[at] === b) return support[at];
		return 0;
	}

	/** The product of the last baskets that contributes most to B; undefined if B is suggested for its popularity. */
	strongest(b: number): number | undefined {
		const { starts, to } = this.model.counts.next;
		let strongest: number | undefined;
		let most = 0;
		for (let i = 0; i < this.recent.length; i++) {
			const a = this.recent[i];
			if (!this.isKnown(a)) continue;
			let at = starts[a];
			while (at < starts[a + 1] && to[at] !== b) at++;
			if (at === starts[a + 1]) continue;
			const share = this.weights[i] * this.seen[at];
			if (share > most + tie || (share > most - tie && share > 0 && a < (strongest ?? -1))) {
				strongest = a;
				most = share;
			}
		}
		return strongest;
	}

	private isKnown(product: number): boolean {
		return product < this.count;
	}

	private shareOfBaskets(product: number): number {
		const { baskets, inBaskets } = this.model.counts;
		return baskets > 0 ? inBaskets[product] / baskets : 0;
	}

	/** Loads what the customer bought, and the products of the last three baskets with their weights. */
	private enter(start: number, end: number): void {
		const { lineStarts, product } = this.baskets;
		const { boughtBy, weightedBy, recent, weights } = this;
		const turn = ++this.turn;
		recent.length = 0;
		weights.length = 0;
		for (let b = end - 1; b >= start; b--) {
			const age = end - 1 - b;
			for (let line = lineStarts[b]; line < lineStarts[b + 1]; line++) {
				const each = product[line];
				boughtBy[each] = turn;
				if (age >= basketWeights.length || weightedBy[each] === turn) continue;
				weightedBy[each] = turn;
				recent.push(each);
				weights.push(basketWeights[age]);
			}
		}
	}

	private isCandidate(product: number): boolean {
		if (this.isBlocked[product] === 1) return false;
		return this.boughtBy[product] !== this.turn || !Number.isNaN(this.model.repeatGap[product]);
	}

	private pickByTransitions(): void {
		const { starts, to } = this.model.counts.next;
		const { added, drawn, popularities, recent, seen, shortlist, touched, weights } = this;
		let total = 0;
		let base = 0;
		for (let i = 0; i < recent.length; i++) {
			const a = recent[i];
			const weight = weights[i];
			total += weight;
			if (!this.isKnown(a)) {
				base += weight;
				continue;
			}
			base += weight * drawn[a];
			for (let at = starts[a], end = starts[a + 1]; at < end; at++) {
				const b = to[at];
				if (added[b] === 0) touched.push(b);
				added[b] += weight * seen[at];
			}
		}
		for (const b of touched) {
			const chance = (added[b] + base * popularities[b]) / total;
			if (!shortlist.isFullFor(chance) && this.isCandidate(b)) shortlist.insert(b, chance);
		}
		this.addPopular((b) => (base * popularities[b]) / total);
		for (const b of touched) added[b] = 0;
		touched.length = 0;
	}

	/** Adds the most popular products among those without a transition. */
	private addPopular(chanceOf: (product: number) => number): void {
		let popular = 0;
		for (const b of this.byPopularity) {
			if (this.added[b] > 0 || !this.isCandidate(b)) continue;
			this.shortlist.insert(b, chanceOf(b));
			if (++popular === mostSuggestions) break;
		}
	}

	private pickSameAgain(start: number, end: number): void {
		const { last, shortlist } = this;
		const count = this.lastBought(start, end, last);
		for (let place = 0; place < count; place++) {
			const product = last[place];
			if (this.isBlocked[product] === 0) shortlist.append(product, this.chance(product, product));
		}
	}

	private pickBestSellers({ order, share }: Sales): void {
		const { shortlist } = this;
		for (const product of order) {
			if (shortlist.isFull) break;
			if (this.isCandidate(product)) shortlist.append(product, share(product));
		}
	}

	/** The product of a basket that most baskets have, except those in a part of a list; -1 if there is none. */
	private bestSellerOf(b: number, list: Int32Array, from: number, to: number): number {
		const { lineStarts, product } = this.baskets;
		const { inBaskets } = this.model.counts;
		let best = -1;
		for (let line = lineStarts[b]; line < lineStarts[b + 1]; line++) {
			const each = product[line];
			if (!this.isKnown(each) || (best >= 0 && inBaskets[each] <= inBaskets[best])) continue;
			let place = from;
			while (place < to && list[place] !== each) place++;
			if (place === to) best = each;
		}
		return best;
	}
}

/** Sorted product numbers; equal ones by number, which is by name. */
function ranked(count: number, compare: (a: number, b: number) => number): Uint32Array {
	return Uint32Array.from({ length: count }, (_, product) => product).sort(
		(a, b) => compare(a, b) || a - b,
	);
}
