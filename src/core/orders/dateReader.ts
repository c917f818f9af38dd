import { isSheetDay, parseInstant } from '../../values/parseInstant';
import { type DayMonthOrder, dayMonthOrderOf, parseDayMonth } from '../../values/parseWrittenDate';
import type { ShopCalendar } from '../../values/shopCalendar';

/**
 * Reads dates of order rows, those such as `01/02/2026` by the order that the column as a whole proves.
 *
 * One date with a day above 12 proves the order for all. Where none does, or some contradict others, ambiguous dates
 * can't be read.
 */
export class DateReader {
	/** How many order dates are spreadsheet days. */
	sheetDays = 0;
	/** How many order dates prove that the day comes first, and that the month does. */
	private dayFirst = 0;
	private monthFirst = 0;

	constructor(
		private readonly calendar: ShopCalendar,
		private readonly format: 'automatic' | DayMonthOrder,
	) {}

	/** The instant of a date; NaN where it can't be read. */
	instant(value: unknown): number {
		const instant = parseInstant(value, this.calendar);
		if (!Number.isNaN(instant) || typeof value !== 'string') return instant;
		const said = dayMonthOrderOf(value);
		if (said === undefined) return NaN;
		const order = this.order ?? (said === 'either' ? undefined : said);
		return order === undefined ? NaN : parseDayMonth(value, order, this.calendar);
	}

	/** The instant of an order's date, or undefined for one that has to wait until all dates are known. */
	orderInstant(value: unknown): number | undefined {
		const instant = parseInstant(value, this.calendar);
		if (!Number.isNaN(instant)) {
			if (mayBeSheetDay(value) && isSheetDay(Number(value))) this.sheetDays++;
			return instant;
		}
		const said = dayMonthOrderOf(value);
		if (said === undefined) return NaN;
		if (this.format !== 'automatic') return this.instant(value);
		if (said === 'dayFirst') this.dayFirst++;
		if (said === 'monthFirst') this.monthFirst++;
		return undefined;
	}

	/** The order set in the options, or on which the dates so far agree. */
	get order(): DayMonthOrder | undefined {
		if (this.format !== 'automatic') return this.format;
		if (this.dayFirst > 0 === this.monthFirst > 0) return undefined;
		return this.dayFirst > 0 ? 'dayFirst' : 'monthFirst';
	}

	/** The order detected from the dates, if it was. */
	get foundOrder(): DayMonthOrder | undefined {
		return this.format === 'automatic' ? this.order : undefined;
	}

	/** Whether some dates prove that the day comes first and others that the month does. */
	get isContradictory(): boolean {
		return this.dayFirst > 0 && this.monthFirst > 0;
	}
}

/**
 * Whether a date is neither a date object nor a text such as 2026-01-31: nearly all are one of these, and need no
 * conversion to a number.
 */
function mayBeSheetDay(value: unknown): boolean {
	return typeof value === 'number' || (typeof value === 'string' && value.charCodeAt(4) !== 45);
}
