import type { Sample } from '../stats/jointMoments';
import { normalQuantile } from '../stats/normal';
import { orNull } from '../stats/orNull';

/** What a comparison needs in order to find an effect. */
export interface SizeQuestion {
	/** Spread of both groups, as they are compared. */
	readonly control: Sample;
	readonly treated: Sample;
	/** Plain mean of the control: the effect is a share of it. */
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
 * How many customers each group needs to find the least effect that matters, with groups as unequal as they are.
 *
 * For one look at a fixed horizon, by the normal distribution. Null where the control's mean is 0 or a spread is unknown.
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

/** The least lift that would be found with the customers there are. */
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

/** The customers of one group: counted already, still waiting, and how many come a day. */
export interface GroupSupply {
	readonly counted: number;
	/** Days from today until each customer whose window is open is counted; ascending. */
	readonly waiting: readonly number[];
	readonly newPerDay: number;
}

/** Beyond this nobody waits: it counts as never. */
const longestWaitDays = 3650;

/**
 * Days until a group has the customers it needs: those that wait on their own days, then new ones at the rate of late.
 *
 * Null where that takes more than ten years, or never comes.
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
