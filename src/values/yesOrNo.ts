const yes = new Set(['true', 'yes', 'y', '1']);
const no = new Set(['false', 'no', 'n', '0']);

/** Words for consent in shops and mail tools, in lower case with `_` for blanks and hyphens. */
const given = new Set([...yes, 'granted', 'given', 'subscribed', 'opted_in', 'opt_in', 'explicit']);
const refused = new Set([
	...no,
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
 * Words that mail tools write beside an address that must not be written to: not confirmed yet, bounced, reported as
 * spam.
 */
const withheld = new Set([
	...refused,
	'pending',
	'unconfirmed',
	'not_confirmed',
	'double_opt_in_pending',
	'bounced',
	'hard_bounced',
	'hard_bounce',
	'soft_bounced',
	'cleaned',
	'undeliverable',
	'complained',
	'complaint',
	'spam',
	'marked_as_spam',
	'spam_complaint',
	'blocked',
	'blacklisted',
	'blocklisted',
	'suppressed',
	'inactive',
	'disabled',
	'archived',
	'deleted',
	'removed',
	'transactional',
	'non_subscribed',
	'unsubscribe',
	'optout',
	'optedout',
	'rejected',
	'declined',
	'refused',
	'expired',
]);

/** The words that `readConsent` reads as a yes and as a no. */
export const consentWords = { given: [...given], withheld: [...withheld] } as const;

/** Whether a flag is yes: true, 1, or a text for it. */
export function isYes(value: unknown): boolean {
	if (value === undefined || value === null || value === false || value === '') return false;
	if (value === true || value === 1) return true;
	return typeof value === 'string' && yes.has(wordOf(value));
}

/** Whether a flag is no: false, 0, or a text for it. */
export function isNo(value: unknown): boolean {
	if (value === false || value === 0) return true;
	return typeof value === 'string' && no.has(wordOf(value));
}

/**
 * A consent as shops and mail tools write it: true, false, or undefined where it is missing or neither.
 *
 * A consent that is not confirmed yet, and an address that bounced or complained, count as no.
 *
 * @example readConsent('UNSUBSCRIBED') // false
 */
export function readConsent(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	if (value === 1) return true;
	if (value === 0) return false;
	if (typeof value !== 'string') return undefined;
	const word = wordOf(value);
	if (withheld.has(word)) return false;
	return given.has(word) ? true : undefined;
}

/** Whether a consent is an explicit yes; a missing or unknown one is not. */
export function isConsentGiven(value: unknown): boolean {
	return readConsent(value) === true;
}

/**
 * Whether something happened to a customer: a bounce, a complaint, a request.
 *
 * Everything counts as yes except nothing, zero, and words for no: a date or a kind of bounce in the field means that
 * it happened.
 *
 * @example hasHappened('2026-01-05') // true
 */
export function hasHappened(value: unknown): boolean {
	if (value === undefined || value === null || value === false || value === 0) return false;
	if (typeof value !== 'string') return true;
	const word = wordOf(value);
	return word !== '' && word !== 'null' && !refused.has(word);
}

function wordOf(text: string): string {
	return text
		.trim()
		.toLowerCase()
		.replace(/[\s-]+/g, '_');
}
