import type { JsonRecord } from '../../values/jsonRecord';
import { counted, percent, shortened } from '../../values/wording';
import type { OutputFields } from '../customers/resultFields';
import { roundShare } from '../stats/rounding';
import type { PurchaseCounts } from './countPurchases';
import type { Pairs } from './pairTable';
import type { TransitionDetails } from './transitionDetails';

/** All that the table of transitions is made from. */
export interface TransitionFindings {
	readonly products: readonly string[];
	readonly counts: PurchaseCounts;
	readonly together: Pairs;
	readonly details: TransitionDetails;
	readonly tiers: readonly string[];
	readonly shrinkage: number;
}

/**
 * One row a pair of products: what is bought next, then what is bought together; products that most is known of first, and of
 * each the likeliest pair first.
 *
 * Only `all` fields have the chance by tier: a record in a cell makes every row of a table as high as it has tiers.
 */
export function transitionRows(
	findings: TransitionFindings,
	outputFields: OutputFields,
): JsonRecord[] {
	const isAll = outputFields === 'all';
	const { counts, together, products } = findings;
	const order = (column: Uint32Array) =>
		products.map((_, a) => a).sort((a, b) => column[b] - column[a] || a - b);
	const rows: JsonRecord[] = [];
	for (const a of order(counts.before)) {
		const { starts } = counts.next;
		for (let at = starts[a]; at < starts[a + 1]; at++) rows.push(nextRow(findings, a, at, isAll));
	}
	for (const a of order(counts.inBaskets)) {
		for (let at = together.starts[a]; at < together.starts[a + 1]; at++)
			rows.push(togetherRow(findings, a, at, isAll));
	}
	return rows;
}

/** A pair of products before rounding. */
export interface TransitionNumbers {
	readonly from: number;
	readonly to: number;
	readonly support: number;
	/** Baskets with the first product: those that another one followed, or all where pairs are of one basket. */
	readonly fromBaskets: number;
	readonly chance: number;
	readonly lift: number;
}

/** What followed product `a`, by entry of `next`, with the chance for customers of each tier. */
export function nextNumbers(
	{ counts, details, shrinkage, tiers }: TransitionFindings,
	a: number,
	at: number,
): TransitionNumbers & { readonly chanceByTier: readonly number[] } {
	const { next, before, after, pairs } = counts;
	const to = next.to[at];
	const support = next.support[at];
	const popularity = after[to] / pairs;
	const chance = (support + shrinkage * popularity) / (before[a] + shrinkage);
	const chanceByTier = tiers.map(
		(_, t) =>
			(details.supportByTier[t][at] + shrinkage * chance) /
			(details.beforeByTier[t][a] + shrinkage || 1),
	);
	const lift = chance / popularity;
	return { from: a, to, support, fromBaskets: before[a], chance, lift, chanceByTier };
}

/** What was in one basket with product `a`, by entry of `together`. */
export function togetherNumbers(
	{ counts, together }: TransitionFindings,
	a: number,
	at: number,
): TransitionNumbers {
	const { inBaskets, baskets } = counts;
	const to = together.to[at];
	const support = together.support[at];
	const chance = support / inBaskets[a];
	const lift = (chance * baskets) / inBaskets[to];
	return { from: a, to, support, fromBaskets: inBaskets[a], chance, lift };
}

function nextRow(findings: TransitionFindings, a: number, at: number, isAll: boolean): JsonRecord {
	const { products, tiers, details } = findings;
	const { to, support, fromBaskets, chance, lift, chanceByTier } = nextNumbers(findings, a, at);
	const days = details.medianDays[at];
	return {
		kind: 'next',
		from: products[a],
		to: products[to],
		chance: roundShare(chance),
		lift: roundShare(lift),
		support,
		fromBaskets,
		medianDays: days,
		shareOfBaskets: null,
		explanation: `After ${counted(fromBaskets, 'basket')} with ${shortened(products[a])}, ${support} next ones had ${shortened(products[to])}, half of them within ${days} ${days === 1 ? 'day' : 'days'}: a chance of ${percent(chance)}, ${times(lift)} as often as usual.`,
		...(isAll && {
			chanceByTier:
				tiers.length === 0
					? null
					: Object.fromEntries(tiers.map((tier, t) => [tier, roundShare(chanceByTier[t])])),
		}),
	};
}

function togetherRow(
	findings: TransitionFindings,
	a: number,
	at: number,
	isAll: boolean,
): JsonRecord {
	const { products, counts } = findings;
	const { to, support, fromBaskets, chance, lift } = togetherNumbers(findings, a, at);
	return {
		kind: 'together',
		from: products[a],
		to: products[to],
		chance: roundShare(chance),
		lift: roundShare(lift),
		support,
		fromBaskets,
		medianDays: null,
		shareOfBaskets: roundShare(support / counts.baskets),
		explanation: `${support} of ${counted(fromBaskets, 'basket')} with ${shortened(products[a])} had ${shortened(products[to])} too: ${percent(chance)}, ${times(lift)} as often as usual.`,
		...(isAll && { chanceByTier: null }),
	};
}

/** How many times as often, for a sentence. */
export function times(lift: number): string {
	return `${(Math.round(lift * 10) / 10).toFixed(1)} ×`;
}
