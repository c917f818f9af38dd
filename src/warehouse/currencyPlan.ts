import { currencyDigits } from '../core/money/currencyDigits';
import { codesOf, codesOfMark } from '../core/money/currencyMarks';
import { decimalOfNumber } from '../core/money/decimal';
import type { RfmOptions } from '../core/rfm/options';
import { InvalidInputError } from '../values/invalidInputError';

/** How the amounts of one currency become minor units of the base currency. */
export interface PlannedCurrency {
	/** ISO 4217 code; empty for rows without a currency. */
	readonly code: string;
	/** Digits of its own minor unit. */
	readonly digits: number;
	/** Whole rate and the digits after its decimal point: the amount times `units`, divided by 10^`scale`. */
	readonly units: string;
	readonly scale: number;
}

export interface CurrencyPlan {
	/** Currencies that count, including the base currency and the empty one. */
	readonly currencies: readonly PlannedCurrency[];
	/** Codes and digits of all currencies whose minor unit doesn't have two digits. */
	readonly unusualDigits: ReadonlyArray<readonly [code: string, digits: number]>;
	/** Signs, abbreviations and words, in lower case, and the code that each means among the currencies that count. */
	readonly marks: ReadonlyArray<readonly [mark: string, code: string]>;
}

/** Digits of an amount in wide integers: 12 before the decimal point less the minor unit's, and 18 after it. */
const wideDigits = 38;

/** Plans the conversion of amounts; a rate too long to multiply exactly is an `InvalidInputError`. */
export function planCurrencies({ baseCurrency, exchangeRates }: RfmOptions): CurrencyPlan {
	const rates = new Map(exchangeRates.map(({ currency, rate }) => [currency, rate]));
	rates.set(baseCurrency, 1).set('', 1);
	const currencies = [...rates].map(([code, rate]): PlannedCurrency => {
		const digits = currencyDigits(code) ?? 2;
		const { units, scale } = decimalOfNumber(rate);
		if (String(units).length + 12 - digits + 18 > wideDigits) {
			throw new InvalidInputError(
				'exchangeRates',
				`a rate of at most ${8 + digits} digits for ${code}`,
				rate,
			);
		}
		return { code, digits, units: String(units), scale };
	});
	return {
		currencies,
		unusualDigits: Intl.supportedValuesOf('currency')
			.map((code) => [code, currencyDigits(code) ?? 2] as const)
			.filter(([, digits]) => digits !== 2),
		marks: Object.keys(codesOfMark).flatMap((mark) => {
			const code = meaningOf(mark, baseCurrency, rates);
			return code === undefined ? [] : [[mark, code] as const];
		}),
	};
}

/**
 * The currency that a mark means: its only one, or the base currency where it is one of several, or the only one with a
 * rate.
 */
function meaningOf(mark: string, base: string, rates: ReadonlyMap<string, number>) {
	const codes = codesOf(mark);
	if (codes.length === 1) return codes[0];
	if (codes.includes(base)) return base;
	const rated = codes.filter((code) => rates.has(code));
	return rated.length === 1 ? rated[0] : undefined;
}
