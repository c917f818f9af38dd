/**
 * An email as an identity: trimmed, in lower case; undefined for what can't be one. Plus-tags are kept.
 *
 * @example normaliseEmail(' Ann+shop@Example.com ') // 'ann+shop@example.com'
 */
export function normaliseEmail(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const at = value.indexOf('@');
	if (at < 1 || at === value.length - 1) return undefined;
	const email = value.trim().toLowerCase();
	return email.startsWith('@') || email.endsWith('@') ? undefined : email;
}
