/** Tells whether a value has not been met before, and remembers it; one look-up instead of two, which counts with millions. */
export function isFirst<Value>(value: Value, met: Set<Value>): boolean {
	const count = met.size;
	return met.add(value).size > count;
}
