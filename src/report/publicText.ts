const longest = 60;

/** What an email address looks like inside a text. */
const email = /[^\s<>"'()[\]]+@[^\s<>"'()[\]]+/g;
/** A phone number: nine digits or more with what people put between them. */
const phone = /\+?\d(?:[\s()./-]{0,3}\d){8,}/g;

/**
 * A name from the data as it may stand on a page that others read: no email address, no phone number, at most 60
 * characters. Empty for what is no text or number.
 */
export function publicText(value: unknown): string {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	if (typeof value !== 'string') return '';
	const text = value.slice(0, 500).replace(email, '…').replace(phone, '…').trim();
	const characters = [...text];
	return characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : text;
}

/** The version of a saved model; others than ours are read as any name. */
export function versionText(value: unknown): string {
	// Hexadecimal digits that happen to be decimal ones are no phone number.
	return typeof value === 'string' && /^[0-9a-f]{12}$/.test(value) ? value : publicText(value);
}
