import { normalQuantile, normalTails } from '../stats/normal';
import type { NpsBand } from './npsBand';

/** Answers by band. */
export interface NpsCounts {
	promoters: number;
	passives: number;
	detractors: number;
}

/** A net promoter score with its 95% interval, all from -100 to 100; null without answers. */
export interface NpsEstimate {
	readonly nps: number | null;
	readonly low: number | null;
	readonly high: number | null;
}

/** The difference of two groups, in points. */
export interface NpsDifference {
	readonly difference: number;
	/** Between the centers that the test compares. */
	readonly adjustedDifference: number;
	readonly z: number;
	/** Two-sided. */
	readonly p: number;
}

const members = {
	promoter: 'promoters',
	passive: 'passives',
	detractor: 'detractors',
} as const satisfies Record<NpsBand, keyof NpsCounts>;

export const z95 = normalQuantile(0.975);

export function noAnswers(): NpsCounts {
	return { promoters: 0, passives: 0, detractors: 0 };
}

/** Counts one answer. */
export function addAnswer(counts: NpsCounts, band: NpsBand): void {
	counts[members[band]]++;
}

export function answersIn({ promoters, passives, detractors }: NpsCounts): number {
	return promoters + passives + detractors;
}

/**
 * The net promoter score, and its interval by the adjusted Wald method.
 *
 * Three pseudo-answers, 3/4 each to promoters and detractors and 3/2 to passives, center the interval, so that it is
 * sensible where all answers are the same (Rocks 2016, "Interval Estimation for the Net Promoter Score"). The score
 * itself is not adjusted.
 *
 * @example estimateNps({ promoters: 50, passives: 0, detractors: 50 }).nps // 0
 */
export function estimateNps(counts: NpsCounts): NpsEstimate {
	if (answersIn(counts) === 0) return { nps: null, low: null, high: null };
	const { center, standardError } = adjusted(counts);
	return {
		nps: rawNps(counts),
		low: clamped(100 * (center - z95 * standardError)),
		high: clamped(100 * (center + z95 * standardError)),
	};
}

/**
 * The difference of two scores, tested by their adjusted centers, each with its own standard error (Lewis and Sauro); null
 * where a group has no answers.
 */
export function compareNps(one: NpsCounts, other: NpsCounts): NpsDifference | null {
	if (answersIn(one) === 0 || answersIn(other) === 0) return null;
	const [a, b] = [adjusted(one), adjusted(other)];
	const z = (a.center - b.center) / Math.hypot(a.standardError, b.standardError);
	return {
		difference: rawNps(one) - rawNps(other),
		adjustedDifference: 100 * (a.center - b.center),
		z,
		p: normalTails(z),
	};
}

function rawNps(counts: NpsCounts): number {
	return (100 * (counts.promoters - counts.detractors)) / answersIn(counts);
}

export function clamped(nps: number): number {
	return Math.max(-100, Math.min(100, nps));
}

function adjusted(counts: NpsCounts) {
	const total = answersIn(counts) + 3;
	const promoters = (counts.promoters + 0.75) / total;
	const detractors = (counts.detractors + 0.75) / total;
	const center = promoters - detractors;
	return { center, standardError: Math.sqrt((promoters + detractors - center ** 2) / total) };
}
