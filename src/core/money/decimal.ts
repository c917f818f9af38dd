/** An exact decimal number: `units` / 10^`scale`. */
export interface Decimal {
	readonly units: bigint;
	readonly scale: number;
}

/** Amounts from here on are refused: sums of minor units have to stay exact in a double. */
export const largestMinor = 1e12;

/** The exact decimal that a finite number prints as: 1.005 is 1.005, not its binary neighbor. */
export function decimalOfNumber(value: number): Decimal {
	const [mantissa, exponent = '0'] = value.toString().split('e');
	const [whole, fraction = ''] = mantissa.split('.');
	const scale = fraction.length - Number(exponent);
	const units = BigInt(whole + fraction);
	return scale >= 0 ? { units, scale } : { units: units * 10n ** BigInt(-scale), scale: 0 };
}

export function multiply(a: Decimal, b: Decimal): Decimal {
	return { units: a.units * b.units, scale: a.scale + b.scale };
}

/**
 * A decimal in units of 10^-digits, rounded half to even; NaN from `largestMinor` on.
 *
 * @example minorOfDecimal({ units: 1005n, scale: 3 }, 2) // 100, the even neighbour of 100.5
 */
export function minorOfDecimal(value: Decimal, digits: number): number {
	const shift = value.scale - digits;
	const rounded =
		shift <= 0 ? value.units * 10n ** BigInt(-shift) : halfEven(value.units, 10n ** BigInt(shift));
	const minor = Number(rounded);
	return Math.abs(minor) < largestMinor ? minor : NaN;
}

/** A quotient of two big integers, rounded half to even; the divisor is positive. */
export function halfEven(numerator: bigint, denominator: bigint): bigint {
	const isNegative = numerator < 0n;
	const size = isNegative ? -numerator : numerator;
	let quotient = size / denominator;
	const twice = (size % denominator) * 2n;
	if (twice > denominator || (twice === denominator && quotient % 2n === 1n)) quotient += 1n;
	return isNegative ? -quotient : quotient;
}

/**
 * A quotient of two integers, rounded half to even; the divisor is positive.
 *
 * @example divideHalfEven(5, 2) // 2
 */
export function divideHalfEven(numerator: number, divisor: number): number {
	if (!Number.isSafeInteger(numerator)) return Number(halfEven(BigInt(numerator), BigInt(divisor)));
	const quotient = Math.floor(numerator / divisor);
	const twice = (numerator - quotient * divisor) * 2;
	return twice > divisor || (twice === divisor && quotient % 2 !== 0) ? quotient + 1 : quotient;
}
