import type { Baskets } from './baskets';
import type { PurchaseModel } from './purchaseModel';
import type { SuggestionMethod } from './suggestionMethods';

/** A product to buy next. */
export interface Suggestion {
	readonly product: number;
	/** Share of customers like this one who buy it next; of best sellers the share of baskets that have it. */
	readonly chance: number;
}

export const mostSuggestions = 3;
/** Weights of the last baskets, the newest first. */
const basketWeights = [1, 1 / 2, 1 / 4];
/** Scores this near to each other are equal: their sums differ in the last digits only. */
const tie = 1e-12;

type Counts = Pick<PurchaseModel, 'counts' | 'repeatGap' | 'shrinkage'>;

/**
 * Suggests products to one customer after the other, by the customer's baskets.
 *
 * One instance keeps its columns: a customer costs the kept transitions of the products in its last three baskets.
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
	/** Products by how often they were bought next, and by baskets. */
	private readonly byPopularity: Uint32Array;
	private readonly bySales: Uint32Array;
	private turn = 0;

	/** @param isBlocked 1 for products that are never suggested */
	constructor(
		private readonly baskets: Baskets,
		private readonly model: Counts,
		private readonly isBlocked: Uint8Array,
	) {
		const { after, inBaskets } = model.counts;
		this.count = after.length;
		this.added = new Float64Array(this.count);
		this.boughtBy = new Uint32Array(baskets.products.length);
		this.weightedBy = new Uint32Array(baskets.products.length);
		this.byPopularity = ranked(this.count, (a, b) => after[b] - after[a] || this.compare(a, b));
		this.bySales = ranked(this.count, (a, b) => inBaskets[b] - inBaskets[a]);
	}

	/**
	 * Up to three products by a method, the best first; none that is blocked, nor one bought before that isn't bought again.
	 *
	 * @param start the customer's first basket
	 * @param end the basket after its last; `start` for someone who bought nothing
	 * @param salesOrder products that sell best to customers like this one, the best first; by default to all
	 */
	suggest(
		method: SuggestionMethod,
		start: number,
		end: number,
		salesOrder = this.bySales,
		share = (product: number) => this.shareOfBaskets(product),
	): Suggestion[] {
		this.enter(start, end);
		if (method === 'sameAgain' && end > start) return this.sameAgain(start, end);
		if (method === 'transitions' && end > start) return this.byTransitions();
		return this.firstOf(salesOrder).map((product) => ({
			product,
			chance: share(product),
		}));
	}

	/** The three products in most baskets, whoever asks. */
	bestSellers(): readonly number[] {
		return [...this.bySales.subarray(0, mostSuggestions)];
	}

	/** Products from the last basket backwards, those of one basket by how many baskets have them: the first three. */
	lastBought(start: number, end: number): number[] {
		const { lineStarts, product } = this.baskets;
		const found: number[] = [];
		for (let b = end - 1; b >= start && found.length < mostSuggestions; b--) {
			const own = [...product.subarray(lineStarts[b], lineStarts[b + 1])];
			own.sort((one, other) => this.inBaskets(other) - this.inBaskets(one) || one - other);
			for (const each of own) {
				if (found.length === mostSuggestions) break;
				if (!found.includes(each) && this.isKnown(each)) found.push(each);
			}
		}
		return found;
	}

	/** Products that sell best to a group, the best first. */
	static salesOrder(inBaskets: Uint32Array): Uint32Array {
		return ranked(inBaskets.length, (a, b) => inBaskets[b] - inBaskets[a]);
	}

	/** Chance that B follows A: as often as it was seen, drawn towards B's popularity. */
	chance(a: number, b: number): number {
		const { counts, shrinkage } = this.model;
		const before = this.isKnown(a) ? counts.before[a] : 0;
		const weight = before + shrinkage;
		const popularity = this.popularity(b);
		return weight > 0 ? (this.support(a, b) + shrinkage * popularity) / weight : popularity;
	}

	/** p_B: the share of next baskets that have a product. */
	popularity(product: number): number {
		const { pairs, after } = this.model.counts;
		return pairs > 0 ? after[product] / pairs : 0;
	}

	/** How often B followed A, 0 where the pair is not kept. */
	support(a: number, b: number): number {
		if (!this.isKnown(a)) return 0;
		const { starts, to, support } = this.model.counts.next;
		for (let at = starts[a]; at < starts[a + 1]; at++) if (to[at] === b) return support[at];
		return 0;
	}

	private isKnown(product: number): boolean {
		return product < this.count;
	}

	private inBaskets(product: number): number {
		return this.isKnown(product) ? this.model.counts.inBaskets[product] : 0;
	}

	private shareOfBaskets(product: number): number {
		const { baskets, inBaskets } = this.model.counts;
		return baskets > 0 ? inBaskets[product] / baskets : 0;
	}

	/** Notes what the customer bought, and the products of its last three baskets with their weights. */
	private enter(start: number, end: number): void {
		const { lineStarts, product } = this.baskets;
		this.turn++;
		this.recent.length = 0;
		this.weights.length = 0;
		for (let b = end - 1; b >= start; b--) {
			const weight = basketWeights[end - 1 - b] ?? 0;
			for (let line = lineStarts[b]; line < lineStarts[b + 1]; line++) {
				const each = product[line];
				this.boughtBy[each] = this.turn;
				if (weight === 0 || this.weightedBy[each] === this.turn) continue;
				this.weightedBy[each] = this.turn;
				this.recent.push(each);
				this.weights.push(weight);
			}
		}
	}

	private isCandidate(product: number): boolean {
		if (this.isBlocked[product] === 1) return false;
		return this.boughtBy[product] !== this.turn || !Number.isNaN(this.model.repeatGap[product]);
	}

	private byTransitions(): Suggestion[] {
		const { counts, shrinkage } = this.model;
		const { starts, to, support } = counts.next;
		const { added, touched, recent, weights } = this;
		let total = 0;
		let base = 0;
		for (let i = 0; i < recent.length; i++) {
			const a = recent[i];
			const isKnown = this.isKnown(a);
			const before = (isKnown ? counts.before[a] : 0) + shrinkage;
			total += weights[i];
			// Without shrinkage a product that nothing followed says what popularity says.
			base += before > 0 ? (weights[i] * shrinkage) / before : weights[i];
			if (!isKnown) continue;
			for (let at = starts[a]; at < starts[a + 1]; at++) {
				if (added[to[at]] === 0) touched.push(to[at]);
				added[to[at]] += (weights[i] * support[at]) / before;
			}
		}
		const score = (b: number) => (added[b] + base * this.popularity(b)) / total;
		const best: Suggestion[] = [];
		for (const b of touched) if (this.isCandidate(b)) this.insert(best, b, score(b));
		let popular = 0;
		for (const b of this.byPopularity) {
			if (popular === mostSuggestions) break;
			if (added[b] > 0 || !this.isCandidate(b)) continue;
			this.insert(best, b, score(b));
			popular++;
		}
		for (const b of touched) added[b] = 0;
		touched.length = 0;
		return best;
	}

	/** Keeps the best three, the best first. */
	private insert(best: Suggestion[], product: number, chance: number): void {
		let place = best.length;
		while (place > 0 && this.isBetter(product, chance, best[place - 1])) place--;
		if (place >= mostSuggestions || chance <= 0) return;
		best.splice(place, 0, { product, chance });
		if (best.length > mostSuggestions) best.pop();
	}

	private isBetter(product: number, chance: number, other: Suggestion): boolean {
		const difference = chance - other.chance;
		if (Math.abs(difference) > tie) return difference > 0;
		return this.compare(product, other.product) < 0;
	}

	/** Of two products with equal chances: the one in more baskets first, then by name. */
	private compare(a: number, b: number): number {
		const { inBaskets } = this.model.counts;
		return inBaskets[b] - inBaskets[a] || a - b;
	}

	/** The product of the last baskets that says most for B; undefined if B is suggested because many buy it. */
	strongest(b: number): number | undefined {
		const { counts, shrinkage } = this.model;
		let strongest: number | undefined;
		let most = 0;
		for (let i = 0; i < this.recent.length; i++) {
			const a = this.recent[i];
			const support = this.support(a, b);
			const share = support > 0 ? (this.weights[i] * support) / (counts.before[a] + shrinkage) : 0;
			if (share > most + tie || (share > most - tie && share > 0 && a < (strongest ?? -1))) {
				strongest = a;
				most = share;
			}
		}
		return strongest;
	}

	private sameAgain(start: number, end: number): Suggestion[] {
		return this.lastBought(start, end)
			.filter((product) => this.isBlocked[product] === 0)
			.map((product) => ({ product, chance: this.chance(product, product) }));
	}

	/** The first three candidates of an order of products. */
	private firstOf(order: Uint32Array): number[] {
		const found: number[] = [];
		for (const product of order) {
			if (!this.isCandidate(product)) continue;
			found.push(product);
			if (found.length === mostSuggestions) break;
		}
		return found;
	}
}

/** Product numbers in an order; equal ones by number, which is by name. */
function ranked(count: number, compare: (a: number, b: number) => number): Uint32Array {
	return Uint32Array.from({ length: count }, (_, product) => product).sort(
		(a, b) => compare(a, b) || a - b,
	);
}
