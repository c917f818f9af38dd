import type { TierCode } from '../tier/tierCodes';

/**
 * Days without an order after which a customer of a tier counts as lapsed and a win-back is due; undefined: never.
 *
 * The defaults of Churn Check, the reactivation days of the tier playbook, and the trigger that Build Suppression List
 * keeps open for win-back messages.
 */
export const lapseAfterDays = {
	champions: 60,
	vip: 75,
	highValue: 90,
	midTier: 120,
	lowValue: undefined,
} as const satisfies Record<TierCode, number | undefined>;
