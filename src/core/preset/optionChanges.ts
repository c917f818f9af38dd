import type { JsonRecord } from '../../values/jsonRecord';
import type { z } from 'zod';
import { canonicalJson } from '../../values/canonicalJson';
import { isJsonObject } from './isJsonObject';
import { isOpaque, memberSchema, objectSchema } from './objectSchema';

/** One option that differs from its default. */
export interface OptionChange {
	/** Its path in the node's options, e.g. `fieldNames.email`. */
	readonly path: string;
	readonly default: unknown;
	readonly value: unknown;
}

/**
 * Lists what differs between two complete sets of options, by path in code-unit order.
 *
 * Objects of options are compared key by key; lists, and values that the schema doesn't describe, are compared as a
 * whole, just as `mergeOptions` merges them. Setting all values at their paths in the defaults restores the options.
 */
export function optionChanges(
	schema: z.AnyZodObject,
	defaults: JsonRecord,
	options: JsonRecord,
): OptionChange[] {
	return changesBelow(schema, defaults, options, '').sort((a, b) => (a.path < b.path ? -1 : 1));
}

function changesBelow(
	schema: z.AnyZodObject,
	defaults: JsonRecord,
	options: JsonRecord,
	prefix: string,
): OptionChange[] {
	return Object.keys(options).flatMap((key) => {
		const before = defaults[key];
		const value = options[key];
		const inner = objectSchema(memberSchema(schema, key));
		if (inner !== undefined && isJsonObject(before) && isJsonObject(value)) {
			return changesBelow(inner, before, value, `${prefix}${key}.`);
		}
		if (canonicalJson(before) === canonicalJson(value)) return [];
		const shown = isOpaque(memberSchema(schema, key)) ? inOneOrder(value) : value;
		return [{ path: prefix + key, default: before, value: shown }];
	});
}

/** A value of unknown shape with its keys sorted, so that their order does not matter. */
function inOneOrder(value: unknown): unknown {
	return JSON.parse(canonicalJson(value));
}

/**
 * Describes changes in one line for people; long values are cut short, long lists counted.
 *
 * @example describeChanges([{ path: 'bins', default: 5, value: 3 }]) // 'bins: 3 instead of 5'
 */
export function describeChanges(changes: readonly OptionChange[]): string {
	return changes
		.map(
			({ path, default: before, value }) =>
				`${path}: ${inWords(value)} instead of ${inWords(before)}`,
		)
		.join('; ');
}

const longestText = 120;

function inWords(value: unknown): string {
	if (Array.isArray(value)) {
		const rows = value.map(rowInWords).join(', ');
		return value.length > 0 && rows.length <= longestText
			? `(${rows})`
			: `a list of ${value.length}`;
	}
	if (isJsonObject(value)) return 'its own object';
	const text = String(value ?? '');
	if (text === '') return 'nothing';
	return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text;
}

/** A row of a table as its values, such as `vip 75`. */
function rowInWords(row: unknown): string {
	return isJsonObject(row) ? Object.values(row).map(inWords).join(' ') : inWords(row);
}
