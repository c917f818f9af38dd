import { normalQuantile } from './normal';

/** Ends of an interval. */
export interface Interval {
	readonly low: number;
	readonly high: number;
}

/**
 * The Wilson (1927) interval of a share: within 0 to 1, and sensible when none or all are hits.
 *
 * @param hits out of `n`
 * @returns null for n = 0
 * @example wilsonInterval(0, 0) // null
 */
export function wilsonInterval(hits: number, n: number, confidence = 0.95): Interval | null {
	if (n === 0) return null;
	const z = normalQuantile((1 + confidence) / 2);
	const share = hits / n;
	const scale = 1 + z ** 2 / n;
	const center = (share + z ** 2 / (2 * n)) / scale;
	const reach = (z * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2))) / scale;
	return {
		low: hits === 0 ? 0 : Math.max(0, center - reach),
		high: hits === n ? 1 : Math.min(1, center + reach),
	};
}
