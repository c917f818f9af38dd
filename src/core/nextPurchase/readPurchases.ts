import { InvalidInputError } from '../../values/invalidInputError';
import { isEmpty } from '../../values/isEmpty';
import type { JsonRecord } from '../../values/jsonRecord';
import { plainText } from '../../values/plainText';
import { resolveAsOf } from '../../values/resolveAsOf';
import { ShopCalendar } from '../../values/shopCalendar';
import { type CustomerOrders, groupByCustomer } from '../orders/customerOrders';
import { CustomerRows } from '../orders/customerRows';
import { orderOptions, type OrderOptions } from '../orders/options';
import type { OrderBook } from '../orders/orderBook';
import type { OrderField } from '../orders/orderFields';
import type { OrderReader } from '../orders/orderReader';
import { type Reader, readerOf } from '../orders/readPath';
import { settleOrders } from '../orders/settleOrders';
import { hasOwnFields, OrderIntake } from '../orders/sources/orderIntake';
import { recogniseSource } from '../orders/sources/recogniseSource';
import { BasketBuilder, type Baskets } from './baskets';
import type { NextPurchaseOptions } from './options';

/** What the host knows about the run. */
export interface PurchaseHost {
	/** The workflow's time zone, used where the options set none. */
	readonly timeZone: string;
	/** The present instant in ms since 1970, used where the options set no asOf. */
	readonly now: number;
}

/** The orders of a run as baskets. */
export interface Purchases {
	readonly baskets: Baskets;
	readonly intake: OrderIntake;
	readonly reader: OrderReader;
	readonly book: OrderBook;
	readonly asOfDay: number;
	/** Index of the input row of a customer's latest order. */
	readonly sourceOf: (customer: number) => number;
	/** Latest email of a customer; undefined without one. */
	readonly emailOf: (customer: number) => unknown;
}

type WhatIsSuggested = Pick<NextPurchaseOptions, 'suggest' | 'suggestField'>;

/**
 * Reads orders of any source of Compute RFM as baskets: the products of each customer and day.
 *
 * Buyers, and which orders count, are determined as in Compute RFM: canceled, unpaid and test orders, fully refunded
 * ones and those of amount 0 don't count. The amount does not matter: an order without an amount, or in a currency
 * without a rate, counts. A row without a product is set aside as `missingProduct`.
 *
 * @param known products that get the first numbers, for a saved model
 */
export function readPurchases(
	rows: readonly JsonRecord[],
	options: NextPurchaseOptions,
	what: WhatIsSuggested,
	host: PurchaseHost,
	known: readonly string[] = [],
): Purchases {
	if (what.suggest === 'field' && what.suggestField === '') {
		throw new InvalidInputError(
			'suggestField',
			'the name of a field of the orders, such as line_items.sku',
			what.suggestField,
		);
	}
	const calendar = new ShopCalendar(options.timeZone === '' ? host.timeZone : options.timeZone);
	const asOf = resolveAsOf(options.asOf, calendar, host.now);
	const rowsAre = rowsAreOf(rows, options);
	const intake = new OrderIntake(readAs(options, rowsAre), { asOf, calendar, ignoresMoney: true });
	intake.add(rows);
	const reader = intake.finish();
	const book = settleOrders(reader);
	const grouped = groupByCustomer(book, calendar);
	const read = productReader(reader, what);
	const customerRows = new CustomerRows(reader, book, grouped, () => true);
	const { byId, starts } = grouped;
	return {
		baskets: fillBaskets(new BasketBuilder(known), { reader, book, grouped, read }),
		intake,
		reader,
		book,
		asOfDay: calendar.dayOf(asOf),
		sourceOf: (c) => intake.inputRowOf(book.orders.source[starts[byId[c] + 1] - 1]),
		emailOf: (c) => {
			customerRows.enter(byId[c]);
			return customerRows.newest(reader.value(customerRows.latest, 'email'), 'email');
		},
	};
}

/**
 * Whether rows are lines: a plain row is one, because two of them with one order ID are two products; a shop system's
 * is an order.
 */
function rowsAreOf(
	rows: readonly JsonRecord[],
	options: NextPurchaseOptions,
): 'orders' | 'orderLines' {
	if (options.rowsAre !== 'automatic') return options.rowsAre;
	const { source } = options;
	if (source === 'custom' || hasOwnFields(options)) return 'orderLines';
	if (source !== 'automatic') return 'orders';
	return recogniseSource(rows).source === 'custom' ? 'orderLines' : 'orders';
}

function readAs(options: NextPurchaseOptions, rowsAre: OrderOptions['rowsAre']): OrderOptions {
	const { source, fields, identifyBy, shopField, statusWords } = options;
	const { dateFormat, numberLocale } = options;
	return {
		...orderOptions.parse({}),
		...{ source, fields, identifyBy, shopField, statusWords, dateFormat, numberLocale, rowsAre },
	};
}

/** The order field for each choice of what is suggested. */
export const fieldOf = {
	products: 'product',
	categories: 'category',
	brands: 'brand',
} as const satisfies Partial<Record<NextPurchaseOptions['suggest'], OrderField>>;

/** Returns a function that reads the values to suggest: one value of a row, or a list. */
function productReader(
	{ fields }: OrderReader,
	{ suggest, suggestField }: WhatIsSuggested,
): Reader {
	const read = suggest === 'field' ? readerOf([suggestField]) : fields.readerOf(fieldOf[suggest]);
	return read ?? (() => undefined);
}

interface OrdersRead {
	readonly reader: OrderReader;
	readonly book: OrderBook;
	readonly grouped: CustomerOrders;
	readonly read: Reader;
}

function fillBaskets(builder: BasketBuilder, { reader, book, grouped, read }: OrdersRead): Baskets {
	const { orders } = book;
	const { ids, byId, starts, day } = grouped;
	for (const c of byId) {
		for (let order = starts[c]; order < starts[c + 1]; order++) {
			if (orders.isCounted[order] === 0) continue;
			for (let source = orders.source[order]; source >= 0; ) {
				if (!addNames(builder, read(reader.rows.at(source)), day[order])) {
					const row = reader.rows.at(source);
					reader.setAside.push({ source, ...missingProduct, row });
				}
				source = orders.nextLine?.[source] ?? -1;
			}
		}
		builder.endCustomer();
	}
	return builder.build(Array.from(byId, (c) => ids[c]));
}

/** The reason for setting aside an order line that lacks only a product. */
export const missingProduct = {
	code: 'missingProduct',
	explanation: 'The order names no product.',
} as const;

/** Adds the products of a row; false where it has none. */
function addNames(builder: BasketBuilder, value: unknown, day: number): boolean {
	if (!Array.isArray(value)) {
		const name = nameOf(value);
		if (name === '') return false;
		builder.add(name, day);
		return true;
	}
	let isNamed = false;
	for (const member of value as unknown[]) {
		const name = nameOf(member);
		if (name === '') continue;
		builder.add(name, day);
		isNamed = true;
	}
	return isNamed;
}

function nameOf(value: unknown): string {
	if (isEmpty(value)) return '';
	const text = plainText(value);
	const hasBlank = text.charCodeAt(0) <= 32 || text.charCodeAt(text.length - 1) <= 32;
	return hasBlank ? text.trim() : text;
}
