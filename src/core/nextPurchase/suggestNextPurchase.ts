import type { JsonRecord } from '../../values/jsonRecord';
import { CustomerTable } from '../customers/customerTable';
import type { CustomersResult, OutputRow, SetAsideRow } from '../result';
import { sortSetAside } from '../setAsideRows';
import { indexBaskets } from './baskets';
import { blockedProducts } from './blockedProducts';
import { countPurchases, followersOf } from './countPurchases';
import { type HoldOutTest, holdOutTest } from './holdOutTest';
import { nextPurchaseNotices } from './nextPurchaseNotices';
import { findingsWriter } from './nextPurchaseRows';
import { nextTierReader } from './nextTier';
import type { NextPurchaseOptions } from './options';
import {
	type PurchaseModel,
	readPurchaseModel,
	type SavedPurchaseModel,
	versionedModel,
} from './purchaseModel';
import { type PurchaseHost, type Purchases, readPurchases } from './readPurchases';
import { nextReorder } from './reorder';
import { repeatGaps } from './repeatGaps';
import { ProductSuggester, type Sales } from './suggestProducts';
import { summariseNextPurchase } from './summariseNextPurchase';
import { countTierSales, numberTiers, type TierOfCustomers } from './tierSales';
import { transitionDetails } from './transitionDetails';
import { type TransitionFindings, transitionRows } from './transitionRows';

export interface NextPurchaseResult extends CustomersResult {
	/** One row per pair of products. */
	readonly transitions: JsonRecord[];
	/** The same before rounding. */
	readonly found: {
		readonly purchases: Purchases;
		readonly model: PurchaseModel;
		/** Undefined with a saved model. */
		readonly learned: Learned | undefined;
	};
}

/** The results of fitting on orders. */
interface Learned {
	readonly test: HoldOutTest;
	readonly findings: TransitionFindings;
}

/**
 * Suggests what each customer may buy next, from what customers bought after the same products.
 *
 * Counts transitions from one basket to the next, tests them on every customer's last basket against best sellers and
 * "same again", and suggests by transitions where they win, else by the better of the two. With a saved model nothing
 * is fitted, so that a single customer gets the same suggestions as in the whole base.
 *
 * @param rows orders or order lines of any source of Compute RFM
 * @param others customers with their tiers; where there are any, the result has exactly these customers
 */
export function suggestNextPurchase(
	rows: readonly JsonRecord[],
	options: NextPurchaseOptions,
	host: PurchaseHost,
	others: readonly JsonRecord[] = [],
): NextPurchaseResult {
	const given = options.use === 'savedModel' ? readPurchaseModel(options.savedModel) : undefined;
	const readNextTier = nextTierReader(options);
	const purchases = readPurchases(
		rows,
		options,
		given?.saved ?? options,
		host,
		given?.model.products,
	);
	const table = others.length > 0 ? new CustomerTable(others, options.fieldNames) : undefined;
	const tiers = tiersOfBuyers(purchases, table);
	const { model, saved, learned } = given
		? { ...given, learned: undefined }
		: learn(purchases, tiers, options);
	const written = writeCustomers({ purchases, model, table, readNextTier }, options);
	const setAside = allSetAside(purchases, table);
	const notices = nextPurchaseNotices({
		options,
		purchases,
		model,
		test: learned?.test,
		unknownBlocked: written.unknownBlocked,
		given: table && { customers: table.ids.length, matched: written.matched },
	});
	return {
		customers: written.customers,
		transitions:
			learned === undefined ? [] : transitionRows(learned.findings, options.outputFields),
		setAside,
		notices,
		summary: summariseNextPurchase({
			purchases,
			model,
			saved,
			test: learned?.test,
			customers: written.customers.length,
			suggestedTo: written.suggestedTo,
			suggestedFirst: written.suggestedFirst,
			toReorder: written.toReorder,
			setAside,
			ordersSetAside: purchases.reader.setAside.length,
			notices,
		}),
		found: { purchases, model, learned },
	};
}

/** The tier of each buyer, as the customers on input 2 say. */
function tiersOfBuyers({ baskets }: Purchases, table: CustomerTable | undefined): TierOfCustomers {
	if (table === undefined) return numberTiers(baskets.customers.map(() => undefined));
	const tierOf = new Map(table.ids.map((id, i) => [id, table.tier(i)]));
	return numberTiers(baskets.customers.map((id) => tierOf.get(id)));
}

