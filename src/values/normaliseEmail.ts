/** Zero-width characters and the byte order mark: spreadsheets leave them in cells, and `trim` does not remove them. */
const invisible = /[\u200B-\u200D\u2060\uFEFF]/g;
const address = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;

/**
 * An email address trimmed, in lower case and NFC, without invisible characters; undefined for anything that isn't one.
 *
 * An address has one @ and a dot after it. Dots and plus tags stay: shops and platforms use them as written.
 *
 * @example normaliseEmail(' Ann+shop@Example.com ') // 'ann+shop@example.com'
 */
export function normaliseEmail(value: unknown): string | undefined {
	if (typeof value !== 'string') return undefined;
	if (isPlainAddress(value)) return value;
	const email = value.replace(invisible, '').normalize('NFC').trim().toLowerCase();
	return address.test(email) ? email : undefined;
}

/** Whether there is nothing to clean. Most emails are like that, and this runs for every order. */
function isPlainAddress(text: string): boolean {
	let at = -1;
	let dot = -1;
	for (let place = 0; place < text.length; place++) {
		const code = text.charCodeAt(place);
		if (code <= 32 || code > 126 || (code >= 65 && code <= 90)) return false;
		if (code === 64) {
			if (at >= 0) return false;
			at = place;
		} else if (code === 46) dot = place;
	}
	return at > 0 && dot > at + 1 && dot < text.length - 1;
}
