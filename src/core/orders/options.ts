import { z } from 'zod';
import { orderFieldPaths } from './orderFields';
import type { OrderField } from './orderFields';
import { orderSources } from './presets';
import { statusMeanings } from './readableRows';

const path = (field: OrderField) => z.string().trim().default(orderFieldPaths[field]);

/** How orders are read: the paths of their fields, what counts as money, which orders count. */
export const orderOptions = z.object({
	/**
	 * Where the orders come from; determines field paths, status words and the unit of amounts. `automatic` detects it.
	 */
	source: z.enum(['automatic', ...orderSources]).default('automatic'),
	/** Paths of the fields, for the source `custom`; with other paths than the defaults, `automatic` means `custom`. */
	fields: z
		.object(
			Object.fromEntries(
				(Object.keys(orderFieldPaths) as OrderField[]).map((field) => [field, path(field)]),
			) as Record<OrderField, ReturnType<typeof path>>,
		)
		.default({}),
	/**
	 * What identifies a customer: ID (guests by email), email, phone, or ID with those joined by email that are not a
	 * person's own.
	 */
	identifyBy: z.enum(['automatic', 'email', 'id', 'phone']).default('automatic'),
	/** Path of the field that names the shop of an order: order and customer IDs are then unique per shop. */
	shopField: z.string().trim().default(''),
	/** Meanings of status words, which override the source's own table. */
	statusWords: z
		.array(
			z.object({
				word: z.string().trim().min(1, 'a status word').default(''),
				meaning: z.enum(statusMeanings).default('paid'),
			}),
		)
		.default([]),
	/** Whether dates such as 01/02/2026 have the day or the month first; automatic: detected from all dates. */
	dateFormat: z.enum(['automatic', 'dayFirst', 'monthFirst']).default('automatic'),
	/** What happens to refund rows whose order is missing. */
	orphanRefunds: z.enum(['setAside', 'earlierOrders']).default('setAside'),
	/** Further fields of an order to keep on its customer: names, comma-separated; the latest non-empty value counts. */
	keepFields: z.string().default(''),
	/** The reference date; empty: now. A date alone means the end of that day. */
	asOf: z.unknown().default(''),
	/** The shop's time zone; empty: the workflow's. */
	timeZone: z.string().trim().default(''),
	/** ISO 4217 code of the currency of all output amounts; empty: that of most orders. */
	baseCurrency: z
		.string()
		.trim()
		.toUpperCase()
		.regex(/^([A-Z]{3})?$/, 'a three-letter currency code such as USD')
		.default(''),
	/** Rates of currencies in the base currency. */
	exchangeRates: z
		.array(
			z.object({
				currency: z
					.string()
					.trim()
					.toUpperCase()
					.regex(/^[A-Z]{3}$/, 'a three-letter currency code such as EUR')
					.default(''),
				rate: z.number().positive().finite().default(1),
			}),
		)
		.default([]),
	/** How amounts in texts are written. */
	numberLocale: z.string().trim().default('en-US'),
	/** Whether a row is an order or one line of an order. */
	rowsAre: z.enum(['orders', 'orderLines']).default('orders'),
	/** The value of an order: as charged, less refunds, or less refunds, tax, shipping and cost of goods. */
	monetaryBasis: z.enum(['gross', 'net', 'profit']).default('net'),
	/** Cost of goods in percent of the net amount, for orders without a cost field; used for profit only. */
	costOfGoodsPercent: z.number().min(0).max(100).default(0),
	excludeTax: z.boolean().default(false),
	excludeShipping: z.boolean().default(false),
	/** Whether orders with an amount of 0 count for recency and frequency. */
	countFreeOrders: z.boolean().default(false),
	/** Whether orders with a discount share of `promotionSharePercent` or more are excluded. */
	leaveOutPromotions: z.boolean().default(false),
	promotionSharePercent: z.number().min(1).max(100).default(30),
	/** Only orders younger than this many days count for F and M; 0: all. */
	windowDays: z.number().int().min(0).max(36_500).default(0),
});

export type OrderOptions = z.output<typeof orderOptions>;
