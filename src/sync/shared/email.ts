/** Zero-width characters and the byte-order mark: left in cells by spreadsheets, and not removed by `trim`. */
const invisible = /[\u200B-\u200D\u2060\uFEFF]/g;
const address = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;
/** An address in ASCII, where nothing is to be cleaned: nearly all of them. */
const plainAddress = /^[!-?A-~]+@[!-?A-~]+\.[!-\-/-?A-~]+$/;

/**
 * Gives an email address trimmed, in lower case and NFC; undefined for what is no address.
 *
 * Dots and plus tags stay: both Klaviyo and Meta take them as written.
 */
export function normaliseEmail(cell: unknown): string | undefined {
	if (typeof cell !== 'string') return undefined;
	const plain = cell.trim().toLowerCase();
	if (plainAddress.test(plain)) return plain;
	const email = cell.replace(invisible, '').normalize('NFC').trim().toLowerCase();
	return address.test(email) ? email : undefined;
}