function learn(
	{ baskets }: Purchases,
	tiers: TierOfCustomers,
	options: NextPurchaseOptions,
): { model: PurchaseModel; saved: SavedPurchaseModel; learned: Learned } {
	const { shrinkage, repeatPercent, method } = options;
	const index = indexBaskets(baskets);
	const followers = followersOf(baskets);
	const { all, past, together } = countPurchases(baskets, index, followers, options);
	const test = holdOutTest(baskets, past, options);
	return {
		...versionedModel(
			{
				products: baskets.products,
				counts: all,
				repeatGap: repeatGaps(all, repeatPercent),
				tiers: countTierSales(baskets, tiers),
				method: method === 'automatic' ? test.recommended : method,
				shrinkage,
			},
			options,
		),
		learned: {
			test,
			findings: {
				products: baskets.products,
				counts: all,
				together,
				details: transitionDetails(baskets, index, followers, all.next, tiers),
				tiers: tiers.names,
				shrinkage,
			},
		},
	};
}

interface ToWrite {
	readonly purchases: Purchases;
	readonly model: PurchaseModel;
	readonly table: CustomerTable | undefined;
	readonly readNextTier: ReturnType<typeof nextTierReader>;
}

/** One row a customer, by id: those of input 2, or without one all buyers. */
function writeCustomers(
	{ purchases, model, table, readNextTier }: ToWrite,
	options: NextPurchaseOptions,
) {
	const { baskets, asOfDay } = purchases;
	const { isBlocked, unknown: unknownBlocked } = blockedProducts(
		baskets.products,
		options.blockedProducts,
	);
	const suggester = new ProductSuggester(baskets, model, isBlocked);
	const write = findingsWriter(model, baskets.products, suggester, options);
	const salesOf = salesByTier(model);
	const ids = table?.ids ?? baskets.customers;
	const numberOf = placesIn(baskets.customers, ids);
	const customers = new Array<OutputRow>(ids.length);
	const suggestedFirst = new Uint32Array(baskets.products.length);
	let [matched, suggestedTo, toReorder] = [0, 0, 0];
	for (let i = 0; i < ids.length; i++) {
		const c = numberOf[i];
		const [start, end] = c < 0 ? [0, 0] : [baskets.starts[c], baskets.starts[c + 1]];
		const sales = salesOf.get(table?.tier(i));
		const suggestions = suggester.suggest(model.method, start, end, sales);
		const findings = {
			method: end > start ? model.method : 'bestSellers',
			suggestions,
			tier: sales === undefined ? undefined : table?.tier(i),
			reorder: nextReorder(
				baskets,
				[start, end],
				{ repeatGap: model.repeatGap, isBlocked },
				asOfDay,
			),
			nextTier: table && readNextTier?.(table, i),
		} as const;
		const row = table?.row(i) ?? {
			[options.fieldNames.customerId]: ids[i],
			email: purchases.emailOf(c) ?? null,
		};
		customers[i] = {
			row: write(row, findings),
			...(table ? { source: table.sources[i], input: 1 } : { source: purchases.sourceOf(c) }),
		};
		if (c >= 0) matched++;
		if (suggestions.length > 0) {
			suggestedTo++;
			suggestedFirst[suggestions[0].product]++;
		}
		if (findings.reorder !== undefined) toReorder++;
	}
	return { customers, unknownBlocked, matched, suggestedTo, suggestedFirst, toReorder };
}

/** What sells best in each tier that bought anything. */
function salesByTier({ tiers }: PurchaseModel) {
	return new Map<string | undefined, Sales>(
		tiers.names.flatMap((tier, t) =>
			tiers.baskets[t] === 0
				? []
				: [
						[
							tier,
							{
								order: ProductSuggester.salesOrder(tiers.inBaskets[t]),
								share: (product: number) => tiers.inBaskets[t][product] / tiers.baskets[t],
							},
						],
					],
		),
	);
}

/** Where each of the second list's ids stands in the first, -1 where it doesn't; both in code-unit order. */
function placesIn(all: readonly string[], ids: readonly string[]): Int32Array {
	const places = new Int32Array(ids.length);
	let place = 0;
	ids.forEach((id, i) => {
		while (place < all.length && all[place] < id) place++;
		places[i] = all[place] === id ? place : -1;
	});
	return places;
}

/** Orders that can't be used, then rows of input 2 that are no customers. */
function allSetAside(
	{ reader, intake }: Purchases,
	table: CustomerTable | undefined,
): SetAsideRow[] {
	const ofOrders = sortSetAside(reader.setAside).map((row) => ({
		...row,
		source: intake.inputRowOf(row.source),
	}));
	const ofCustomers = sortSetAside(table?.setAside ?? []).map((row) => ({ ...row, input: 1 }));
	return [...ofOrders, ...ofCustomers];
}
