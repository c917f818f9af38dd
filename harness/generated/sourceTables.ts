import { orderFieldLabel, type OrderField } from '../../src/core/orders/orderFields';
import {
	type OrderPreset,
	orderPresets,
	type OrderSource,
	type StatusMeaning,
} from '../../src/core/orders/presets';

/** Facts about a source that no table of the code holds, for readers of the page. */
interface SourceNote {
	/** Where the rows come from, and how they are split. */
	readonly from: string;
	/** Which amounts count, besides status words. */
	readonly money: string;
	/** Which refunds are deducted, and from when. */
	readonly refunds: string;
	/** What else makes an order unpaid, canceled or a test. */
	readonly besides?: string;
	/** Fields or options to set in the node; undefined where there are none. */
	readonly toSet?: string;
}

const notes = {
	custom: {
		from: 'Rows with your own column names, from a database, a spreadsheet or a file. With Automatic, recognizable names need no setting; the notice `fieldsGuessed` lists which column was read as what.',
		money: '`amount`: what was charged, after discounts.',
		refunds:
			'`refund` from `refundedAt` on; a negative row with the order’s ID; the full amount if the status means refunded.',
		besides: 'A date in `cancelledAt` means canceled, a yes in `isTest` a test order.',
		toSet: 'order date, amount, and customer ID or email, if they have other names',
	},
	shopify: {
		from: 'The Shopify node, the REST API (orders, pages `{ orders }`, `{ order }`), its webhooks, and warehouse tables by Fivetran, Airbyte or Stitch.',
		money:
			'`total_price`, in the shop’s currency. An edited order counts with `current_total_price`. The date is `processed_at`: for imported orders the day of the purchase.',
		refunds:
			'Successful refund transactions from their dates on, converted by the order’s own `total_price_set` if they are in the shopper’s currency. A partially refunded order without any: `total_price` less `current_total_price`.',
		besides:
			'`cancelled_at` means canceled, `test` a test order. A partially paid order counts without `total_outstanding`.',
	},
	shopifyGraphql: {
		from: 'The GraphQL API: orders, whole pages, and the lines of a bulk operation (JSONL as items or as text); their line items and refunds are joined to their orders by `__parentId`.',
		money:
			'`totalPriceSet` in `shopMoney`; for an edited order `currentTotalPriceSet`. The date is `processedAt`.',
		refunds:
			'Successful refund transactions, else refunds, each from its date on; else `totalRefundedSet` at once.',
		besides: '`cancelledAt` means canceled, `test` a test order.',
	},
	shopifyTable: {
		from: 'The table of orders that Fivetran fills from the GraphQL API.',
		money: '`total_price_set_shop_amount`, in the shop’s currency.',
		refunds:
			'The full amount with the status refunded. Partial refunds are in another table; the notice `refundUnknown` says how many orders have one.',
		besides: 'A date in `cancelled_at` means canceled, `test` a test order.',
	},
	shopifyCsv: {
		from: 'Orders → Export in the Shopify admin. Further products of an order are in separate rows and are joined to it.',
		money: '`Total`; for a partially paid order less `Outstanding Balance`.',
		refunds: '`Refunded Amount`, at once, because the file has no date for it.',
		besides:
			'A date in `Cancelled at` means canceled. The file has no customer ID: customers are identified by email.',
	},
	wooCommerce: {
		from: 'The WooCommerce node, the REST API and its webhooks.',
		money: '`total`.',
		refunds: '`refunds`, at once: WooCommerce lists them without dates.',
	},
	wooCommerceTable: {
		from: 'Rows of the table `wc_orders` (High-Performance Order Storage), refunds (`shop_order_refund`) included.',
		money: '`total_amount`.',
		refunds:
			'Rows of the type `shop_order_refund`, joined to their order by `parent_order_id`, from their date on.',
	},
	bigCommerce: {
		from: 'The V2 Orders API and its webhooks.',
		money: '`total_inc_tax`.',
		refunds:
			'`refunds` of the V3 API from their dates on, if you add them to the order; else `refunded_amount` at once.',
		besides:
			'`is_deleted` means canceled, the Test Payment Gateway a test order. Disputed orders count; the notice `disputeOpen` says how many.',
	},
	stripe: {
		from: 'The Stripe node and API: charges, payment intents, invoices or checkout sessions, lists `{ object: "list", data }`, events, and Fivetran’s tables. Use one kind only: they are the same money.',
		money: 'What was captured, in Stripe’s minor units.',
		refunds:
			'`refunds` from their dates on, else `amount_refunded` at once; a lost dispute from the day it was opened. For invoices, credit notes after payment. Payment intents and sessions contain no refunds unless `latest_charge` is expanded: the notice `refundUnknown`.',
		besides:
			'`livemode` false means a test order, `captured` false unpaid. Open disputes count; the notice `disputeOpen` says how many.',
	},
	stripeCsv: {
		from: 'Payments → Export in the Stripe dashboard.',
		money: '`Amount`, in major units.',
		refunds:
			'`Amount Refunded` at once; `Disputed Amount` of a lost dispute from `Dispute Date (UTC)` on.',
		besides: 'Mode `Test` means a test order, `Captured` false unpaid.',
	},
	magento: {
		from: 'The Magento 2 node, the REST API (pages `{ items, total_count }`) and rows of `sales_order`.',
		money: '`base_grand_total` in the website’s base currency, else `grand_total` in the order’s.',
		refunds: '`base_total_refunded`, at once. A closed order was refunded in full.',
	},
	square: {
		from: 'The Orders or the Payments API, pages and webhooks.',
		money: '`total_money`, in the smallest unit of its currency.',
		refunds:
			'`refunded_money` of a payment at once; `refunds` of an order from their dates on; a return (a separate order that names its source order) from its date on.',
		besides: 'An open order with a tender counts as paid.',
	},
	etsy: {
		from: 'Receipts of the Open API v3, pages `{ results }`.',
		money: '`grandtotal`: amount divided by its divisor.',
		refunds: '`refunds`, each from its date on.',
		besides: '`is_paid` false means unpaid.',
	},
	etsyCsv: {
		from: 'Shop Manager → Settings → Options → Download Data: "Orders" (not "Order Items").',
		money: '`Order Total`. Days are read with the month first.',
		refunds:
			'`Order Total` less `Adjusted Order Total` if that is not 0, at once; the full amount with the status Refunded.',
		besides: 'The file has no email: customers are identified by the buyer’s user name.',
	},
	amazon: {
		from: 'Orders of the Selling Partner API, `{ payload: { Orders } }`, and Fivetran’s tables. Without a restricted data token they contain no buyer.',
		money: '`OrderTotal`.',
		refunds: 'None: they are in other reports. The notice `refundUnknown` says so.',
	},
	amazonReport: {
		from: 'The Order Report (flat file). Rows are order lines and are added up. The All Orders Report contains no buyer.',
		money:
			'`item-price`, `shipping-price` and `gift-wrap-price` less both promotions; without `item-tax`, which the price includes in Europe and Amazon remits in the United States.',
		refunds: 'None: they are in other reports. The notice `refundUnknown` says so.',
	},
	ebay: {
		from: 'Orders of the Fulfillment API, pages `{ orders }`.',
		money: '`pricingSummary.total`.',
		refunds: '`paymentSummary.refunds` from their dates on, unless they failed.',
		besides: '`cancelStatus.cancelState` `CANCELED` means canceled.',
	},
	ebayReport: {
		from: 'Seller Hub → Orders → Download report, in English. The products of a multi-item order are in separate rows and are joined to it.',
		money:
			'`Total Price`; the currency is what precedes it. Days such as `Jan-31-26` or `31-Jan-26` are read.',
		refunds: 'None: the report has no refunds.',
		besides: 'Without a date in `Paid On Date` an order is unpaid.',
	},
	prestaShop: {
		from: 'Orders of the web service, `{ orders }`, and rows of `ps_orders`, as the SQL Manager exports them (add the customer’s email with a join).',
		money: '`total_paid` divided by `conversion_rate`: the shop’s default currency.',
		refunds:
			'The full amount in the state Refunded. Partial refunds are not in the orders; the notice `refundUnknown` says so.',
		besides: 'Your own states count as paid if `valid` is set.',
	},
} as const satisfies Record<OrderSource, SourceNote>;

