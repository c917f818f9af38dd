import { InvalidInputError } from '../../values/invalidInputError';
import { splitMark } from './currencyMarks';
import { type Decimal, decimalOfNumber, largestMinor, minorOfDecimal } from './decimal';

const powersOfTen = [1, 10, 100, 1_000, 10_000, 100_000];

/**
 * Reads amounts as people and systems of one locale write them, exactly.
 *
 * Numbers must be finite. Texts may have a sign (`-`, `−`, brackets), grouping by the locale's mark or a space, which
 * has to be in its place ("12,34" is not a number in en-US), and a currency before or after the number, as a sign, a
 * code or an abbreviation ("US$ 12", "12.00 USD", "kr 45"). Other letters make it unreadable. An unreadable value is
 * NaN, never 0.
 */
export class AmountReader {
	private readonly decimalMark: string;
	private readonly pattern: RegExp;

	/** @param locale a BCP 47 tag; an unknown one is an `InvalidInputError` of `numberLocale` */
	constructor(locale: string) {
		const { group, decimal, groupSizes } = marksOf(locale);
		this.decimalMark = decimal;
		const groupClass = group === "'" || group === '’' ? "['’\\s]" : `[${escape(group)}\\s]`;
		const [last, others] = groupSizes;
		const mark = escape(decimal);
		this.pattern = new RegExp(
			`^(?:(\\d+|\\d{1,${others}}(?:${groupClass}\\d{${others}})*${groupClass}\\d{${last}})(?:${mark}(\\d+))?|${mark}(\\d+))$`,
		);
	}

	/**
	 * The amount in units of 10^-digits, rounded half to even; NaN where it can't be read or is too large to add up exactly.
	 *
	 * @param digits digits of the currency's minor unit, at most 5
	 */
	minor(value: unknown, digits: number): number {
		if (typeof value === 'number') {
			const power = powersOfTen[digits];
			const rounded = Math.round(value * power);
			// The nearest double to a decimal of that many digits is that decimal, so this is exact.
			if (rounded / power === value && Math.abs(rounded) < largestMinor) return rounded;
		} else if (typeof value === 'string') {
			const simple = plainMinor(value, digits, this.decimalMark);
			if (simple >= 0 && simple < largestMinor) return simple;
		}
		const decimal = this.decimal(value);
		return decimal === undefined ? NaN : minorOfDecimal(decimal, digits);
	}

	/** The amount as the exact decimal written; undefined where it can't be read. */
	decimal(value: unknown): Decimal | undefined {
		if (typeof value === 'number')
			return Number.isFinite(value) ? decimalOfNumber(value) : undefined;
		if (typeof value === 'bigint') return { units: value, scale: 0 };
		if (typeof value !== 'string' || value.length > longestText) return undefined;
		let text = value.replace(/−/g, '-').trim();
		const isBracketed = text.startsWith('(') && text.endsWith(')');
		if (isBracketed) text = text.slice(1, -1).trim();
		const [isMinus, unsigned] = signOf(text);
		const marked = splitMark(unsigned);
		if (marked === undefined) return undefined;
		// "$ -5" has its sign after the currency's.
		const [isMinusInside, number] = signOf(marked.number);
		if (isMinusInside && isMinus) return undefined;
		const match = this.pattern.exec(number);
		if (match === null) return undefined;
		const whole = (match[1] ?? '').replace(/\D/g, '');
		const fraction = match[2] ?? match[3] ?? '';
		const size = BigInt(whole + fraction);
		return {
			units: (isMinus || isMinusInside) !== isBracketed ? -size : size,
			scale: fraction.length,
		};
	}
}

/** No amount of money is longer; converting a text of a hundred thousand digits to a big integer would be too slow. */
const longestText = 64;

/** The minor amount of a plain text such as `1234.5`, or -1 for any other text: nearly all rows take this path. */
function plainMinor(text: string, digits: number, decimalMark: string): number {
	const length = text.length;
	if (length === 0 || length > 12) return -1;
	const mark = decimalMark.charCodeAt(0);
	let value = 0;
	let decimals = -1;
	for (let i = 0; i < length; i++) {
		const code = text.charCodeAt(i);
		if (code >= 48 && code <= 57) {
			value = value * 10 + (code - 48);
			if (decimals >= 0) decimals++;
		} else if (code === mark && decimals < 0 && i > 0) {
			decimals = 0;
		} else {
			return -1;
		}
	}
	if (decimals < 0) decimals = 0;
	else if (decimals === 0) return -1;
	return decimals > digits ? -1 : value * powersOfTen[digits - decimals];
}

/** Whether a text begins with a minus, and the text after its sign. */
function signOf(text: string): [isMinus: boolean, unsigned: string] {
	const isMinus = text.startsWith('-');
	return [isMinus, isMinus || text.startsWith('+') ? text.slice(1).trim() : text];
}

function marksOf(locale: string) {
	let parts: Intl.NumberFormatPart[];
	try {
		parts = new Intl.NumberFormat(locale, {
			useGrouping: true,
			numberingSystem: 'latn',
		}).formatToParts(-123_456_789.5);
	} catch {
		throw new InvalidInputError('numberLocale', 'a locale such as en-US or de-DE', locale);
	}
	const integers = parts.filter((part) => part.type === 'integer').map((part) => part.value.length);
	return {
		group: parts.find((part) => part.type === 'group')?.value ?? ',',
		decimal: parts.find((part) => part.type === 'decimal')?.value ?? '.',
		groupSizes: [integers.at(-1) ?? 3, integers.at(-2) ?? 3] as const,
	};
}

function escape(mark: string): string {
	return mark.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
