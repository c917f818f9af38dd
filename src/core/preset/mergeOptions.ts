import type { JsonRecord } from '../../values/jsonRecord';
import type { z } from 'zod';
import { isJsonObject } from './isJsonObject';
import { memberSchema, objectSchema } from './objectSchema';

/**
 * Lays options over options: what `over` has wins, key by key; everything else stays as `under` has it.
 *
 * Objects of options, such as `fieldNames`, merge by key. Lists and values that the schema doesn't look into, such as a
 * saved model, are taken whole: half of one list and half of another is what nobody asked for. A member that is
 * `undefined` counts as omitted.
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
