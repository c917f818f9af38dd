/**
 * A finite number that a field holds, as a number or as plain text such as `"12.5"`; undefined for anything else.
 *
 * Tables and spreadsheets hand numbers on as text. Empty text is no number, and neither is a boolean.
 *
 * @example readNumber('12.5') // 12.5
 */
export function readNumber(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value !== 'string' || value.length > 40 || value.trim() === '') return undefined;
	const number = Number(value);
	return Number.isFinite(number) ? number : undefined;
}
