import type { Outcomes } from './outcomes';

/** Positions of the customers who alone made more than a share of their group's revenue. */
export function whalesIn({ size, revenue, isTreated }: Outcomes, sharePercent: number): number[] {
	const totals = [0, 0];
	for (let i = 0; i < size; i++) totals[isTreated[i]] += revenue[i];
	const whales: number[] = [];
	for (let i = 0; i < size; i++) {
		if (revenue[i] > (totals[isTreated[i]] * sharePercent) / 100) whales.push(i);
	}
	return whales;
}
