import type { Baskets } from './baskets';

/** What the customers of each tier bought; tiers in code-unit order. */
export interface TierSales {
	readonly names: readonly string[];
	/** Baskets of each tier. */
	readonly baskets: Uint32Array;
	/** Of each tier, the baskets that have each product. */
	readonly inBaskets: readonly Uint32Array[];
}

/** The index of each customer's tier in `names`; -1 without one. */
export interface TierOfCustomers {
	readonly names: readonly string[];
	readonly of: Int32Array;
}

/** Numbers the tiers of customers. */
export function numberTiers(tiers: ReadonlyArray<string | undefined>): TierOfCustomers {
	const names = [...new Set(tiers.filter((tier) => tier !== undefined))].sort();
	const placeOf = new Map(names.map((tier, place) => [tier, place]));
	const of = Int32Array.from(tiers, (tier) =>
		tier === undefined ? -1 : (placeOf.get(tier) as number),
	);
	return { names, of };
}

/** Counts the baskets of each tier, and those that have each product. */
export function countTierSales(
	{ products, customerOf, lineStarts, product }: Baskets,
	tiers: TierOfCustomers,
): TierSales {
	const baskets = new Uint32Array(tiers.names.length);
	const inBaskets = tiers.names.map(() => new Uint32Array(products.length));
	for (let b = 0; tiers.names.length > 0 && b < customerOf.length; b++) {
		const tier = tiers.of[customerOf[b]];
		if (tier < 0) continue;
		baskets[tier]++;
		for (let line = lineStarts[b]; line < lineStarts[b + 1]; line++)
			inBaskets[tier][product[line]]++;
	}
	return { names: tiers.names, baskets, inBaskets };
}
