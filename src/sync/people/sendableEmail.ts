import { normaliseEmail } from '../../values/normaliseEmail';

/** Dots in the wrong place and labels that no domain has; platforms refuse such addresses, or drop them without a word. */
const unsendable = /^\.|\.@|\.\.|@\.|@-|-$|-\.|\.-/;
const mostCharacters = 254;
const mostLocalCharacters = 64;

/** An email address that platforms take, normalized; undefined for what is none, `.a@example.com` and `a@example..com` included. */
export function sendableEmail(cell: unknown): string | undefined {
	const email = normaliseEmail(cell);
	if (email === undefined || email.length > mostCharacters) return undefined;
	const at = email.indexOf('@');
	const isLocalPartTooLong = at > mostLocalCharacters;
	const domain = email.slice(at);
	const isWrong = unsendable.test(domain) || /^\.|\.@|\.\./.test(email.slice(0, at + 1));
	return isLocalPartTooLong || isWrong ? undefined : email;
}
