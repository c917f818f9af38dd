import { dateOfDay } from '../../values/days';
import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { percent } from '../../values/wording';
import type { SetAsideRow } from '../result';
import { countByReason } from '../setAsideRows';
import { roundShare } from '../stats/rounding';
import { type HoldOutTest, hitRate } from './holdOutTest';
import type { PurchaseModel, SavedPurchaseModel } from './purchaseModel';
import type { Purchases } from './readPurchases';
import { methodNames } from './suggestionMethods';

/** The facts for the summary. */
export interface NextPurchaseRun {
	readonly purchases: Purchases;
	readonly model: PurchaseModel;
	readonly saved: SavedPurchaseModel;
	/** Undefined with a saved model, which was tested when it was fitted. */
	readonly test: HoldOutTest | undefined;
	readonly customers: number;
	/** Customers with a suggestion, and with a product to reorder. */
	readonly suggestedTo: number;
	readonly toReorder: number;
	/** Customers whose first suggestion each product is. */
	readonly suggestedFirst: Uint32Array;
	readonly setAside: readonly SetAsideRow[];
	/** Of them, rows of the first input. */
	readonly ordersSetAside: number;
	readonly notices: readonly Notice[];
}

/** The one record about the whole run. */
export function summariseNextPurchase(run: NextPurchaseRun): JsonRecord {
	const { purchases, model, test, setAside } = run;
	const { reader, book, baskets, asOfDay } = purchases;
	return {
		node: 'suggestNextPurchase',
		method: model.method,
		recommendation: test === undefined ? model.method : test.recommended,
		recommendationInWords:
			test === undefined
				? 'A saved model was used, so nothing was tested.'
				: recommend(test, model),
		customersTested: test?.customers ?? null,
		hitRate: rateOf(test?.hits, test),
		hitRateBestSellers: rateOf(test?.bestSellers.hits, test),
		hitRateSameAgain: rateOf(test?.sameAgain.hits, test),
		gainOverBestSellers: roundShare(test?.bestSellers.difference ?? null),
		gainOverBestSellersError: roundShare(test?.bestSellers.standardError ?? null),
		gainOverSameAgain: roundShare(test?.sameAgain.difference ?? null),
		gainOverSameAgainError: roundShare(test?.sameAgain.standardError ?? null),
		beatsBoth: test?.beatsBoth ?? null,
		asOf: dateOfDay(asOfDay),
		timeZone: reader.frame.calendar.timeZone,
		source: reader.options.source,
		suggest: run.saved.suggest,
		customers: run.customers,
		customersWithSuggestion: run.suggestedTo,
		customersToReorder: run.toReorder,
		baskets: baskets.day.length,
		products: baskets.products.length,
		repeatProducts: model.repeatGap.reduce((sum, gap) => sum + (gap > 0 ? 1 : 0), 0),
		transitions: model.counts.next.to.length,
		rowsIn: book.tally.rowsIn,
		rowsUsed: book.tally.rowsIn - run.ordersSetAside,
		rowsSetAside: setAside.length,
		setAsideByReason: countByReason(setAside),
		ordersNotCounted: book.tally.ordersNotCounted,
		topSuggestions: topSuggestions(run),
		bestSellers: bestSellers(model),
		notices: run.notices,
		model: run.saved,
	};
}

function rateOf(hits: number | undefined, test: HoldOutTest | undefined): number | null {
	return test === undefined || hits === undefined ? null : roundShare(hitRate(hits, test));
}

const fewCustomers = 100;

/** The test in one or two sentences: which method to use, and why. */
export function recommend(test: HoldOutTest, { method }: Pick<PurchaseModel, 'method'>): string {
	const used = method === test.recommended ? '' : ` Used here by choice: ${methodNames[method]}.`;
	if (test.customers === 0)
		return `Use best sellers: no customer bought on two days or more, so there is nothing to learn from.${used}`;
	const rate = (hits: number) => percent(hits / test.customers);
	const facts = `one of three suggestions was in the next basket of ${rate(test.hits)} of ${test.customers} customers by transitions, ${rate(test.bestSellers.hits)} by best sellers, ${rate(test.sameAgain.hits)} by "same again"`;
	const few = test.customers < fewCustomers ? ` With so few customers much of this is chance.` : '';
	if (test.beatsBoth) return `Use transitions: ${facts}.${few}${used}`;
	return `Use ${methodNames[test.recommended]}: ${facts}. Transitions don't beat both by more than one standard error.${few}${used}`;
}

const listed = 10;

/** The products in most baskets. */
function bestSellers({ products, counts }: PurchaseModel): JsonRecord[] {
	const { inBaskets, baskets } = counts;
	return mostOf(inBaskets).map((a) => ({
		product: products[a],
		baskets: inBaskets[a],
		share: roundShare(inBaskets[a] / baskets),
	}));
}

/** The products that most customers get as their first suggestion. */
function topSuggestions({ suggestedFirst, suggestedTo, purchases }: NextPurchaseRun): JsonRecord[] {
	return mostOf(suggestedFirst).map((a) => ({
		product: purchases.baskets.products[a],
		customers: suggestedFirst[a],
		share: roundShare(suggestedFirst[a] / suggestedTo),
	}));
}

/** The products with the highest counts, the highest first. */
function mostOf(counts: Uint32Array): number[] {
	return [...counts.keys()]
		.sort((a, b) => counts[b] - counts[a] || a - b)
		.slice(0, listed)
		.filter((a) => counts[a] > 0);
}
