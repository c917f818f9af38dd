const longest = 60;

/** The pattern of an email address inside a text. */
const email = /[^\s<>"'()[\]]+@[^\s<>"'()[\]]+/g;
/** A phone number: nine digits or more with the usual separators. */
const phone = /\+?\d(?:[\s()./-]{0,3}\d){8,}/g;

/**
 * A name from the data in publishable form: without email addresses and phone numbers, at most 60 characters. Empty for
 * anything but a text or number.
 */
export function publicText(value: unknown): string {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	if (typeof value !== 'string') return '';
	const text = value.slice(0, 500).replace(email, '…').replace(phone, '…').trim();
	const characters = [...text];
	return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : text;
}

/** The version of a saved model; any other text is treated as a name. */
export function versionText(value: unknown): string {
	// Hexadecimal digits that happen to be decimal are not a phone number.
	return typeof value === 'string' && /^[0-9a-f]{12}$/.test(value) ? value : publicText(value);
}
