/** The verdict of a comparison. */
export type LiftVerdict =
	| 'sampleRatioMismatch'
	| 'insufficientSample'
	| 'rollOut'
	| 'works'
	| 'harms'
	| 'noProof';

/** How large a lift is, by its point estimate. */
export type LiftBand = 'green' | 'amber' | 'red';

/** The facts for a verdict. */
export interface VerdictFacts {
	readonly controlCustomers: number;
	readonly treatedCustomers: number;
	/** Customers of both groups who ordered. */
	readonly converters: number;
	/** Of the difference. */
	readonly low: number | null;
	readonly high: number | null;
	readonly lift: number | null;
	readonly isMismatch: boolean;
}

const rollOutAbove = 0.2;

/**
 * The verdict of a comparison: groups of the wrong size first, then too few customers, then where the interval lies.
 *
 * "Roll out" needs a lift above 20% and an interval above 0.
 */
export function liftVerdict(
	facts: VerdictFacts,
	least: { readonly leastPerGroup: number; readonly leastConverters: number },
): LiftVerdict {
	const { controlCustomers, treatedCustomers, converters, low, high, lift } = facts;
	if (facts.isMismatch) return 'sampleRatioMismatch';
	const smallest = Math.min(controlCustomers, treatedCustomers);
	if (smallest < least.leastPerGroup || converters < least.leastConverters) {
		return 'insufficientSample';
	}
	if (low !== null && low > 0) return lift !== null && lift > rollOutAbove ? 'rollOut' : 'works';
	return high !== null && high < 0 ? 'harms' : 'noProof';
}

/** Green from 15%, amber from 10%, red below; null without a lift. */
export function liftBand(lift: number | null): LiftBand | null {
	if (lift === null) return null;
	return lift >= 0.15 ? 'green' : lift >= 0.1 ? 'amber' : 'red';
}
