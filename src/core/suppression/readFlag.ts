const yes = new Set([
	'true',
	'yes',
	'y',
	'1',
	'granted',
	'given',
	'subscribed',
	'opted_in',
	'opted-in',
	'opted in',
	'opt_in',
	'explicit',
]);

const no = new Set([
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
	'opted-out',
	'opted out',
	'opt_out',
	'redacted',
	'invalid',
]);

/**
 * A consent as shops and mail tools write it: true, false, or undefined where it is missing or says neither.
 *
 * @example readConsent('UNSUBSCRIBED') // false
 */
export function readConsent(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	if (value === 1) return true;
	if (value === 0) return false;
	if (typeof value !== 'string') return undefined;
	const word = value.trim().toLowerCase();
	if (no.has(word)) return false;
	return yes.has(word) ? true : undefined;
}

/**
 * Whether something happened to a customer: a bounce, a complaint, a request.
 *
 * Everything counts as yes but nothing, zero, and words that say no: a date or a kind of bounce in the field means that
 * it happened.
 *
 * @example hasHappened('2026-01-05') // true
 */
export function hasHappened(value: unknown): boolean {
	if (value === undefined || value === null || value === false || value === 0) return false;
	if (typeof value !== 'string') return true;
	const word = value.trim().toLowerCase();
	return word !== '' && word !== 'null' && !no.has(word);
}
