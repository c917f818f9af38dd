import { dateOfDay } from '../../values/days';
import type { JsonRecord } from '../../values/jsonRecord';
import { counted, percent, shortened } from '../../values/wording';
import { resultCopier, resultsOf } from '../customers/resultFields';
import { roundShare } from '../stats/rounding';
import type { NextTier } from './nextTier';
import type { NextPurchaseOptions } from './options';
import type { PurchaseModel } from './purchaseModel';
import type { Reorder } from './reorder';
import type { ProductSuggester, Suggestion } from './suggestProducts';
import type { SuggestionMethod } from './suggestionMethods';
import { times } from './transitionRows';

/** The fields of each suggestion. */
const places = [1, 2, 3].map((place) => ({
	product: `nextProduct${place}`,
	chance: `nextProduct${place}Chance`,
	why: `nextProduct${place}Why`,
}));

/** The result for one customer. */
export interface CustomerFindings {
	/** How this customer's suggestions were made: best sellers for one who bought nothing. */
	readonly method: SuggestionMethod;
	readonly suggestions: readonly Suggestion[];
	/** The tier whose best sellers were used; undefined: all customers'. */
	readonly tier: string | undefined;
	readonly reorder: Reorder | undefined;
	readonly nextTier: NextTier | undefined;
}

/** Writes a customer's row: its own fields and the next purchases; null where there are none. */
export type FindingsWriter = (row: JsonRecord, findings: CustomerFindings) => JsonRecord;

/** A writer of customers' rows. */
export function findingsWriter(
	model: PurchaseModel,
	/** Names by product number, including products that the model doesn't know. */
	products: readonly string[],
	suggester: ProductSuggester,
	{ outputFields, fieldNames }: Pick<NextPurchaseOptions, 'outputFields' | 'fieldNames'>,
): FindingsWriter {
	const own = resultsOf('suggestNextPurchase', outputFields);
	const copyRow = resultCopier({
		own,
		fields: outputFields,
		customerId: fieldNames.customerId,
	});
	const isAll = outputFields === 'all';
	return (row, findings) => {
		const written = copyRow(row);
		const { suggestions } = findings;
		for (let place = 0; place < suggestions.length; place++) {
			const { product, chance } = suggestions[place];
			const names = places[place];
			written[names.product] = products[product];
			if (place > 0 && !isAll) continue;
			written[names.chance] = roundShare(chance);
			written[names.why] = whyOf(suggestions[place], findings, products, model, suggester);
		}
		const { reorder, nextTier } = findings;
		if (reorder !== undefined) {
			written.reorderProduct = products[reorder.product];
			written.reorderDueAt = dateOfDay(reorder.dueDay);
		}
		if (nextTier !== undefined) {
			written.nextTier = nextTier.tier;
			written.amountToNextTier = nextTier.amount;
			if (nextTier.isSpend) written.spendOffer = spendOffer(nextTier);
		}
		written.nextPurchaseExplanation = explain(findings, written.nextProduct1Why, products);
		if (isAll) {
			written.nextPurchaseMethod = findings.method;
			written.nextPurchaseModelVersion = model.version;
		}
		return written;
	};
}

function whyOf(
	{ product, chance }: Suggestion,
	{ method, tier }: CustomerFindings,
	products: readonly string[],
	{ counts }: PurchaseModel,
	suggester: ProductSuggester,
): string {
	if (method === 'bestSellers') {
		const whose = tier === undefined ? '' : ` of customers in ${shortened(tier)}`;
		return `Best seller: in ${percent(chance)} of all baskets${whose}.`;
	}
	if (method === 'sameAgain') return 'Bought last time.';
	const because = suggester.strongest(product);
	if (because === undefined)
		return `Often bought next: in ${percent(suggester.popularity(product))} of next baskets.`;
	const support = suggester.support(because, product);
	const lift = suggester.chance(because, product) / suggester.popularity(product);
	return `Bought ${shortened(products[because])}: ${support} of ${counted(counts.before[because], 'basket')} with it ${counts.before[because] === 1 ? 'was' : 'were'} followed by one with ${shortened(products[product])}, ${times(lift)} as often as usual.`;
}

function spendOffer({ amount, name }: NextTier): string {
	return `Spend ${amount.toFixed(2)} more to reach ${shortened(name)}.`;
}

/** All findings as sentences. */
function explain(
	{ suggestions, reorder, nextTier }: CustomerFindings,
	firstWhy: unknown,
	products: readonly string[],
): string {
	const nameOf = ({ product }: { readonly product: number }) => shortened(products[product]);
	const [first, ...others] = suggestions;
	// Put together without a list: the sentences of 100,000 customers are then not copied once more.
	let text = 'No product can be suggested.';
	if (first !== undefined)
		text = `Suggest ${nameOf(first)} (${percent(first.chance)} chance). ${String(firstWhy)}`;
	if (others.length > 0) text += ` Then ${others.map(nameOf).join(' and ')}.`;
	if (reorder !== undefined)
		text += ` Due to reorder ${nameOf(reorder)} on ${dateOfDay(reorder.dueDay)}.`;
	if (nextTier !== undefined)
		text += ` ${nextTier.amount.toFixed(2)} away from ${shortened(nextTier.name)}.`;
	return text;
}
