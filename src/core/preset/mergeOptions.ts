import type { JsonRecord } from '../../values/jsonRecord';
import type { z } from 'zod';
import { isJsonObject } from './isJsonObject';
import { memberSchema, objectSchema } from './objectSchema';

/**
 * Merges options: members of `over` win, key by key; everything else stays as in `under`.
 *
 * Objects of options, such as `fieldNames`, are merged by key. Lists, and values that the schema doesn't describe, such
 * as a saved model, are replaced as a whole: a mix of two lists would never be intended. A member that is `undefined`
 * counts as omitted.
 */
export function mergeOptions(
	schema: z.AnyZodObject,
	under: JsonRecord,
	over: JsonRecord,
): JsonRecord {
	const merged = new Map(Object.entries(under));
	for (const [key, value] of Object.entries(over)) {
		if (value === undefined) continue;
		const inner = objectSchema(memberSchema(schema, key));
		const below = merged.get(key);
		const isMerged = inner !== undefined && isJsonObject(value) && isJsonObject(below);
		merged.set(key, isMerged ? mergeOptions(inner, below, value) : value);
	}
	return Object.fromEntries(merged);
}
