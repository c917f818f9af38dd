import type { Hysteresis } from './options';
import type { Ladder } from './tierLadder';

/** A customer whose tier today differs from the old one. */
export interface TierMove {
	readonly value: number;
	readonly ladder: Ladder;
	/** Rungs on the ladder, 0 the best. */
	readonly from: number;
	readonly to: number;
	/** How long the old tier has lasted; NaN where not known. */
	readonly lastedDays: number;
}

/**
 * Whether a customer keeps the old tier although today's value gives another.
 *
 * A change goes to today's tier directly, however many rungs away: each result is the old tier or today's, so that
 * there are never more changes than without. A tier whose first day is not known, and one that has no limit today, is
 * not kept.
 */
export function isTierHeld(move: TierMove, { marginPercent, lastedDays }: Hysteresis): boolean {
	if (!(move.lastedDays < lastedDays)) return false;
	const limit = borderOf(move);
	if (limit === undefined) return false;
	const past = move.to < move.from ? move.value - limit : limit - move.value;
	// Written this way and not as limit · 1.1, because 400 · 1.1 is slightly above 440.
	return !(100 * past >= marginPercent * Math.abs(limit));
}

/** The limit of the old tier that the value has passed: upwards the next better tier's, downwards its own. */
export function borderOf({ ladder, from, to }: TierMove): number | undefined {
	for (let rung = to < from ? from - 1 : from; rung >= 0; rung--) {
		if (Number.isFinite(ladder[rung].atLeast)) return ladder[rung].atLeast;
	}
	return undefined;
}
