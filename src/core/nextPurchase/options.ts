import { z } from 'zod';
import { fieldName } from '../customers/customerFields';
import { outputFields } from '../customers/resultFields';
import { orderOptions } from '../orders/options';
import { suggestionMethods } from './suggestionMethods';

/** Everything Suggest Next Purchase can be told, with bounds and defaults. */
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
		/** Never suggested, whatever the case of its letters: what is out of stock, or not to be pushed. */
		blockedProducts: z
			.union([z.string(), z.array(z.union([z.string(), z.number(), z.null()]))], {
				errorMap: () => ({ message: 'product names, one per line, or a list of names' }),
			})
			.default(''),
		use: z.enum(['fit', 'savedModel']).default('fit'),
		savedModel: z.unknown().default(''),

		/** Whether a row is a whole order or a line of one; automatic: rows of a shop system are orders, others lines. */
		rowsAre: z.enum(['automatic', 'orders', 'orderLines']).default('automatic'),
		/** How suggestions are made; automatic: by transitions if they win the test on the past, else by the best of the others. */
		method: z.enum(['automatic', ...suggestionMethods]).default('automatic'),
		/** m: a product counts as bought after another so many times as its popularity says, before anything is seen. */
		shrinkage: z.number().min(0).max(10_000).default(10),
		/** Pairs seen less often count as not seen. */
		leastSupport: z.number().int().min(1).max(10_000).default(3),
		/** So many of each product's likeliest next ones are kept. */
		transitionsPerProduct: z.number().int().min(3).max(1000).default(20),
		/** From this share of buyers who bought it on another day again, in percent, a product is a repeat one. */
		repeatPercent: z.number().min(1).max(100).default(20),
		/** The `model` of Assign Tier, for the amount that is missing to the next tier. */
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
