/**
 * An email as an identity: trimmed, in lower case; undefined for what can't be one. Plus-tags are kept.
 *
 * @example normaliseEmail(' Ann+shop@Example.com ') // 'ann+shop@example.com'
 */
export function normaliseEmail(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	const at = value.indexOf('@');
	if (at < 1 || at === value.length - 1) return undefined;
	if (isPlain(value)) return value;
	const email = value.trim().toLowerCase();
	return email.startsWith('@') || email.endsWith('@') ? undefined : email;
}

/** Whether there is nothing to trim or to put in lower case: most emails are of that kind, and it runs for every order. */
function isPlain(text: string): boolean {
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code <= 32 || code > 126 || (code >= 65 && code <= 90)) return false;
	}
	return true;
}
