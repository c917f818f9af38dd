/** The fields that Score Customer adds, in their order on a customer. */
const scoreFields = [
	'valueScore',
	'valueScoreBand',
	'transactionScore',
	'healthScore',
	'scoreReasons',
	'scoreExplanation',
	'valueScoreChange',
	'scoreAtRisk',
	'scoreModelVersion',
] as const;

/** The output name of each field. */
export type ScoreColumns = Readonly<Record<(typeof scoreFields)[number], string>>;

/** The names of the fields with a prefix, in their order on a customer. */
export function scoreColumns(prefix: string): ScoreColumns {
	const names = scoreFields.map((field) => [field, prefixed(prefix, field)]);
	return Object.fromEntries(names) as ScoreColumns;
}

/**
 * The name of a field with a prefix.
 *
 * @example prefixed('loyalty', 'valueScore') // 'loyaltyValueScore'
 */
export function prefixed(prefix: string, name: string): string {
	return prefix === '' ? name : `${prefix}${name[0].toUpperCase()}${name.slice(1)}`;
}
