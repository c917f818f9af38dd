const noes: ReadonlySet<string> = new Set([
	'',
	'null',
	'false',
	'no',
	'n',
	'0',
	'none',
	'never',
	'denied',
	'withdrawn',
	'revoked',
	'unsubscribed',
	'not_subscribed',
	'never_subscribed',
	'opted_out',
	'opt_out',
	'redacted',
	'invalid',
]);

/**
 * Tells whether something happened to a customer, such as a request to be deleted: the rule by which Build Suppression List reads it.
 *
 * Everything counts as yes but nothing, zero and words that say no: a date in the field means that it happened.
 *
 * @example hasHappened('2026-01-05') // true
 */
export function hasHappened(cell: unknown): boolean {
	if (cell === undefined || cell === null || cell === false || cell === 0) return false;
	if (typeof cell !== 'string') return true;
	return !noes.has(
		cell
			.trim()
			.toLowerCase()
			.replace(/[\s-]+/g, '_'),
	);
}