const meanings = {
	paid: 'Paid',
	partiallyPaid: 'Counts with the amount paid',
	refunded: 'Refunded, in full if no amount is given',
	unpaid: 'Unpaid, set aside',
	cancelled: 'Canceled, set aside',
	test: 'Test, set aside',
} as const satisfies Record<StatusMeaning, string>;

const start = '<!-- sources: npm run docs writes this part from the code. -->';
const end = '<!-- /sources -->';

/** The page with its section on sources regenerated. */
export function withSourceTables(page: string): string {
	const [before, rest] = page.split(start);
	const after = rest?.split(end)[1];
	if (after === undefined) throw new Error(`The page has no part between ${start} and ${end}.`);
	const sections = Object.keys(orderPresets).map((source) => sectionOf(source as OrderSource));
	return `${before}${start}\n\n${overview()}\n\n${sections.join('\n\n')}\n\n${end}${after}`;
}

function overview(): string {
	const rows = Object.entries(orderPresets).map(([source, { name }]) => {
		const note: SourceNote = notes[source as OrderSource];
		return `| [${name}](#${anchorOf(name)}) | ${note.from} | ${note.toSet === undefined ? 'none' : note.toSet} |`;
	});
	return ['| Source | Where the rows come from | Settings |', '|---|---|---|', ...rows].join('\n');
}

