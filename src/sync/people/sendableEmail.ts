import { normaliseEmail } from '../../values/normaliseEmail';

/** Dots in the wrong place, and labels that no domain has: platforms refuse such addresses, or drop them without a word. */
const wrongLocalPart = /^\.|\.$|\.\./;
const wrongDomain = /^[.-]|-$|\.\.|-\.|\.-/;
const mostCharacters = 254;
const mostLocalCharacters = 64;

/** An email address that platforms take, normalized; undefined for what is none, `.a@example.com` and `a@example..com` included. */
export function sendableEmail(cell: unknown): string | undefined {
	const email = normaliseEmail(cell);
	if (email === undefined || email.length > mostCharacters) return undefined;
	const at = email.indexOf('@');
	const localPart = email.slice(0, at);
	const isWrong = wrongLocalPart.test(localPart) || wrongDomain.test(email.slice(at + 1));
	return isWrong || localPart.length > mostLocalCharacters ? undefined : email;
}
