import { InvalidInputError } from '../../values/invalidInputError';
import { currencyDigits } from '../money/currencyDigits';
import type { RowCurrency } from './moneyReader';
import type { OrderReader } from './orderReader';

/** The currency of all output amounts, and the rates of the others. */
export interface BaseCurrency {
	/** ISO 4217 code; empty where no row names one and none is given. */
	readonly code: string;
	/** Digits of the minor unit. */
	readonly digits: number;
	/** By currency code; the base currency, and no code at all, count as 1. */
	readonly rates: ReadonlyMap<string, number>;
}

/** The base currency of the options, else that of most orders; a rate for it other than 1 is an `InvalidInputError`. */
export function baseCurrency(reader: OrderReader): BaseCurrency {
	const { options } = reader;
	const code = options.baseCurrency || mostFrequentCurrency(reader);
	const rates = new Map<string, number>();
	for (const { currency, rate } of options.exchangeRates) {
		if (currency === code && rate !== 1) {
			throw new InvalidInputError(
				'exchangeRates',
				`a rate of 1 for ${currency}, the base currency`,
				rate,
			);
		}
		rates.set(currency, rate);
	}
	rates.set(code, 1).set('', 1);
	for (const sign of reader.money.currencies) {
		if (sign.codes.length > 1) addRateOfSign(sign, code, rates);
	}
	return { code, digits: currencyDigits(code) ?? 2, rates };
}

/**
 * A sign such as $ that can mean several currencies means the base currency where it can, else the only one with a
 * rate. Otherwise it has no rate.
 */
function addRateOfSign(sign: RowCurrency, base: string, rates: Map<string, number>): void {
	const rated = sign.codes.filter((code) => rates.has(code));
	const meant = sign.codes.includes(base) ? base : rated.length === 1 ? rated[0] : undefined;
	if (meant !== undefined) rates.set(sign.code, rates.get(meant) as number);
}

/** Whether amounts in a row's currency already are in the base currency's minor unit. */
export function isBase(base: BaseCurrency, currency: RowCurrency): boolean {
	return (currency.code === base.code || currency.code === '') && currency.digits === base.digits;
}

/**
 * The currency that most rows name, among those without an exchange rate: a currency with a rate is converted to the
 * base currency. A sign that can mean several is used only where no row names a code.
 */
function mostFrequentCurrency({ money, options, readable }: OrderReader): string {
	const rated = new Set(options.exchangeRates.map(({ currency }) => currency));
	const counts = new Float64Array(money.currencies.length);
	for (let k = 0; k < readable.count; k++) counts[readable.currency[k]]++;
	const known = money.currencies
		.filter(({ code, codes }) => codes.length > 0 && !rated.has(code))
		.sort(
			(a, b) =>
				Math.sign(a.codes.length - 1) - Math.sign(b.codes.length - 1) ||
				counts[b.number] - counts[a.number] ||
				(a.code < b.code ? -1 : 1),
		);
	return known[0]?.code ?? '';
}