function sectionOf(source: OrderSource): string {
	const preset: OrderPreset = orderPresets[source];
	const note: SourceNote = notes[source];
	const rows = [
		...(preset.toldBy.length === 0
			? []
			: [
					[
						'Recognized by',
						preset.toldBy.map((fields) => fields.map(code).join(' and ')).join('; or '),
					],
				]),
		...fieldRows(preset),
		['Money', note.money],
		['Refunds', note.refunds],
		...Object.entries(meanings).flatMap(([meaning, label]) => {
			const words = wordsOf(preset, meaning as StatusMeaning);
			return words === '' ? [] : [[label, words]];
		}),
		...(note.besides === undefined ? [] : [['Also', note.besides]]),
		[
			'Dates without an offset',
			preset.dateWithoutOffset === 'utc' ? 'UTC' : 'the shop’s time zone',
		],
	];
	return [
		`### ${preset.name}`,
		'',
		'| | |',
		'|---|---|',
		...rows.map(([label, text]) => `| ${label} | ${text} |`),
	].join('\n');
}

function fieldRows(preset: OrderPreset): string[][] {
	const paths = { ...preset.paths, ...preset.sums };
	return Object.entries(paths).flatMap(([field, fields]) => {
		const named = fields.filter((path) => path !== '');
		if (named.length === 0) return [];
		const joined = named.map(code).join(field in (preset.sums ?? {}) ? ' + ' : ', ');
		return [[orderFieldLabel(field as OrderField), joined]];
	});
}

/** Words by their meaning; status numbers and prefixed words are listed with the word itself. */
function wordsOf({ statuses }: OrderPreset, meaning: StatusMeaning): string {
	return Object.entries(statuses)
		.filter(([, found]) => found === meaning)
		.map(([word]) => code(word))
		.join(' ');
}

function code(field: string): string {
	const [name, value] = field.split('=');
	return value === undefined ? `\`${name}\`` : `\`${name}\` \`${value}\``;
}

function anchorOf(name: string): string {
	return name
		.toLowerCase()
		.replace(/[^a-z0-9 -]/g, '')
		.replace(/ /g, '-');
}
