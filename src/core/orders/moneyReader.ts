import { isEmpty } from '../../values/isEmpty';
import { AmountReader } from '../money/amountReader';
import { currencyDigits } from '../money/currencyDigits';
import { type Decimal, decimalOfNumber, minorOfDecimal, multiply } from '../money/decimal';
import { plainText } from '../../values/plainText';
import type { OrderPreset } from './presets';
import { stripeDigits } from './stripeDigits';

/** A currency as rows name it. */
export interface RowCurrency {
	/** Index in `MoneyReader.currencies`. */
	readonly number: number;
	/** ISO 4217 code in capitals; empty where rows name none; what stands there where it is no code. */
	readonly code: string;
	/** Digits of the minor unit; 2 where the currency isn't known. */
	readonly digits: number;
	/** Digits of the unit in which the source writes whole amounts; undefined where it writes major units. */
	readonly unitDigits: number | undefined;
}

/** What one unit of a row's currency is worth, and the digits of the currency it is worth that in. */
export interface Conversion {
	readonly rate: number;
	readonly digits: number;
}

/** Reads the money of order rows: the currency, and amounts in its minor units. */
export class MoneyReader {
	/** Currencies in the order they first came. */
	readonly currencies: RowCurrency[] = [];
	private readonly byText = new Map<unknown, RowCurrency>();
	private readonly byCode = new Map<string, RowCurrency>();
	private readonly amounts: AmountReader;

	constructor(
		numberLocale: string,
		private readonly amountUnit: OrderPreset['amountUnit'],
	) {
		this.amounts = new AmountReader(numberLocale);
	}

	/** The currency that a row names, e.g. `eur`; nothing is a currency of its own, the base currency by definition. */
	currencyOf(value: unknown): RowCurrency {
		let currency = this.byText.get(value);
		if (currency === undefined) {
			currency = this.currencyOfCode(
				isEmpty(value) ? '' : plainText(value).trim().toUpperCase().slice(0, 40),
			);
			if (this.byText.size < 1000) this.byText.set(value, currency);
		}
		return currency;
	}

	private currencyOfCode(code: string): RowCurrency {
		let currency = this.byCode.get(code);
		if (currency === undefined) {
			const unitDigits = this.amountUnit === 'minor' ? stripeDigits(code) : undefined;
			const number = this.currencies.length;
			currency = { number, code, digits: currencyDigits(code) ?? 2, unitDigits };
			this.byCode.set(code, currency);
			this.currencies.push(currency);
		}
		return currency;
	}

	/** An amount in minor units of its currency, or of another at a rate, rounded once, half to even; NaN where it can't be read. */
	minor(value: unknown, currency: RowCurrency, conversion?: Conversion): number {
		if (conversion === undefined && currency.unitDigits === undefined) {
			return this.amounts.minor(value, currency.digits);
		}
		const decimal = this.decimal(value, currency);
		if (decimal === undefined) return NaN;
		if (conversion === undefined) return minorOfDecimal(decimal, currency.digits);
		return minorOfDecimal(multiply(decimal, decimalOfNumber(conversion.rate)), conversion.digits);
	}

	private decimal(value: unknown, currency: RowCurrency): Decimal | undefined {
		const decimal = this.amounts.decimal(value);
		if (decimal === undefined || currency.unitDigits === undefined) return decimal;
		return { units: decimal.units, scale: decimal.scale + currency.unitDigits };
	}
}
