import { z } from 'zod';
import { shopPresetNames } from './presets';

export const sampleShopOptions = z
	.object({
		/** Which rows come out. */
		what: z.enum(['orders', 'events', 'surveys', 'customers']).default('orders'),
		/** How orders are laid out: plain flat rows, or as a shop system gives them. */
		orderFormat: z
			.enum(['plain', 'shopify', 'shopifyGraphql', 'wooCommerce', 'bigCommerce', 'stripe'])
			.default('plain'),
		/** How often customers come back. */
		preset: z.enum(shopPresetNames).default('standard'),
		customers: z.number().int().min(1).max(1_000_000).default(2000),
		/** The same seed gives the same shop. */
		seed: z.number().int().min(0).max(4_294_967_295).default(1),
		/** Decides the shop's last day: a date is that day, an instant (ISO text or a date object) the day before; empty: now. */
		asOf: z.unknown().default(''),
		/** The last day of the shop's history, of which `asOf` shows what is known by then; empty: `asOf`. */
		historyEnd: z.unknown().default(''),
		/** IANA name; empty: the workflow's. */
		timeZone: z.string().trim().default(''),
		/** Whether rows have the faults that real exports have. */
		messyData: z.boolean().default(true),
		/** How many days before `asOf` events go back. */
		eventDays: z.number().int().min(1).max(1095).default(90),
	})
	.strict();

export type SampleShopOptions = z.output<typeof sampleShopOptions>;

/** What the shop itself is made from, whatever is asked of it. */
export type ShopOptions = Pick<
	SampleShopOptions,
	'preset' | 'customers' | 'seed' | 'asOf' | 'timeZone' | 'messyData'
> &
	Partial<Pick<SampleShopOptions, 'historyEnd'>>;
