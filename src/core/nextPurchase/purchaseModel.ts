import { z } from 'zod';
import { modelVersion } from '../model/modelVersion';
import { readSavedModel } from '../model/readSavedModel';
import type { PurchaseCounts } from './countPurchases';
import type { NextPurchaseOptions } from './options';
import type { Pairs } from './pairTable';
import { suggestionMethods, type SuggestionMethod } from './suggestionMethods';
import type { TierSales } from './tierSales';

/** The basis of suggestions: counts by product number, and how they are used. */
export interface PurchaseModel {
	readonly version: string;
	readonly products: readonly string[];
	readonly counts: Pick<
		PurchaseCounts,
		'pairs' | 'baskets' | 'before' | 'after' | 'inBaskets' | 'next'
	>;
	/** Days from one purchase of a repeat product to the next; NaN for products that are not. */
	readonly repeatGap: Float64Array;
	readonly tiers: TierSales;
	readonly method: SuggestionMethod;
	readonly shrinkage: number;
}

/** The options that set what is suggested and how; a saved model has its own. */
export type ModelOptions = Pick<NextPurchaseOptions, 'suggest' | 'suggestField' | 'shrinkage'>;

const whole = z.number().int().min(0);
const positions = z.array(whole);

/** One product: its name, then numbers by position. */
const savedProduct = z.object({
	name: z.string(),
	before: whole,
	after: whole,
	baskets: whole,
	repeatGapDays: z.number().positive().finite().nullable(),
	/** The index of a next product, its count, and so on. */
	next: positions.refine(({ length }) => length % 2 === 0, 'a place and a count for each product'),
	/** Baskets of each tier that have it, in the order of `tiers`. */
	byTier: positions,
});

/** What Suggest Next Purchase fits on orders, as plain JSON: the Summary's `model`. */
const savedModel = z
	.object({
		kind: z.literal('nextPurchase'),
		version: z.string(),
		suggest: z.enum(['products', 'categories', 'brands', 'field']),
		suggestField: z.string(),
		shrinkage: z.number().min(0).finite(),
		method: z.enum(suggestionMethods),
		pairs: whole,
		baskets: whole,
		tiers: z.array(z.object({ tier: z.string(), baskets: whole })),
		products: z.array(savedProduct),
	})
	.superRefine(({ products, tiers }, context) => {
		const names = new Set(products.map(({ name }) => name));
		const isWhole = products.every(
			({ next, byTier }) =>
				byTier.length === tiers.length &&
				next.every((value, at) => at % 2 === 1 || value < products.length),
		);
		if (names.size === products.length && isWhole) return;
		const message = 'a list of products, each once, that name each other by their places in it';
		context.addIssue({ code: z.ZodIssueCode.custom, path: ['products'], message });
	});

export type SavedPurchaseModel = z.output<typeof savedModel>;

/** Versions a model by its content. */
export function versionedModel(
	model: Omit<PurchaseModel, 'version'>,
	options: ModelOptions,
): { readonly model: PurchaseModel; readonly saved: SavedPurchaseModel } {
	const content = contentOf(model, options);
	// The content always has the same key order, so its JSON identifies it as well as canonical JSON, several times
	// faster.
	const version = modelVersion(JSON.stringify(content));
	return { model: { ...model, version }, saved: { kind: 'nextPurchase', version, ...content } };
}

function contentOf(
	{ products, counts, repeatGap, tiers, method, shrinkage }: Omit<PurchaseModel, 'version'>,
	{ suggest, suggestField }: ModelOptions,
): Omit<SavedPurchaseModel, 'kind' | 'version'> {
	const { before, after, inBaskets, next } = counts;
	return {
		suggest,
		suggestField: suggest === 'field' ? suggestField : '',
		shrinkage,
		method,
		pairs: counts.pairs,
		baskets: counts.baskets,
		tiers: tiers.names.map((tier, t) => ({ tier, baskets: tiers.baskets[t] })),
		products: products.map((name, a) => ({
			name,
			before: before[a],
			after: after[a],
			baskets: inBaskets[a],
			repeatGapDays: Number.isNaN(repeatGap[a]) ? null : repeatGap[a],
			next: entriesOf(next, a),
			byTier: tiers.inBaskets.map((ofTier) => ofTier[a]),
		})),
	};
}

function entriesOf({ starts, to, support }: Pairs, a: number): number[] {
	const entries: number[] = [];
	for (let at = starts[a]; at < starts[a + 1]; at++) entries.push(to[at], support[at]);
	return entries;
}

/** Reads a saved model: JSON text, an object, or a summary that holds it. Throws where there is none. */
export function readPurchaseModel(given: unknown): {
	readonly model: PurchaseModel;
	readonly saved: SavedPurchaseModel;
} {
	const saved = readSavedModel('nextPurchase', given, savedModel);
	const { products, tiers } = saved;
	const column = (read: (product: (typeof products)[number]) => number) =>
		Uint32Array.from(products, read);
	const starts = new Uint32Array(products.length + 1);
	products.forEach(({ next }, a) => (starts[a + 1] = starts[a] + next.length / 2));
	const entries = products.flatMap(({ next }) => next);
	const model: PurchaseModel = {
		version: saved.version,
		products: products.map(({ name }) => name),
		counts: {
			pairs: saved.pairs,
			baskets: saved.baskets,
			before: column(({ before }) => before),
			after: column(({ after }) => after),
			inBaskets: column(({ baskets }) => baskets),
			next: {
				starts,
				to: Uint32Array.from({ length: entries.length / 2 }, (_, at) => entries[2 * at]),
				support: Uint32Array.from({ length: entries.length / 2 }, (_, at) => entries[2 * at + 1]),
			},
		},
		repeatGap: Float64Array.from(products, ({ repeatGapDays }) => repeatGapDays ?? NaN),
		tiers: {
			names: tiers.map(({ tier }) => tier),
			baskets: Uint32Array.from(tiers, ({ baskets }) => baskets),
			inBaskets: tiers.map((_, t) => column(({ byTier }) => byTier[t])),
		},
		method: saved.method,
		shrinkage: saved.shrinkage,
	};
	return { model, saved };
}
