/**
 * Rounds to a number of decimals; a value too large for that is given as it is.
 *
 * @example roundTo(12.345, 1) // 12.3
 */
export function roundTo(value: number, digits: number): number {
	const scale = 10 ** digits;
	const scaled = Math.round(value * scale);
	return Number.isSafeInteger(scaled) ? scaled / scale : value;
}
