const personal: ReadonlyArray<readonly [RegExp, string]> = [
	[/https?:\/\/\S+/gi, '[address]'],
	[/[^\s"'<>(){},;:]+@[^\s"'<>(){},;:]+/g, '[email]'],
	[/\b[0-9a-f]{32,}\b/gi, '[hash]'],
	[/\b(?:EAA|pk_)[A-Za-z0-9_-]{6,}/g, '[key]'],
	[/\+?\d[\d\s().-]{5,}\d/g, '[number]'],
	[/\?\S*=\S*/g, '[query]'],
];

/**
 * Returns a platform's text without addresses, emails, hashes, keys and long numbers, cut at 160 characters.
 *
 * For the fixed titles of error answers only; their details quote what was sent and are never shown.
 */
export function redact(text: string): string {
	let plain = text;
	for (const [pattern, replacement] of personal) plain = plain.replace(pattern, replacement);
	return plain.length > 160 ? `${plain.slice(0, 159)}…` : plain;
}
