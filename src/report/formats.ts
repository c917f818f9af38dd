import type { Figure, FigureKind } from './figures';
import { pluralOf, type Texts } from './texts/texts';

const msPerDay = 86_400_000;

/** A number that is not known. */
const unknown = '–';

/** Writes figures by a locale and a currency. */
export class Formats {
	private readonly writers: Readonly<Record<FigureKind, (value: number) => string>>;
	private readonly plurals: Intl.PluralRules;

	/**
	 * @param locale a BCP 47 tag
	 * @param currency ISO 4217 code; empty: amounts are written without one
	 */
	constructor(
		readonly locale: string,
		readonly currency: string,
		private readonly texts: Texts,
	) {
		this.plurals = new Intl.PluralRules(locale);
		const count = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
		const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
		const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
		const wholePercent = new Intl.NumberFormat(locale, {
			style: 'percent',
			maximumFractionDigits: 0,
		});
		const dates = (options: Intl.DateTimeFormatOptions) => {
			const writer = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
			return (day: number) => writer.format(day * msPerDay);
		};
		const style = /^[A-Z]{3}$/.test(currency) ? { style: 'currency' as const, currency } : {};
		// Whole amounts are written without a fraction; the types don't have this option yet.
		const noZeros = { ...style, trailingZeroDisplay: 'stripIfInteger' } as Intl.NumberFormatOptions;
		const exact = new Intl.NumberFormat(
			locale,
			currency === '' ? { ...noZeros, maximumFractionDigits: 2 } : noZeros,
		);
		const whole = new Intl.NumberFormat(locale, { ...style, maximumFractionDigits: 0 });
		const short = new Intl.NumberFormat(locale, {
			...style,
			notation: 'compact',
			minimumFractionDigits: 0,
			maximumFractionDigits: 2,
		});
		const counted = (unit: keyof Texts['units']) => (value: number) =>
			`${count.format(value)} ${this.unit(unit, value)}`;
		this.writers = {
			count: (value) => count.format(value),
			customers: counted('customers'),
			rows: counted('rows'),
			answers: counted('answers'),
			days: counted('days'),
			months: counted('months'),
			decimal: (value) => decimal.format(value),
			money: (value) => (Math.abs(value) >= 1000 ? whole : exact).format(value),
			moneyShort: (value) => (Math.abs(value) >= 1_000_000 ? short : whole).format(value),
			share: (value) => (Math.abs(value) >= 0.1 ? wholePercent : percent).format(value),
			points: (value) => decimal.format(value * 100),
			date: dates({ dateStyle: 'medium' }),
			month: dates({ month: 'long', year: 'numeric' }),
			monthShort: dates({ month: 'short', year: '2-digit' }),
		};
	}

	/** A figure as text. */
	write({ value, as, isChange = false }: Figure): string {
		if (value === null) return unknown;
		const text = this.writers[as](value);
		return isChange && value > 0 ? `+${text}` : text;
	}

	/** The name of a unit after a number. */
	unit(unit: keyof Texts['units'], value: number): string {
		return pluralOf(this.texts.units[unit], this.plurals.select(value));
	}
}
