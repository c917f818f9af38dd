import { largestMinor } from '../core/money/decimal';
import { keptWhere } from './cells';
import type { Dialect } from './dialects/dialect';
import { cases } from './step';

/** Plain numbers, with commas between thousands, and the smallest floats as engines write them. */
const number =
	'^[-+]?([0-9]+([.][0-9]+)?|[.][0-9]+|[0-9]{1,3}(,[0-9]{3})+([.][0-9]+)?|[0-9]([.][0-9]+)?[eE]-[0-9]{1,2})($)';

/** The sign of an amount's text, −1 or 1; NULL for a text that isn't a plain number. */
export function signOf(dialect: Dialect, text: string): string {
	return `(CASE WHEN NOT ${dialect.matches(text, number)} THEN NULL WHEN ${dialect.part(text, '1', '1')} = '-' THEN -1 ELSE 1 END)`;
}

/** An amount's text without its sign and commas, in lower case. */
export function unsigned(dialect: Dialect, text: string): string {
	const bare = dialect.replacePattern(dialect.replace(text, ',', ''), '^[-+]', '');
	return keptWhere(dialect, text, '^[0-9.]+($)', dialect.lower(bare));
}

/** The same with a float such as 1.5e-07 expanded; NULL where the text isn't a number. */
export function writtenOut(dialect: Dialect, sign: string, text: string): string {
	const { part, place, replace, length, integer, padStart, joined } = dialect;
	const mark = place(text, 'e');
	const digits = replace(part(text, '1', `(${mark} - 1)`), '.', '');
	const exponent = integer(part(text, `(${mark} + 2)`));
	const size = `(${length(digits)} + ${exponent} - 1)`;
	return `(CASE WHEN ${sign} IS NULL THEN NULL WHEN ${mark} > 0 THEN ${joined("'.'", padStart(digits, size, "'0'"))} ELSE ${text} END)`;
}

/** The digits before the decimal point, without leading zeros. */
export function wholeDigits(dialect: Dialect, text: string): string {
	const mark = dialect.place(text, '.');
	const whole = `(CASE WHEN ${mark} > 0 THEN ${dialect.part(text, '1', `(${mark} - 1)`)} ELSE ${text} END)`;
	return dialect.trimmedStart(whole, '0');
}

/** The digits after the decimal point, without trailing zeros. */
export function fractionDigits(dialect: Dialect, text: string): string {
	const mark = dialect.place(text, '.');
	return `(CASE WHEN ${mark} > 0 THEN ${dialect.part(text, `(${mark} + 1)`)} ELSE '' END)`;
}

/** The columns of an amount: its sign, and the digits before and after its decimal point. */
export interface AmountColumns {
	readonly sign: string;
	readonly whole: string;
	readonly fraction: string;
}

export function amountColumns(field: string): AmountColumns {
	return { sign: `${field}_sign`, whole: `${field}_whole`, fraction: `${field}_fraction` };
}

/**
 * An amount in whole minor units, rounded down and without its sign; NULL where it isn't a number or has more than
 * twelve digits.
 */
export function floorMinor(dialect: Dialect, amount: AmountColumns, digits: string): string {
	const { integer, part, padEnd, joined, length } = dialect;
	const { sign, whole, fraction } = amount;
	const kept = digits === '0' ? "''" : padEnd(part(fraction, '1', digits), digits, "'0'");
	const isFit = `${sign} IS NOT NULL AND (${length(whole)} + ${digits}) <= 12`;
	return cases([[isFit, integer(joined("'0'", whole, kept))]]);
}

/** The digits of an amount after those of its minor unit, without trailing zeros. */
export function restDigits(dialect: Dialect, { fraction }: AmountColumns, digits: string): string {
	return dialect.trimmedEnd(dialect.part(fraction, `(${digits} + 1)`), '0');
}

/**
 * An amount in minor units, rounded half to even; NULL where it isn't a number or is too large to add up exactly.
 *
 * Amounts are computed from their digits, which is exact in every engine: decimal types truncate and round differently.
 */
export function roundedMinor(dialect: Dialect, sign: string, floor: string, rest: string): string {
	const { ordered, remainder } = dialect;
	const isUp = `${ordered(rest)} > '5' OR (${rest} = '5' AND ${remainder(floor, '2')} = 1)`;
	return cases(
		[[`${isUp}`, cases([[`${floor} < ${largestMinor - 1}`, `(${sign} * (${floor} + 1))`]])]],
		`(${sign} * ${floor})`,
	);
}

/** Digits after the decimal point that a conversion multiplies; one more indicates whether others follow. */
const convertedDigits = 17;

/**
 * An amount times a whole rate, in units of 10^-18; NULL where it isn't a number or is too large.
 *
 * @param units the rate without its decimal point
 */
export function rateProduct(dialect: Dialect, amount: AmountColumns, units: string): string {
	const { wide, part, padEnd, joined, trimmedEnd, length } = dialect;
	const { sign, whole, fraction } = amount;
	const rest = trimmedEnd(part(fraction, String(convertedDigits + 1)), '0');
	const more = `(CASE WHEN ${rest} = '' THEN '0' ELSE '1' END)`;
	const kept = padEnd(part(fraction, '1', String(convertedDigits)), String(convertedDigits), "'0'");
	const product = `(${wide(joined("'0'", whole, kept, more))} * ${units})`;
	return cases([[`${sign} IS NOT NULL AND ${length(whole)} <= 12`, product]]);
}

/**
 * A product of `rateProduct` in minor units, with its sign, rounded once, half to even; NULL where it is too large to
 * add up exactly.
 */
export function convertedMinor(
	dialect: Dialect,
	product: string,
	sign: string,
	divisor: string,
): string {
	const { wide, wideQuotient } = dialect;
	const down = wideQuotient(product, divisor);
	const twice = `((${product} - (${down} * ${divisor})) * 2)`;
	const isOdd = `(${down} - (${wideQuotient(down, wide('2'))} * 2)) = 1`;
	const isUp = `(${twice} > ${divisor} OR (${twice} = ${divisor} AND ${isOdd}))`;
	const rounded = `(${down} + (CASE WHEN ${isUp} THEN 1 ELSE 0 END))`;
	return cases([[`${rounded} < ${largestMinor}`, dialect.integer(`(${sign} * ${rounded})`)]]);
}

/**
 * The power of ten by which a product of an amount and a rate is divided: 18 digits of the amount plus those of the
 * rate, less those of the base currency.
 */
export function rateDivisor(scale: number, baseDigits: number): string {
	return `1${'0'.repeat(convertedDigits + 1 + scale - baseDigits)}`;
}

/** A quotient of non-negative integers, rounded half to even. */
export function halfEven(dialect: Dialect, numerator: string, divisor: string): string {
	const down = dialect.quotient(numerator, divisor);
	const twice = `(${dialect.remainder(numerator, divisor)} * 2)`;
	const isUp = `(${twice} > ${divisor} OR (${twice} = ${divisor} AND ${dialect.remainder(down, '2')} = 1))`;
	return `(${down} + (CASE WHEN ${isUp} THEN 1 ELSE 0 END))`;
}
