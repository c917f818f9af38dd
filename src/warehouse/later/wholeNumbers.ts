import { decimalOfNumber } from '../../core/money/decimal';
import { InvalidInputError } from '../../values/invalidInputError';
import type { Dialect } from '../dialects/dialect';

/** A decimal number as a quotient of whole numbers: `units` / 10^`digits`. */
export interface Fraction {
	readonly units: number;
	readonly digits: number;
}

/** A number as a quotient of whole numbers; one with more digits after its decimal point is an `InvalidInputError`. */
export function fractionOf(value: number, mostDigits: number, field: string): Fraction {
	const { units, scale } = decimalOfNumber(value);
	if (scale > mostDigits)
		throw new InvalidInputError(
			field,
			`at most ${mostDigits} decimals, which SQL computes exactly`,
			value,
		);
	return { units: Number(units), digits: scale };
}

/** A quotient of integers rounded down, also below zero. */
export function floorQuotient({ quotient }: Dialect, numerator: string, divisor: number): string {
	if (divisor === 1) return numerator;
	const below = quotient(`(${divisor - 1} - ${numerator})`, String(divisor));
	return `(CASE WHEN ${numerator} >= 0 THEN ${quotient(numerator, String(divisor))} ELSE -${below} END)`;
}

/** A quotient of integers rounded to the nearest one, halves up, as `Math.round` does. */
export function roundedQuotient(dialect: Dialect, numerator: string, divisor: number): string {
	if (divisor === 1) return numerator;
	return floorQuotient(dialect, `((2 * ${numerator}) + ${divisor})`, 2 * divisor);
}

/** Columns of counts, days and minor units stay far below: a limit beyond them is as good as this one. */
const farthest = 4e15;

/** The least whole number near another that passes a test, where every greater one passes as well. */
export function leastWhole(near: number, passes: (whole: number) => boolean): number {
	if (Math.abs(near) > farthest) return Math.sign(near) * farthest;
	let whole = Math.round(near);
	while (passes(whole - 1)) whole--;
	while (!passes(whole)) whole++;
	return whole;
}

/** How many of `count` rows are within a share in percent, as `countWithin` counts them. */
export function countWithinShare(
	dialect: Dialect,
	count: string,
	percent: number,
	field: string,
): string {
	const { units, digits } = fractionOf(percent, 4, field);
	return dialect.quotient(`(${count} * ${units})`, String(100 * 10 ** digits));
}
