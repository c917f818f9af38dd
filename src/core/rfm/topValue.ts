import { plainText } from '../orders/plainText';
import { isEmpty } from '../orders/readPath';

/** The value, of one or of a list, that comes most often, as text; of several the smallest in code units; null of none. */
export function topValue(values: unknown): string | null {
	if (!Array.isArray(values)) return isEmpty(values) ? null : plainText(values);
	const first: unknown = values[0];
	if (!Array.isArray(first) && values.every((value) => value === first)) return topValue(first);
	const counts = new Map<string, number>();
	for (const value of values) {
		if (isEmpty(value)) continue;
		const text = plainText(value);
		counts.set(text, (counts.get(text) ?? 0) + 1);
	}
	let top: string | null = null;
	let topCount = 0;
	for (const [text, count] of counts) {
		if (count > topCount || (count === topCount && top !== null && text < top)) {
			top = text;
			topCount = count;
		}
	}
	return top;
}
