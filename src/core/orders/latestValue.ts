import { isEmpty } from '../../values/isEmpty';
import { canonicalJson } from '../../values/canonicalJson';
import { plainText } from '../../values/plainText';

/**
 * The latest value that isn't empty, of entries `start` to `end` − 1, which are sorted oldest first.
 *
 * Of several at the latest instant it is the one that is greatest as text, so that the order of the input changes
 * nothing.
 */
export function latestValue(
	start: number,
	end: number,
	places: { read: (at: number) => unknown; instantAt: (at: number) => number },
): unknown {
	let latest: unknown;
	for (let at = end - 1; at >= start; at--) {
		if (latest !== undefined && places.instantAt(at) !== places.instantAt(at + 1)) break;
		const value = places.read(at);
		if (isEmpty(value)) continue;
		if (latest === undefined || isGreater(value, latest)) latest = value;
	}
	return latest;
}

/** Whether a value is greater than another as text; of values that read the same, such as 5 and "5", by their JSON. */
export function isGreater(value: unknown, other: unknown): boolean {
	if (value === other) return false;
	const text = plainText(value);
	const otherText = plainText(other);
	return text === otherText ? canonicalJson(value) > canonicalJson(other) : text > otherText;
}
