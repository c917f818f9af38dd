import { sortedOrder } from '../customers/sortedOrder';
import { TextIndex } from '../orders/textIndex';

/**
 * Purchases in columns: the set of products of each customer and day.
 *
 * Customers are ordered by id and products by name (code units), baskets of a customer by day, products of a basket by
 * number.
 */
export interface Baskets {
	readonly products: readonly string[];
	readonly customers: readonly string[];
	/** The baskets of customer c are `starts[c]` to `starts[c + 1]` − 1. */
	readonly starts: Uint32Array;
	readonly customerOf: Uint32Array;
	/** Day number of each basket. */
	readonly day: Int32Array;
	/** The products of basket b are `product[lineStarts[b]]` to `product[lineStarts[b + 1] − 1]`. */
	readonly lineStarts: Uint32Array;
	readonly product: Uint32Array;
}

/**
 * The baskets that have each product: those of product A are `basket[starts[A]]` to `basket[starts[A + 1] − 1]`,
 * ascending.
 */
export interface BasketIndex {
	readonly starts: Uint32Array;
	readonly basket: Uint32Array;
}

/** Builds baskets from customers that are read one after the other, each with its days ascending. */
export class BasketBuilder {
	private readonly names = new TextIndex(1024);
	private readonly starts: number[] = [0];
	private readonly customerOf: number[] = [];
	private readonly days: number[] = [];
	private readonly lineStarts: number[] = [0];
	private readonly lines: number[] = [];
	/** The last basket that has each product. */
	private readonly lastBasket: number[] = [];

	/** @param known names that get the first numbers, in their order */
	constructor(private readonly known: readonly string[] = []) {
		for (const name of known) this.names.add(name);
	}

	/** Adds a product to the customer's basket of a day. */
	add(name: string, day: number): void {
		const customer = this.starts.length - 1;
		const last = this.days.length - 1;
		if (this.days.length === this.starts[customer] || this.days[last] !== day) this.open(day);
		const basket = this.days.length - 1;
		const product = this.names.add(name);
		if (this.lastBasket[product] === basket) return;
		this.lastBasket[product] = basket;
		this.lines.push(product);
	}

	/** Ends the customer. */
	endCustomer(): void {
		this.starts.push(this.days.length);
	}

	/** Returns all baskets; products are numbered by name unless names were known. */
	build(customers: readonly string[]): Baskets {
		const { known } = this;
		const names = this.names.texts;
		this.lineStarts.push(this.lines.length);
		const further = sortedOrder(names.slice(known.length));
		const products = [...known];
		const renumbered = new Uint32Array(names.length);
		for (let number = 0; number < known.length; number++) renumbered[number] = number;
		for (const place of further) {
			renumbered[known.length + place] = products.length;
			products.push(names[known.length + place]);
		}
		const product = new Uint32Array(this.lines);
		for (let line = 0; line < product.length; line++) product[line] = renumbered[product[line]];
		const lineStarts = new Uint32Array(this.lineStarts).subarray(1);
		for (let b = 0; b + 1 < lineStarts.length; b++) {
			if (lineStarts[b + 1] - lineStarts[b] > 1) sortRun(product, lineStarts[b], lineStarts[b + 1]);
		}
		return {
			products,
			customers,
			starts: new Uint32Array(this.starts),
			customerOf: new Uint32Array(this.customerOf),
			day: new Int32Array(this.days),
			lineStarts,
			product,
		};
	}

	private open(day: number): void {
		this.lineStarts.push(this.lines.length);
		this.days.push(day);
		this.customerOf.push(this.starts.length - 1);
	}
}

const longRun = 32;

/** Sorts a part of the numbers in place; most baskets are too small for a call of `sort` to pay off. */
function sortRun(numbers: Uint32Array, start: number, end: number): void {
	if (end - start > longRun) return void numbers.subarray(start, end).sort();
	for (let i = start + 1; i < end; i++) {
		const current = numbers[i];
		let place = i;
		for (; place > start && numbers[place - 1] > current; place--)
			numbers[place] = numbers[place - 1];
		numbers[place] = current;
	}
}

/** Lists the baskets of each product. */
export function indexBaskets({ products, lineStarts, product }: Baskets): BasketIndex {
	const starts = new Uint32Array(products.length + 1);
	for (const number of product) starts[number + 1]++;
	for (let number = 0; number < products.length; number++) starts[number + 1] += starts[number];
	const next = starts.slice();
	const basket = new Uint32Array(product.length);
	for (let b = 0; b + 1 < lineStarts.length; b++) {
		for (let at = lineStarts[b]; at < lineStarts[b + 1]; at++) basket[next[product[at]]++] = b;
	}
	return { starts, basket };
}

/** The baskets that count while the last one of everybody with two or more is held out. */
export function withoutLastBaskets({ starts, day }: Baskets): Uint8Array {
	const isCounted = new Uint8Array(day.length).fill(1);
	for (let c = 0; c + 1 < starts.length; c++) {
		if (starts[c + 1] - starts[c] >= 2) isCounted[starts[c + 1] - 1] = 0;
	}
	return isCounted;
}

/** All baskets. */
export function allBaskets({ day }: Baskets): Uint8Array {
	return new Uint8Array(day.length).fill(1);
}
