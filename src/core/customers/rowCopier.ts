import type { JsonRecord } from '../result';

/**
 * Makes a function that copies a row and leaves room for further fields, which hold null until they are set.
 *
 * Gives what `{ ...row, tier: null, … }` gives, in the same order, some thirty times faster: V8 rebuilds an object's
 * hidden class for every field that is added after a spread (45 µs for a row of 42 fields and 14 more, against 1.5 µs).
 * Here the blank that a row is spread over has all its fields already, and so has one hidden class for all rows.
 *
 * Rows of a run mostly have the same fields; up to eight different sets of fields are kept at hand.
 *
 * @param fields names of the fields to make room for; one that the row has already keeps its place, and is set to null
 */
export function rowCopier(fields: readonly string[]): (row: JsonRecord) => JsonRecord {
	const shapes: Array<{ keys: string[]; blank: JsonRecord; taken: string[] }> = [];
	return (row) => {
		const keys = Object.keys(row);
		let shape = shapes.find((candidate) => isSame(candidate.keys, keys));
		if (shape === undefined) {
			shape = {
				keys,
				blank: blankOf([...keys, ...fields]),
				taken: fields.filter((field) => Object.hasOwn(row, field)),
			};
			if (shapes.length === keptShapes) shapes.pop();
			shapes.unshift(shape);
		}
		const copy = { ...shape.blank, ...row };
		for (const field of shape.taken) copy[field] = null;
		return copy;
	};
}

const keptShapes = 8;

/** Through JSON, because an object made from JSON has all its fields in place at once; `__proto__` is a key like any other. */
function blankOf(keys: readonly string[]): JsonRecord {
	const members = [...new Set(keys)].map((key) => `${JSON.stringify(key)}:null`);
	return JSON.parse(`{${members.join(',')}}`) as JsonRecord;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
	if (a.length !== b.length) return false;
	for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
	return true;
}
