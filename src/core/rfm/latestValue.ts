import { isEmpty, type Reader } from '../orders/readPath';
import type { JsonRecord } from '../result';

/**
 * The latest value that says something: of several at the latest instant the one that is greatest as text.
 *
 * @param read reads one order's value; its orders stand oldest first
 * @param instantOf instant of an order, by the same place
 */
export function latestValue(
	count: number,
	rowAt: (place: number) => JsonRecord,
	instantAt: (place: number) => number,
	read: Reader,
): unknown {
	let latest: unknown;
	for (let place = count - 1; place >= 0; place--) {
		const isFound = latest !== undefined;
		if (isFound && instantAt(place) !== instantAt(place + 1)) break;
		const value = read(rowAt(place));
		if (isEmpty(value)) {
			if (isFound) continue;
		} else if (!isFound || String(value) > String(latest)) {
			latest = value;
		}
	}
	return latest;
}
