import { InvalidInputError } from '../../values/invalidInputError';
import { currencyDigits } from '../money/currencyDigits';
import type { RowCurrency } from './moneyReader';
import type { OrderReader } from './orderReader';

/** The currency that all amounts come out in, and what a unit of the others is worth in it. */
export interface BaseCurrency {
	/** ISO 4217 code; empty where no row names one and none is given. */
	readonly code: string;
	/** Digits of the minor unit. */
	readonly digits: number;
	/** By currency code; the base currency and no code at all are worth 1. */
	readonly rates: ReadonlyMap<string, number>;
}

/** The base currency of the options, else the one that most orders have; a rate for it other than 1 is an `InvalidInputError`. */
export function baseCurrency(reader: OrderReader): BaseCurrency {
	const { options } = reader;
	const code = options.baseCurrency || mostFrequentCurrency(reader);
	const rates = new Map<string, number>();
	for (const { currency, rate } of options.exchangeRates) {
		if (currency === code && rate !== 1) {
			throw new InvalidInputError(
				'exchangeRates',
				`no other rate than 1 for ${currency}, the base currency`,
				rate,
			);
		}
		rates.set(currency, rate);
	}
	rates.set(code, 1).set('', 1);
	return { code, digits: currencyDigits(code) ?? 2, rates };
}

/** Whether amounts in a row's currency are in the base currency's minor unit as they are. */
export function isBase(base: BaseCurrency, currency: RowCurrency): boolean {
	return (currency.code === base.code || currency.code === '') && currency.digits === base.digits;
}

/** The currency that most rows name, of those without an exchange rate: what has one is worth something in the base currency. */
function mostFrequentCurrency({ money, options, readable }: OrderReader): string {
	const rated = new Set(options.exchangeRates.map(({ currency }) => currency));
	const counts = new Float64Array(money.currencies.length);
	for (let k = 0; k < readable.count; k++) counts[readable.currency[k]]++;
	const known = money.currencies
		.filter(({ code }) => currencyDigits(code) !== undefined && !rated.has(code))
		.map((currency) => [currency, counts[currency.number]] as const);
	known.sort(([a, countA], [b, countB]) => countB - countA || (a.code < b.code ? -1 : 1));
	return known[0]?.[0].code ?? '';
}
