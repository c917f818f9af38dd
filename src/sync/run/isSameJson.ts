import { canonicalJson } from '../../values/canonicalJson';

/** Whether two values are the same as JSON, whatever the order of their keys. */
export function isSameJson(a: unknown, b: unknown): boolean {
	return a === b || canonicalJson(a) === canonicalJson(b);
}
