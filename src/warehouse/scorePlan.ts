import { readThresholds, fixedCuts, type ScoreCuts } from '../core/rfm/scoreCuts';
import type { Frame } from './frame';

export const scoredValues = ['recency', 'frequency', 'monetary'] as const;

export type ScoredValue = (typeof scoredValues)[number];

/**
 * Cut points that are known before the statement runs; null for scores by quantiles, whose cut points the statement
 * computes.
 */
export type KnownCuts = Readonly<Record<ScoredValue, ScoreCuts | null>>;

/** The cut points of the saved model, or of thresholds. */
export function knownCuts({ rfm, saved }: Pick<Frame, 'rfm' | 'saved'>): KnownCuts {
	if (saved !== undefined) {
		const { recencyCuts, frequencyCuts, monetaryCuts } = saved;
		return { recency: recencyCuts, frequency: frequencyCuts, monetary: monetaryCuts };
	}
	const thresholds = (score: ScoredValue) =>
		readThresholds(rfm[`${score}Thresholds`], rfm.bins, `${score}Thresholds`);
	const frequency = {
		orderCounts: () => (rfm.bins === 5 ? fixedCuts([2, 3, 4, 5]) : null),
		quantiles: () => null,
		thresholds: () => fixedCuts(thresholds('frequency')),
	} as const;
	return {
		recency:
			rfm.recencyMethod === 'thresholds'
				? fixedCuts(
						thresholds('recency')
							.map((days) => -days)
							.reverse(),
					)
				: null,
		frequency: frequency[rfm.frequencyMethod](),
		monetary: rfm.monetaryMethod === 'thresholds' ? fixedCuts(thresholds('monetary')) : null,
	};
}

/** The lowest whole number of minor units that meets a cut point in major units, by the comparison of the core. */
export function leastMinor(cut: number, scale: number): number {
	let minor = Math.ceil(cut * scale);
	while ((minor - 1) / scale >= cut) minor--;
	while (minor / scale < cut) minor++;
	return minor;
}
