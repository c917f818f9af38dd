/** The number of suggested products. */
export const mostSuggestions = 3;
/** Chances closer than this are equal: their sums differ in the last digits only. */
export const tie = 1e-12;

/**
 * The best products found so far, the best first: entries 0 to `count` − 1. One instance is reused for all customers.
 */
export class Shortlist {
	readonly products = new Int32Array(mostSuggestions);
	readonly chances = new Float64Array(mostSuggestions);
	count = 0;

	/**
	 * @param inBaskets the number of baskets with each product: of equal chances the larger number comes first, then the
	 * product number
	 */
	constructor(private readonly inBaskets: Uint32Array) {}

	/** Whether a product with this chance can't enter the list. */
	isFullFor(chance: number): boolean {
		return this.count === mostSuggestions && chance < this.chances[mostSuggestions - 1] - tie;
	}

	/** Inserts a product with a chance above 0 if it is one of the best. */
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

	/** Appends a product. */
	append(product: number, chance: number): void {
		this.products[this.count] = product;
		this.chances[this.count] = chance;
		this.count++;
	}

	get isFull(): boolean {
		return this.count === mostSuggestions;
	}

	/** Copies the products into a list, from an index on. */
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
