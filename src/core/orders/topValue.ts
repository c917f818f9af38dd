import { isEmpty } from '../../values/isEmpty';
import { plainText } from '../../values/plainText';

/**
 * The most frequent value, of one or of a list, as trimmed text; of several the smallest in code units; null for none.
 */
export function topValue(values: unknown): string | null {
	if (!Array.isArray(values)) return isEmpty(values) ? null : trimmedText(values);
	const first: unknown = values[0];
	if (!Array.isArray(first) && values.every((value) => value === first)) return topValue(first);
	const texts: string[] = [];
	for (const value of values) if (!isEmpty(value)) texts.push(trimmedText(value));
	return texts.length <= fewTexts ? topOfFew(texts) : topOfMany(texts);
}

/** Up to this many texts are compared pairwise: a map of them would cost more. */
const fewTexts = 12;

function topOfFew(texts: readonly string[]): string | null {
	let top: string | null = null;
	let topCount = 0;
	for (let i = 0; i < texts.length; i++) {
		const text = texts[i];
		let count = 1;
		for (let j = i + 1; j < texts.length; j++) if (texts[j] === text) count++;
		if (count > topCount || (count === topCount && top !== null && text < top)) {
			top = text;
			topCount = count;
		}
	}
	return top;
}

function topOfMany(texts: readonly string[]): string | null {
	const counts = new Map<string, number>();
	for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
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

/** Few texts have blanks at their ends. */
function trimmedText(value: unknown): string {
	const text = plainText(value);
	const hasBlank = text.charCodeAt(0) <= 32 || text.charCodeAt(text.length - 1) <= 32;
	return hasBlank ? text.trim() : text;
}
