import { groupText } from '../../values/cellText';
import type { Outcomes } from './outcomes';

/** Counted customers by the value that a field has on their assignments. */
export interface Breakdown {
	readonly field: string;
	/** In code-unit order. */
	readonly values: readonly string[];
	/** Which value each customer has; −1: one that is not looked at. */
	readonly places: Int32Array;
	/** Whether there are more values than are looked at. */
	readonly isCrowded: boolean;
}

/** Values of a field that are looked at; a field with more of them is no group but nearly a name. */
export const mostValues = 50;

const noValue = '(none)';

/** Sorts counted customers by the values of a field, of which the largest are looked at. */
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
