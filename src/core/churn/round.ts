/**
 * A number at a scale, never as -0.
 *
 * @example round(12.345, 100) // 12.35
 */
export function round(value: number, scale: number): number {
	const rounded = Math.round(value * scale) / scale;
	return rounded === 0 ? 0 : rounded;
}
