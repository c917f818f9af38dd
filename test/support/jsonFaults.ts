/**
 * Lists what JSON can't hold in a value: the path to each undefined, NaN, infinity, -0, function, cycle and foreign
 * object.
 *
 * @param skip returns whether a member is skipped, e.g. because it was in the input
 */
export function jsonFaults(
	value: unknown,
	path = '',
	skip: (key: string, value: unknown) => boolean = () => false,
	ancestors: readonly object[] = [],
): string[] {
	if (value === null || typeof value === 'boolean' || typeof value === 'string') return [];
	if (typeof value === 'number') {
		return Number.isFinite(value) && !Object.is(value, -0)
			? []
			: [`${path}: ${Object.is(value, -0) ? '-0' : value}`];
	}
	if (typeof value !== 'object') return [`${path}: ${typeof value}`];
	if (ancestors.includes(value)) return [`${path}: cycle`];
	const prototype: unknown = Object.getPrototypeOf(value);
	const isPlain = Array.isArray(value) || prototype === Object.prototype || prototype === null;
	if (!isPlain) return [`${path}: ${String(value.constructor?.name)}`];
	return Object.entries(value)
		.filter(([key, member]) => !skip(key, member))
		.flatMap(([key, member]) =>
			jsonFaults(member, `${path}.${key}`, undefined, [...ancestors, value]),
		);
}
