import { normaliseEmail } from '../../values/normaliseEmail';

/** Dots in the wrong place, and labels that no domain has: platforms refuse such addresses, or drop them silently. */
const wrongLocalPart = /^\.|\.$|\.\./;
const wrongDomain = /^[.-]|-$|\.\.|-\.|\.-/;
const mostCharacters = 254;
const mostLocalCharacters = 64;

/**
 * An email address that platforms accept, normalized; undefined for anything else, such as `.a@example.com` and
 * `a@example..com`.
 */
export function sendableEmail(cell: unknown): string | undefined {
	const email = normaliseEmail(cell);
	if (email === undefined || email.length > mostCharacters) return undefined;
	const at = email.indexOf('@');
	const localPart = email.slice(0, at);
	const isWrong = wrongLocalPart.test(localPart) || wrongDomain.test(email.slice(at + 1));
	return isWrong || localPart.length > mostLocalCharacters ? undefined : email;
}
