import { isEmpty } from '../../values/isEmpty';
import { AmountReader } from '../money/amountReader';
import { currencyDigits } from '../money/currencyDigits';
import { codesOf, splitMark } from '../money/currencyMarks';
import { type Decimal, decimalOfNumber, minorOfDecimal, multiply } from '../money/decimal';
import { plainText } from '../../values/plainText';
import type { OrderPreset } from './presets';
import { stripeDigits } from './stripeDigits';

/** A currency as rows write it. */
export interface RowCurrency {
	/** Index in `MoneyReader.currencies`. */
	readonly number: number;
	/**
	 * ISO 4217 code in capitals; empty where rows name none; the written text where it is not a code or can mean several.
	 */
	readonly code: string;
	/** The codes it can mean; one for a code, several for a sign such as $. */
	readonly codes: readonly string[];
	/** Digits of the minor unit; 2 where the currency isn't known. */
	readonly digits: number;
	/** Digits of the unit in which the source writes whole amounts; undefined where it writes major units. */
	readonly unitDigits: number | undefined;
}

/** The rate of one unit of a row's currency, and the digits of the currency it is converted to. */
export interface Conversion {
	readonly rate: number;
	readonly digits: number;
}

/** Reads the money of order rows: the currency, and amounts in its minor units. */
export class MoneyReader {
	/** Currencies in the order in which they first appeared. */
	readonly currencies: RowCurrency[] = [];
	/** How often an amount has another currency than its row names, by both. */
	readonly contradictions = new Map<string, number>();
	private readonly byText = new Map<unknown, RowCurrency>();
	private readonly byCode = new Map<string, RowCurrency>();
	private readonly amounts: AmountReader;

	constructor(
		numberLocale: string,
		private readonly amountUnit: OrderPreset['amountUnit'],
	) {
		this.amounts = new AmountReader(numberLocale);
	}

	/**
	 * The currency that a row names, e.g. `eur` or `€`; no name is a currency of its own, the base currency by
	 * definition.
	 */
	currencyOf(value: unknown): RowCurrency {
		let currency = this.byText.get(value);
		if (currency === undefined) {
			const text = isEmpty(value) ? '' : plainText(value).trim().slice(0, 40);
			currency = this.currencyOfText(text);
			if (this.byText.size < 1000) this.byText.set(value, currency);
		}
		return currency;
	}

	/**
	 * The same for a row whose amount may include a currency, such as `CHF 12.50`: that one where the row names none.
	 * Where the row names another, the row counts, and the contradiction is counted.
	 */
	currencyBeside(amount: unknown, value: unknown): RowCurrency {
		const named = this.currencyOf(value);
		if (typeof amount !== 'string' || !hasMark(amount)) return named;
		const mark = splitMark(amount.replace(/[-+()\u2212]/g, '').trim())?.mark;
		if (mark === undefined || codesOf(mark).length === 0) return named;
		if (named.code === '') return this.currencyOfText(mark);
		if (!codesOf(mark).some((code) => named.codes.includes(code))) {
			const pair = `${mark} beside ${named.code}`;
			this.contradictions.set(pair, (this.contradictions.get(pair) ?? 0) + 1);
		}
		return named;
	}

	private currencyOfText(text: string): RowCurrency {
		const codes = text === '' ? [] : codesOf(text);
		const code = codes.length === 1 ? codes[0] : text.toUpperCase();
		let currency = this.byCode.get(code);
		if (currency === undefined) {
			const unitDigits = this.amountUnit === 'minor' ? stripeDigits(code) : undefined;
			const number = this.currencies.length;
			currency = { number, code, codes, digits: currencyDigits(code) ?? 2, unitDigits };
			this.byCode.set(code, currency);
			this.currencies.push(currency);
		}
		return currency;
	}

	/**
	 * An amount in minor units of its currency, or of another at a rate, rounded once, half to even; NaN where it can't
	 * be read. Where the source writes whole cents, "12.50" can't be read: as cents it would be a hundredth of what was
	 * paid.
	 */
	minor(value: unknown, currency: RowCurrency, conversion?: Conversion): number {
		if (conversion === undefined && currency.unitDigits === undefined) {
			return this.amounts.minor(value, currency.digits);
		}
		const decimal = this.decimal(value, currency);
		if (decimal === undefined) return NaN;
		if (currency.unitDigits !== undefined && !isWhole(decimal, currency.unitDigits)) return NaN;
		if (conversion === undefined) return minorOfDecimal(decimal, currency.digits);
		return minorOfDecimal(multiply(decimal, decimalOfNumber(conversion.rate)), conversion.digits);
	}

	/** A quantity times a unit price, likewise. */
	product(
		quantity: unknown,
		unitPrice: unknown,
		currency: RowCurrency,
		conversion?: Conversion,
	): number {
		const count = this.amounts.decimal(quantity);
		const price = this.decimal(unitPrice, currency);
		if (count === undefined || price === undefined) return NaN;
		const amount = multiply(count, price);
		if (conversion === undefined) return minorOfDecimal(amount, currency.digits);
		return minorOfDecimal(multiply(amount, decimalOfNumber(conversion.rate)), conversion.digits);
	}

	private decimal(value: unknown, currency: RowCurrency): Decimal | undefined {
		const decimal = this.amounts.decimal(value);
		if (decimal === undefined || currency.unitDigits === undefined) return decimal;
		return { units: decimal.units, scale: decimal.scale + currency.unitDigits };
	}
}

/** Whether a decimal is a whole number of units of 10^-digits. */
function isWhole({ units, scale }: Decimal, digits: number): boolean {
	return scale <= digits || units % 10n ** BigInt(scale - digits) === 0n;
}

/** Whether a text begins or ends with anything but a digit; almost no amount does. */
function hasMark(text: string): boolean {
	return !isDigit(text.charCodeAt(0)) || !isDigit(text.charCodeAt(text.length - 1));
}

function isDigit(code: number): boolean {
	return code >= 48 && code <= 57;
}
