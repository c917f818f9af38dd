import type { Notice } from '../../values/notice';
import { type NoticeTable, tellNotices } from '../../values/tellNotices';
import { counted, firstFew, grouped } from '../../values/wording';
import { orderNotices } from '../orders/orderNotices';
import { nearlyAll, sourceNotices } from '../orders/sources/sourceNotices';
import { tooLarge } from './countPurchases';
import type { HoldOutTest } from './holdOutTest';
import type { NextPurchaseOptions } from './options';
import type { PurchaseModel } from './purchaseModel';
import { fieldOf, missingProduct, type Purchases } from './readPurchases';
import { recommend } from './summariseNextPurchase';

/** The facts for a run's notices. */
export interface NextPurchaseFacts {
	readonly options: NextPurchaseOptions;
	readonly purchases: Purchases;
	readonly model: PurchaseModel;
	readonly test: HoldOutTest | undefined;
	readonly unknownBlocked: readonly string[];
	/** Customers of input 2, and how many of them have orders; undefined where input 2 is empty. */
	readonly given: { readonly customers: number; readonly matched: number } | undefined;
}

/** What a reader of the result should know. */
export function nextPurchaseNotices(facts: NextPurchaseFacts): Notice[] {
	const { intake, reader, book } = facts.purchases;
	const refused = reader.setAside.filter(
		({ code }) => code !== 'afterAsOf' && code !== missingProduct.code,
	);
	const ofOrders = [...sourceNotices(intake, reader, refused), ...orderNotices(book, reader)];
	return [
		...ofOrders.filter(({ code }) => !aboutMoney.has(code)),
		...tellNotices(allNotices, facts),
	];
}

/** Notices of orders about how amounts were counted, which don't apply because no amount counts here. */
const aboutMoney: ReadonlySet<string> = new Set([
	'noFxRate',
	'amountCurrencyDiffers',
	'equalLineAmounts',
	'orphanRefunds',
	'earlierRefunds',
	'overRefunded',
	'partialAmountUnknown',
	'unreadableAmount',
	'refundUnknown',
	'disputeOpen',
	'sameMoneyTwice',
]);

const fewTested = 100;

const whatIsMissing = {
	products: 'product',
	categories: 'category',
	brands: 'brand',
	field: 'value of the field',
} as const satisfies Record<NextPurchaseOptions['suggest'], string>;

/** What to do where the source never names the values to suggest; undefined where it can. */
function explainLack({ purchases, options: { suggest } }: NextPurchaseFacts): string | undefined {
	const { preset, fields } = purchases.reader;
	if (suggest === 'field' || fields.readerOf(fieldOf[suggest]) !== undefined) return undefined;
	if (suggest === 'products')
		return `Orders from ${preset.name} have no products. Join them with their order lines, choose Custom Fields as source, and map the field Product under Order Fields.`;
	return `Orders from ${preset.name} have no ${suggest}. Choose Products under "Suggest", or Other Field with a field that you add to the line items.`;
}

const allNotices: NoticeTable<NextPurchaseFacts> = {
	noProducts: [
		'warning',
		(facts) => {
			const { reader, baskets } = facts.purchases;
			const isRead = reader.rows.length > 0 && reader.setAside.length < reader.rows.length;
			const lacking = reader.setAside.filter(({ code }) => code === missingProduct.code).length;
			if (baskets.day.length > 0 || !(isRead || lacking >= nearlyAll * reader.rows.length))
				return undefined;
			const lack = explainLack(facts);
			return lack !== undefined
				? lack
				: `No order names a ${whatIsMissing[facts.options.suggest]}. Map the field under Order Fields, fetch the orders with their line items, or choose something else under "Suggest".`;
		},
	],
	unknownProducts: [
		'warning',
		({ purchases, options, model }) =>
			options.use === 'savedModel' &&
			purchases.baskets.products.length > model.products.length &&
			purchases.baskets.product.every((product) => product >= model.products.length)
				? 'The saved model knows none of the products in these orders, so best sellers were suggested by popularity alone. Learn the model again, or check that both name products alike.'
				: undefined,
	],
	transitionsNotBetter: [
		'info',
		({ test, model }) =>
			test === undefined || test.beatsBoth || test.customers < fewTested
				? undefined
				: recommend(test, model),
	],
	fewTested: [
		'info',
		({ test }) =>
			test === undefined || test.customers >= fewTested
				? undefined
				: `Only ${counted(test.customers, 'customer')} bought on two days or more. With fewer than ${fewTested} the test says little about which suggestions are best.`,
	],
	largeBaskets: [
		'info',
		({ purchases, test }) => {
			const count = test === undefined ? 0 : tooLarge(purchases.baskets);
			return count === 0
				? undefined
				: `${counted(count, 'basket')} with more than 500 products ${count === 1 ? 'was' : 'were'} not looked at for what is bought together.`;
		},
	],
	blockedNotFound: [
		'info',
		({ unknownBlocked }) =>
			unknownBlocked.length === 0
				? undefined
				: `No order has ${firstFew(unknownBlocked)} from "Blocked Products". Names have to be the same as in the orders.`,
	],
	customersNotFound: [
		'warning',
		({ given }) =>
			given === undefined || given.customers === 0 || given.matched > 0
				? undefined
				: 'None of the customers on input Customers has an order here, so all get best sellers. Check that both inputs use the same customer IDs: Compute RFM should read the same orders with the same options.',
	],
	buyersNotGiven: [
		'info',
		({ given, purchases }) => {
			if (given === undefined || given.matched === 0) return undefined;
			const left = purchases.baskets.customers.length - given.matched;
			return left <= 0
				? undefined
				: `${counted(left, 'customer')} with orders ${left === 1 ? 'is' : 'are'} not on input Customers and not in the output; ${left === 1 ? 'its' : 'their'} orders were learned from. ${grouped(given.matched)} are.`;
		},
	],
	tierModelUnused: [
		'warning',
		({ given, options }) =>
			given === undefined && options.tierModel !== '' && options.tierModel !== undefined
				? 'A tier model is set, but nothing came in on input Customers, so the next tier is not known. Connect the customers of Assign Tier.'
				: undefined,
	],
};
