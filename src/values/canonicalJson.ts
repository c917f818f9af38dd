/**
 * JSON text with sorted keys and no spaces: equal values give equal text, in any key order.
 *
 * `undefined` members are left out, as in JSON. Dates and other objects with `toJSON` are written as JSON writes them.
 * A cycle is written as `"[cycle]"` and nesting deeper than 100 levels as `"[deep]"`, so that hostile rows can't break a run.
 *
 * @example canonicalJson({ b: 1, a: [true, null] }) // '{"a":[true,null],"b":1}'
 */
export function canonicalJson(value: unknown): string {
	return write(value, []) ?? 'null';
}

const deepest = 100;

function write(value: unknown, ancestors: object[]): string | undefined {
	if (typeof value === 'bigint') return value.toString();
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	if (ancestors.includes(value)) return '"[cycle]"';
	if (ancestors.length >= deepest) return '"[deep]"';
	const inner = [...ancestors, value];
	if (Array.isArray(value)) {
		return `[${value.map((member) => write(member, inner) ?? 'null').join(',')}]`;
	}
	if ('toJSON' in value && typeof value.toJSON === 'function') {
		return write(value.toJSON(), inner);
	}
	const members: string[] = [];
	for (const key of Object.keys(value).sort()) {
		const text = write((value as Record<string, unknown>)[key], inner);
		if (text !== undefined) members.push(`${JSON.stringify(key)}:${text}`);
	}
	return `{${members.join(',')}}`;
}
