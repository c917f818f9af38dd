import { sha256 } from '../../values/sha256';

/**
 * The customer id of someone known by an email alone: `guest_` and 16 hex digits of the email's SHA-256, so that no
 * address travels as an id.
 *
 * @param email trimmed and in lower case
 */
export function guestId(email: string): string {
	return `guest_${sha256(email).slice(0, 16)}`;
}
