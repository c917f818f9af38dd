/** How many products are suggested. */
export const mostSuggestions = 3;
/** Chances this near to each other are equal: their sums differ in the last digits only. */
export const tie = 1e-12;

/** The best products found so far, the best first: places 0 to `count` − 1. One instance serves one customer after the other. */
export class Shortlist {
	readonly products = new Int32Array(mostSuggestions);
	readonly chances = new Float64Array(mostSuggestions);
	count = 0;

	/** @param inBaskets how many baskets have each product: of two with equal chances the one in more comes first, then by number */
	constructor(private readonly inBaskets: Uint32Array) {}

	/** Whether a product with this chance can't come in. */
	isFullFor(chance: number): boolean {
		return this.count === mostSuggestions && chance < this.chances[mostSuggestions - 1] - tie;
	}

	/** Puts a product with a chance above 0 in its place if it is one of the best. */
	insert(product: number, chance: number): void {
		const { products, chances } = this;
		let place = this.count;
		while (place > 0 && this.isBetter(product, chance, place - 1)) place--;
		if (place >= mostSuggestions || chance <= 0) return;
		if (this.count < mostSuggestions) this.count++;
		for (let at = this.count - 1; at > place; at--) {
			products[at] = products[at - 1];
			chances[at] = chances[at - 1];
		}
		products[place] = product;
		chances[place] = chance;
	}

	/** Puts a product behind the others. */
	append(product: number, chance: number): void {
		this.products[this.count] = product;
		this.chances[this.count] = chance;
		this.count++;
	}

	get isFull(): boolean {
		return this.count === mostSuggestions;
	}

	/** Writes the products into a list from a place on. */
	copyTo(list: Int32Array, at: number): void {
		for (let place = 0; place < this.count; place++) list[at + place] = this.products[place];
	}

	private isBetter(product: number, chance: number, place: number): boolean {
		const difference = chance - this.chances[place];
		if (Math.abs(difference) > tie) return difference > 0;
		const other = this.products[place];
		return (this.inBaskets[other] - this.inBaskets[product] || product - other) < 0;
	}
}
