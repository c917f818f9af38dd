/**
 * The codes of a comma-separated list, trimmed, each once, empty ones left out.
 *
 * @example codeList('champions, vip') // ['champions', 'vip']
 */
export function codeList(text: string): string[] {
	const codes = text.split(',').map((code) => code.trim());
	return [...new Set(codes.filter((code) => code !== ''))];
}
