import type { Sample } from '../stats/jointMoments';
import { normalQuantile } from '../stats/normal';
import { orNull } from '../stats/orNull';

/** The inputs for finding an effect. */
export interface SizeQuestion {
	/** Spread of both groups in the compared values. */
	readonly control: Sample;
	readonly treated: Sample;
	/** Plain mean of the control group: the effect is a share of it. */
	readonly controlMean: number;
	readonly treatedPerControl: number;
	/** As a share. */
	readonly minimumEffect: number;
	readonly confidence: number;
	readonly power: number;
}

export interface NeededSize {
	readonly control: number;
	readonly treated: number;
}

/**
 * How many customers each group needs to detect the smallest effect that matters, with groups as unequal as they are.
 *
 * For one look at a fixed horizon, by the normal distribution. Null where the control group's mean is 0 or a spread is
 * unknown.
 */
export function neededSize(question: SizeQuestion): NeededSize | null {
	const { control, treated, controlMean, treatedPerControl, minimumEffect } = question;
	const z = reachOf(question);
	const needed =
		(z ** 2 * (control.variance + treated.variance / treatedPerControl)) /
		(minimumEffect * controlMean) ** 2;
	if (!Number.isFinite(needed) || !(controlMean > 0)) return null;
	return { control: Math.ceil(needed), treated: Math.ceil(needed * treatedPerControl) };
}

/** The smallest lift that would be detected with the customers there are. */
export function smallestVisibleLift(
	standardError: number | null,
	controlMean: number,
	levels: { readonly confidence: number; readonly power: number },
): number | null {
	if (standardError === null || !(controlMean > 0)) return null;
	return orNull((reachOf(levels) * standardError) / controlMean);
}

function reachOf({ confidence, power }: { confidence: number; power: number }): number {
	return normalQuantile((1 + confidence) / 2) + normalQuantile(power);
}

/** The customers of one group: those counted already, those still waiting, and new ones per day. */
export interface GroupSupply {
	readonly counted: number;
	/** Days from today until each customer whose window is open is counted; ascending. */
	readonly waiting: readonly number[];
	readonly newPerDay: number;
}

/** A longer wait counts as never. */
const longestWaitDays = 3650;

/**
 * Days until a group has the customers it needs: those waiting on their own days, then new ones at the recent rate.
 * Null where that takes more than ten years, or never happens.
 */
export function daysUntil(
	needed: number,
	{ counted, waiting, newPerDay }: GroupSupply,
	windowDays: number,
): number | null {
	const missing = needed - counted;
	if (missing <= 0) return 0;
	if (missing <= waiting.length) return waiting[missing - 1];
	const days = windowDays + Math.ceil((missing - waiting.length) / newPerDay);
	return days <= longestWaitDays ? days : null;
}
