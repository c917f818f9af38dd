/** The names in a comma-separated text. */
export function namesIn(text: unknown): string[] {
	if (typeof text !== 'string') return [];
	return text
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '');
}
