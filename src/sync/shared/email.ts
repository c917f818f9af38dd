/** Zero-width characters and the byte-order mark: left in cells by spreadsheets, and not removed by `trim`. */
const invisible = /[\u200B-\u200D\u2060\uFEFF]/g;
const address = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;
const ascii = /^[\x00-\x7F]*$/;

/**
 * Gives an email address trimmed, in lower case and NFC; undefined for what is no address.
 *
 * Dots and plus tags stay: both Klaviyo and Meta take them as written.
 */
export function normaliseEmail(cell: unknown): string | undefined {
	if (typeof cell !== 'string') return undefined;
	const text = ascii.test(cell) ? cell : cell.replace(invisible, '').normalize('NFC');
	const email = text.trim().toLowerCase();
	return address.test(email) ? email : undefined;
}
