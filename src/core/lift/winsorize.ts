import { percentile } from '../stats/percentile';
import type { Outcomes } from './outcomes';

/**
 * Cuts amounts above a percentile of the positive ones down to it, separately for the periods after and before the
 * assignment.
 *
 * @param percent 0: nothing is cut
 * @returns how many customers' amounts after the assignment were cut
 */
export function winsorize({ revenue, revenueBefore }: Outcomes, percent: number): number {
	if (percent === 0) return 0;
	cutDown(revenueBefore, percent);
	return cutDown(revenue, percent);
}

function cutDown(amounts: Float64Array, percent: number): number {
	const cap = percentile(amounts.filter((amount) => amount > 0).sort(), percent / 100);
	let cut = 0;
	for (let i = 0; i < amounts.length; i++) {
		if (!(amounts[i] > cap)) continue;
		amounts[i] = cap;
		cut++;
	}
	return cut;
}
