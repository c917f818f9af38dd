import { canonicalJson } from './canonicalJson';

/**
 * Any value as text: equal values give equal text, and every value has one.
 *
 * Objects and lists are written as canonical JSON, because `String` throws where an object has no usable `toString`.
 */
export function plainText(value: unknown): string {
	if (typeof value === 'string') return value;
	return typeof value === 'object' && value !== null ? canonicalJson(value) : String(value);
}
