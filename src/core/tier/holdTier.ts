import type { Hysteresis } from './options';
import type { Ladder } from './tierLadder';

/** A customer whose tier of today is another one than the old one. */
export interface TierMove {
	readonly value: number;
	readonly ladder: Ladder;
	/** Rungs on the ladder, 0 the best. */
	readonly from: number;
	readonly to: number;
	/** How long the old tier has lasted; NaN: not known. */
	readonly lastedDays: number;
}

/**
 * Whether a customer keeps the old tier although the value of today makes another.
 *
 * Taken is today's tier itself, however many rungs away: each result is the old tier or today's, so that there are never
 * more changes than without. A tier whose first day is not known, and one that has no limit today, is not kept.
 */
export function isTierHeld(move: TierMove, { marginPercent, lastedDays }: Hysteresis): boolean {
	if (!(move.lastedDays < lastedDays)) return false;
	const limit = borderOf(move);
	if (limit === undefined) return false;
	const past = move.to < move.from ? move.value - limit : limit - move.value;
	// As written and not limit · 1.1: 400 · 1.1 is a hair above 440.
	return !(100 * past >= marginPercent * Math.abs(limit));
}

/** The limit of the old tier that the value is past: above it the next better tier's, below it its own. */
export function borderOf({ ladder, from, to }: TierMove): number | undefined {
	for (let rung = to < from ? from - 1 : from; rung >= 0; rung--) {
		if (Number.isFinite(ladder[rung].atLeast)) return ladder[rung].atLeast;
	}
	return undefined;
}
