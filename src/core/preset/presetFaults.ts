import type { JsonRecord } from '../../values/jsonRecord';
import { closest, distance } from 'fastest-levenshtein';
import type { z } from 'zod';
import { InvalidInputError } from '../../values/invalidInputError';
import { optionFaults } from '../../values/parseOptions';
import { isJsonObject } from './isJsonObject';
import { memberSchema, objectSchema, rowSchema } from './objectSchema';

/**
 * Lists all faults of one section of a preset, one sentence each; empty where there are none.
 *
 * Unknown names are searched for at every depth and answered with the nearest known one; then every value is checked.
 *
 * @param path of the section in the preset, e.g. `assignTier`
 */
export function sectionFaults(schema: z.AnyZodObject, section: JsonRecord, path: string): string[] {
	const unknown: string[] = [];
	const known = withoutUnknown(schema, section, path, unknown);
	const wrong = optionFaults(schema, known).map(
		(fault) =>
			new InvalidInputError(pathTo(path, fault.path), fault.requirement, fault.received).message,
	);
	return [...unknown, ...wrong];
}

/** Says that a name is unknown, and which known name was probably meant. */
export function unknownName(
	path: string,
	name: string,
	kind: string,
	known: readonly string[],
): string {
	const nearest = closest(name.slice(0, longestName), known);
	const isNear =
		distance(name.toLowerCase(), nearest.toLowerCase()) <= Math.max(2, nearest.length / 3);
	return isNear
		? `"${path}" is not a valid ${kind} (did you mean "${nearest}"?)`
		: `"${path}" is not a valid ${kind}`;
}

/**
 * A path in the usual notation for JSON.
 *
 * @example pathTo('assignTier', ['moneyTiers', 2, 'atLeast']) // 'assignTier.moneyTiers[2].atLeast'
 */
function pathTo(start: string, steps: ReadonlyArray<string | number>): string {
	let path = start;
	for (const step of steps) {
		if (typeof step === 'number') path += `[${step}]`;
		else path += path === '' ? shorten(step) : `.${shorten(step)}`;
	}
	return path;
}

const longestName = 60;

function shorten(name: string): string {
	return name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name;
}

/** The value without the members that its schema doesn't know; they are reported. */
function withoutUnknown(
	schema: z.ZodTypeAny | undefined,
	value: unknown,
	path: string,
	unknown: string[],
): unknown {
	const object = objectSchema(schema);
	if (object !== undefined && isJsonObject(value)) {
		const members: Array<[string, unknown]> = [];
		for (const [key, member] of Object.entries(value)) {
			const inner = memberSchema(object, key);
			const here = pathTo(path, [key]);
			if (inner !== undefined) members.push([key, withoutUnknown(inner, member, here, unknown)]);
			else unknown.push(unknownName(here, key, 'option', Object.keys(object.shape as object)));
		}
		return Object.fromEntries(members);
	}
	const rows = rowSchema(schema);
	if (rows !== undefined && Array.isArray(value)) {
		return value.map((row, index) => withoutUnknown(rows, row, pathTo(path, [index]), unknown));
	}
	return value;
}
