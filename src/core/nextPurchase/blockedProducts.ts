import { isEmpty } from '../../values/isEmpty';
import { plainText } from '../../values/plainText';
import type { NextPurchaseOptions } from './options';

/** Products that are never suggested. */
export interface BlockedProducts {
	/** 1 for a blocked product, by number. */
	readonly isBlocked: Uint8Array;
	/** Names on the list that no order has. */
	readonly unknown: readonly string[];
}

/** Marks the products in a text with one per line, or in a list, regardless of case and surrounding blanks. */
export function blockedProducts(
	products: readonly string[],
	given: NextPurchaseOptions['blockedProducts'],
): BlockedProducts {
	const keys = new Map<string, string>();
	for (const each of typeof given === 'string' ? given.split('\n') : given) {
		if (isEmpty(each)) continue;
		const name = plainText(each).trim();
		if (name !== '') keys.set(name.toLowerCase(), name);
	}
	const isBlocked = new Uint8Array(products.length);
	if (keys.size === 0) return { isBlocked, unknown: [] };
	const found = new Set<string>();
	products.forEach((product, number) => {
		const key = product.toLowerCase();
		if (!keys.has(key)) return;
		isBlocked[number] = 1;
		found.add(key);
	});
	const unknown = [...keys].flatMap(([key, name]) => (found.has(key) ? [] : [name]));
	return { isBlocked, unknown: unknown.sort() };
}
