import { z } from 'zod';
import { winBackChannels } from './winBackChannels';

const days = (least: number) => z.number().int().min(least).max(3650);
const text = () => z.string().max(2000);

/** How a tier is treated. */
export const tierPlay = z.object({
	tier: z.string().trim().min(1),
	/** Fewest and most marketing emails a week. */
	emailsFrom: z.number().int().min(0).max(50),
	emailsTo: z.number().int().min(0).max(50),
	/** Greatest discount, in percent of the order; 0: no discounts. */
	offerCeilingPercent: z.number().min(0).max(100),
	tone: text(),
	/** What the tier gets instead of a discount. */
	benefit: text(),
	/** Days without an order after which a win-back is due; 0: never. */
	reactivateAfterDays: days(0),
	/** Days without an order after which marketing emails stop; 0: never. */
	stopEmailAfterDays: days(0),
	upsell: text(),
});

export type TierPlay = z.output<typeof tierPlay>;

/** A message of a win-back. */
export const winBackMessage = z.object({
	/** 1 is the day on which the win-back starts. */
	day: days(1),
	channel: z.enum(winBackChannels),
	/** Tiers that get it, separated by commas; empty: all. */
	tiers: z.string(),
	outline: text(),
	/** Whether the message includes the customer's offer. */
	withOffer: z.boolean(),
	/** Only customers whose order value is at least this. */
	leastOrderValue: z.number().min(0),
});

export type WinBackMessage = z.output<typeof winBackMessage>;
