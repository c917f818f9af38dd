import { z } from 'zod';
import { shopPresetNames } from './presets';

export const sampleShopOptions = z
	.object({
		/** The kind of rows to return. */
		what: z.enum(['orders', 'events', 'surveys', 'customers']).default('orders'),
		/** The layout of orders: plain flat rows, or those of a shop system. */
		orderFormat: z
			.enum(['plain', 'shopify', 'shopifyGraphql', 'wooCommerce', 'bigCommerce', 'stripe'])
			.default('plain'),
		/** How often customers come back. */
		preset: z.enum(shopPresetNames).default('standard'),
		customers: z.number().int().min(1).max(1_000_000).default(2000),
		/** The same seed gives the same shop. */
		seed: z.number().int().min(0).max(4_294_967_295).default(1),
		/**
		 * Determines the shop's last day: a date is that day, an instant (ISO text or a date object) the day before; empty:
		 * now.
		 */
		asOf: z.unknown().default(''),
		/** The last day of the shop's history; `asOf` limits what is known of it; empty: `asOf`. */
		historyEnd: z.unknown().default(''),
		/** IANA name; empty: the workflow's. */
		timeZone: z.string().trim().default(''),
		/** Whether rows have the faults of real exports. */
		messyData: z.boolean().default(true),
		/** How many days before `asOf` events begin. */
		eventDays: z.number().int().min(1).max(1095).default(90),
	})
	.strict();

export type SampleShopOptions = z.output<typeof sampleShopOptions>;

/** The options that determine the shop itself, whatever rows are returned. */
export type ShopOptions = Pick<
	SampleShopOptions,
	'preset' | 'customers' | 'seed' | 'asOf' | 'timeZone' | 'messyData'
> &
	Partial<Pick<SampleShopOptions, 'historyEnd'>>;
