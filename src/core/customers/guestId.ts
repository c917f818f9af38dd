import { sha256 } from '../../values/sha256';

/**
 * The customer ID of somebody known only by email: `guest_` and 16 hex digits of the email's SHA-256, so that no
 * address is used as an ID.
 *
 * @param email trimmed and in lower case
 */
export function guestId(email: string): string {
	return `guest_${sha256(email).slice(0, 16)}`;
}
