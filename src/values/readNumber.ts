/**
 * A finite number, given as a number or as plain text such as `"12.5"`; NaN for anything else.
 *
 * Tables and spreadsheets often return numbers as text. Empty text and booleans are not numbers.
 *
 * @example readNumber('12.5') // 12.5
 */
export function readNumber(value: unknown): number {
	// Adding 0 turns -0 into 0, as JSON does: a saved model must meet the same number.
	if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : NaN;
	if (typeof value !== 'string' || value.length > 40 || value.trim() === '') return NaN;
	const number = Number(value);
	return Number.isFinite(number) ? number + 0 : NaN;
}
