import { groupText } from '../../values/cellText';
import type { Outcomes } from './outcomes';

/** Counted customers by the value that a field has on their assignments. */
export interface Breakdown {
	readonly field: string;
	/** In code-unit order. */
	readonly values: readonly string[];
	/** The value of each customer, by position in `values`; −1 for one that is not analyzed. */
	readonly places: Int32Array;
	/** Whether there are more values than are analyzed. */
	readonly isCrowded: boolean;
}

/** Values of a field that are analyzed; a field with more of them identifies customers rather than groups. */
export const mostValues = 50;

const noValue = '(none)';

/** Groups counted customers by the values of a field; only the largest values are analyzed. */
export function breakdownBy(
	field: string,
	{ size, assignment, assignedRows }: Outcomes,
): Breakdown {
	const places = new Int32Array(size);
	const placeOf = new Map<string, number>();
	const counts: number[] = [];
	for (let i = 0; i < size; i++) {
		const text = groupText(assignedRows[assignment[i]], field) || noValue;
		let place = placeOf.get(text);
		if (place === undefined) {
			placeOf.set(text, (place = counts.length));
			counts.push(0);
		}
		places[i] = place;
		counts[place]++;
	}
	const values = [...placeOf]
		.sort(([a, m], [b, n]) => counts[n] - counts[m] || (a < b ? -1 : 1))
		.slice(0, mostValues)
		.map(([text]) => text)
		.sort();
	const sorted = new Int32Array(counts.length).fill(-1);
	values.forEach((text, place) => (sorted[placeOf.get(text) ?? -1] = place));
	return {
		field,
		values,
		places: places.map((place) => sorted[place]),
		isCrowded: counts.length > mostValues,
	};
}
