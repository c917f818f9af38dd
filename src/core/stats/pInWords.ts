/**
 * A p-value in words: three decimals, and nothing below a thousandth.
 *
 * @example pInWords(4.7e-63) // 'p < 0.001'
 */
export function pInWords(p: number): string {
	if (p < 0.001) return 'p < 0.001';
	return `p = ${Math.round(p * 1000) / 1000}`;
}
