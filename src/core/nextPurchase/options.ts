import { z } from 'zod';
import { fieldName } from '../customers/customerFields';
import { outputFields } from '../customers/resultFields';
import { orderOptions } from '../orders/options';
import { suggestionMethods } from './suggestionMethods';

/** All options of Suggest Next Purchase, with bounds and defaults. */
export const nextPurchaseOptions = orderOptions
	.pick({
		source: true,
		fields: true,
		identifyBy: true,
		shopField: true,
		statusWords: true,
		dateFormat: true,
		numberLocale: true,
		asOf: true,
		timeZone: true,
	})
	.extend({
		/** What is suggested. */
		suggest: z.enum(['products', 'categories', 'brands', 'field']).default('products'),
		/** Path of the field whose values are suggested, for `field`. */
		suggestField: z.string().trim().default(''),
		/** Products that are never suggested, regardless of case: out of stock, or not to be promoted. */
		blockedProducts: z
			.union([z.string(), z.array(z.union([z.string(), z.number(), z.null()]))], {
				errorMap: () => ({ message: 'product names, one per line, or a list of names' }),
			})
			.default(''),
		use: z.enum(['fit', 'savedModel']).default('fit'),
		savedModel: z.unknown().default(''),

		/** Whether a row is a whole order or a line of one; automatic: rows of a shop system are orders, others lines. */
		rowsAre: z.enum(['automatic', 'orders', 'orderLines']).default('automatic'),
		/**
		 * How suggestions are made; automatic: by transitions if they win the test on the past, else by the better of the
		 * others.
		 */
		method: z.enum(['automatic', ...suggestionMethods]).default('automatic'),
		/** m: before any data, a product counts as bought after another this many times its popularity. */
		shrinkage: z.number().min(0).max(10_000).default(10),
		/** Pairs seen less often count as not seen. */
		leastSupport: z.number().int().min(1).max(10_000).default(3),
		/** The number of each product's likeliest next products that are kept. */
		transitionsPerProduct: z.number().int().min(3).max(1000).default(20),
		/** A product is a repeat one if at least this percentage of its buyers bought it again on another day. */
		repeatPercent: z.number().min(1).max(100).default(20),
		/** The `model` of Assign Tier, for the amount missing to the next tier. */
		tierModel: z.unknown().default(''),
		outputFields,
		fieldNames: z
			.object({
				cohortMonth: fieldName('cohortMonth'),
				customerAgeDays: fieldName('customerAgeDays'),
				customerId: fieldName('customerId'),
				firstOrderAt: fieldName('firstOrderAt'),
				tier: fieldName('tier'),
				tierValue: fieldName('tierValue'),
			})
			.default({}),
	});

export type NextPurchaseOptions = z.output<typeof nextPurchaseOptions>;
