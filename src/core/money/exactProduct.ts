/** A whole number that is exact at any size: a big integer where a number would round. */
export type ExactInteger = number | bigint;

/**
 * The product of two or three whole numbers, exactly.
 *
 * @example exactProduct(3_000, 4_000, 1_000_000) // 12000000000000
 */
export function exactProduct(a: ExactInteger, b: ExactInteger, c: ExactInteger = 1): ExactInteger {
	if (typeof a === 'number' && typeof b === 'number' && typeof c === 'number') {
		const product = a * b * c;
		// A rounded one is never below the greatest safe integer.
		if (Number.isSafeInteger(product)) return product;
	}
	return BigInt(a) * BigInt(b) * BigInt(c);
}

/**
 * A quotient of two whole numbers that are not negative, rounded down; the divisor is above 0.
 *
 * @example floorQuotient(29_998_800, 1_000_000) // 29
 */
export function floorQuotient(numerator: ExactInteger, divisor: ExactInteger): number {
	if (typeof numerator === 'number' && typeof divisor === 'number') {
		return (numerator - (numerator % divisor)) / divisor;
	}
	return Number(BigInt(numerator) / BigInt(divisor));
}

/**
 * A number that is not negative in whole units of 1/`perOne`, rounded down; NaN where they are too many to be exact.
 *
 * A decimal with no more digits than that is kept exactly.
 *
 * @example unitsDown(0.29, 100) // 29, though 0.29 * 100 is 28.999999999999996
 */
export function unitsDown(value: number, perOne: number): number {
	const nearest = Math.round(value * perOne);
	// The nearest double to a decimal of that many digits is that decimal, so this is exact.
	const units = nearest / perOne === value ? nearest : Math.floor(value * perOne);
	return Number.isSafeInteger(units) ? units : NaN;
}
