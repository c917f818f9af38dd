/** A JSON schema as n8n's editor reads it: the type of each field, without values. */
export interface DataSchema {
	type?: string | string[];
	properties?: Record<string, DataSchema>;
	items?: DataSchema;
}

const typeOf = (value: unknown): string => {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
};

/**
 * The schema that all given values fit.
 *
 * Fields come in the order in which they first appear. A number, text or boolean that is sometimes missing is listed
 * with "null" last; a list or object that is sometimes missing is listed without it, because the editor reads only the
 * first of several types and shows neither fields nor items of a list of types. No values give `{}`.
 */
export function inferSchema(values: readonly unknown[]): DataSchema {
	const given = values.filter((value) => value !== undefined);
	const types = [...new Set(given.map(typeOf))].sort(
		(a, b) => Number(a === 'null') - Number(b === 'null'),
	);
	if (types.length === 0) return {};
	if (types[0] === 'array') {
		return {
			type: 'array',
			items: inferSchema((given.filter(Array.isArray) as unknown[][]).flat()),
		};
	}
	if (types[0] === 'object') {
		const records = given.filter((value) => typeOf(value) === 'object') as Record<
			string,
			unknown
		>[];
		const names = new Set(records.flatMap((record) => Object.keys(record)));
		const properties = [...names].map((name) => [
			name,
			inferSchema(records.map((record) => record[name])),
		]);
		return {
			type: 'object',
			properties: Object.fromEntries(properties) as DataSchema['properties'],
		};
	}
	return { type: types.length === 1 ? types[0] : types };
}
