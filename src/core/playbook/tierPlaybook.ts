import { lapseAfterDays } from '../churn/lapseAfterDays';
import type { TierCode } from '../tier/tierCodes';

/** How a tier is treated by default. */
export interface TierPlay {
	/** Fewest and most marketing emails a week. */
	readonly emailsPerWeek: readonly [number, number];
	/** Greatest discount, in percent of the order; 0: no discounts. */
	readonly offerCeilingPercent: number;
	/** Days without an order after which a win-back is due; undefined: never. */
	readonly reactivateAfterDays: number | undefined;
}

/**
 * Email cadence, offer ceiling and reactivation days by tier.
 *
 * Champions get access instead of discounts; Low-Value customers get no offers because their margin doesn't pay for them.
 */
export const tierPlaybook = {
	champions: {
		emailsPerWeek: [1, 2],
		offerCeilingPercent: 0,
		reactivateAfterDays: lapseAfterDays.champions,
	},
	vip: { emailsPerWeek: [2, 3], offerCeilingPercent: 20, reactivateAfterDays: lapseAfterDays.vip },
	highValue: {
		emailsPerWeek: [2, 3],
		offerCeilingPercent: 30,
		reactivateAfterDays: lapseAfterDays.highValue,
	},
	midTier: {
		emailsPerWeek: [1, 2],
		offerCeilingPercent: 35,
		reactivateAfterDays: lapseAfterDays.midTier,
	},
	lowValue: {
		emailsPerWeek: [0, 1],
		offerCeilingPercent: 0,
		reactivateAfterDays: lapseAfterDays.lowValue,
	},
} as const satisfies Record<TierCode, TierPlay>;
