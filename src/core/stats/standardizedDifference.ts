import type { Sample } from './jointMoments';

/**
 * The distance of two means in units of the pooled standard deviation; above 0.1 groups are considered unbalanced.
 *
 * Null where neither group varies, or one is too small.
 */
export function standardizedDifference(control: Sample, treated: Sample): number | null {
	const spread = Math.sqrt((control.variance + treated.variance) / 2);
	return spread > 0 ? (treated.mean - control.mean) / spread : null;
}
