/**
 * A finite number that a field holds, as a number or as plain text such as `"12.5"`; NaN for anything else.
 *
 * Tables and spreadsheets hand numbers on as text. Empty text is no number, and neither is a boolean.
 *
 * @example readNumber('12.5') // 12.5
 */
export function readNumber(value: unknown): number {
	// Adding 0 makes -0 a plain 0: JSON would, and a saved model must meet the same number.
	if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : NaN;
	if (typeof value !== 'string' || value.length > 40 || value.trim() === '') return NaN;
	const number = Number(value);
	return Number.isFinite(number) ? number + 0 : NaN;
}
