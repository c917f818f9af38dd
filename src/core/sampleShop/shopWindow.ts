import { dateOfDay } from '../../values/days';
import { InvalidInputError } from '../../values/invalidInputError';
import { isEmpty } from '../../values/isEmpty';
import { resolveAsOf } from '../../values/resolveAsOf';
import { ShopCalendar } from '../../values/shopCalendar';

/** The sample shop's days in business. */
export const historyDays = 1095;

const secondsPerDay = 86_400;
const msPerDay = 86_400_000;

/** January to December. */
const newCustomersByMonth = [0.8, 0.8, 0.9, 0.9, 1.0, 0.9, 0.85, 0.9, 1.0, 1.1, 1.9, 1.6];
const growthPerMonth = 1.015;

/**
 * When orders come in within a day: shares of the day's orders and the second of the day at which each ends.
 *
 * Opening hours are far from midnight. Around the clock, one order in ten falls within two hours of midnight, where a
 * wrong time zone moves it to another day.
 */
const dayShapes = {
	openingHours: [
		[0, 8 * 3600],
		[1, 22 * 3600],
	],
	roundTheClock: [
		[0, 0],
		[0.05, 2 * 3600],
		[0.95, 22 * 3600],
		[1, secondsPerDay],
	],
} as const;

/**
 * The sample shop's time: days counted from its first one, as fractions, and their dates.
 *
 * A moment of `2.5` is the middle of the third day's orders, not its noon: orders fall within the shop's hours. Only
 * complete days count, so that a shop does not change during a day.
 */
export class ShopWindow {
	readonly calendar: ShopCalendar;
	/** The last instant of the last day of the shop's history, in ms since 1970. */
	readonly end: number;
	/** The last known instant, in ms since 1970: `end`, or an earlier one where the history continues after it. */
	readonly asOf: number;
	/** How many days of the history are known, from the first. */
	readonly knownDays: number;
	/** Whether the history ends on a day of its own, so that several values of `asOf` share one shop. */
	readonly isFixed: boolean;
	/** Day number (days since 1970-01-01) of moment 0. */
	private readonly firstDay: number;
	private readonly shape: ReadonlyArray<readonly [share: number, second: number]>;
	private readonly newCustomerShares: Float64Array;
	private readonly months: Uint8Array;

	/**
	 * @param options `asOf` and `historyEnd` are ISO text or a date object; a date alone means that day, an instant the
	 * day before. A missing `asOf`, or a history that doesn't span it, is an `InvalidInputError`.
	 */
	constructor(options: {
		asOf?: unknown;
		historyEnd?: unknown;
		timeZone: string;
		isRoundTheClock: boolean;
	}) {
		this.calendar = new ShopCalendar(options.timeZone);
		const asOf = resolveAsOf(options.asOf, this.calendar, NaN);
		if (Number.isNaN(asOf)) throw new InvalidInputError('asOf', 'a date', options.asOf);
		this.shape = dayShapes[options.isRoundTheClock ? 'roundTheClock' : 'openingHours'];
		const dayAfterKnown = this.calendar.dayOf(asOf + 1000);
		this.isFixed = !isEmpty(options.historyEnd);
		const dayAfterLast = this.isFixed ? this.dayAfterEnd(options.historyEnd) : dayAfterKnown;
		this.knownDays = historyDays - (dayAfterLast - dayAfterKnown);
		if (this.knownDays < 1 || this.knownDays > historyDays) {
			const requirement = `a date from As Of to ${historyDays - 1} days after it`;
			throw new InvalidInputError('historyEnd', requirement, options.historyEnd);
		}
		this.asOf = this.calendar.instantOfLocal(dayAfterKnown * msPerDay) - 1;
		this.end = this.calendar.instantOfLocal(dayAfterLast * msPerDay) - 1;
		this.firstDay = dayAfterLast - historyDays;
		this.months = Uint8Array.from({ length: historyDays }, (_, day) =>
			Number(dateOfDay(this.firstDay + day).slice(5, 7)),
		);
		this.newCustomerShares = this.shareNewCustomers();
	}

	private dayAfterEnd(historyEnd: unknown): number {
		try {
			return this.calendar.dayOf(resolveAsOf(historyEnd, this.calendar, NaN) + 1000);
		} catch {
			throw new InvalidInputError('historyEnd', 'a date such as 2026-12-31', historyEnd);
		}
	}

	/** The day by which a share of all new customers has come; takes 0 to below 1, returns 0 to 1094. */
	dayOfNewCustomer(share: number): number {
		const wanted = share * this.newCustomerShares[historyDays - 1];
		let low = 0;
		let high = historyDays - 1;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (this.newCustomerShares[middle] > wanted) high = middle;
			else low = middle + 1;
		}
		return low;
	}

	/** The month of a moment, 1 to 12. */
	monthOf(moment: number): number {
		return this.months[Math.floor(moment)];
	}

	/** Monday 1 to Sunday 7. */
	weekdayOf(day: number): number {
		return ((((this.firstDay + day + 3) % 7) + 7) % 7) + 1;
	}

	/** The instant of a moment, whole seconds in ms since 1970. */
	instantOf(moment: number): number {
		const day = Math.floor(moment);
		const second = Math.min(secondAt(this.shape, moment - day), secondsPerDay - 1);
		return this.calendar.instantOfLocal((this.firstDay + day) * msPerDay + second * 1000);
	}

	/** The instant at which the shop's clock shows a full hour on a day of the window. */
	instantAtHour(day: number, hour: number): number {
		return this.calendar.instantOfLocal((this.firstDay + day) * msPerDay + hour * 3_600_000);
	}

	/** A moment as ISO 8601 with the shop's offset. */
	isoOf(moment: number): string {
		return this.calendar.iso(this.instantOf(moment));
	}

	private shareNewCustomers(): Float64Array {
		const shares = new Float64Array(historyDays);
		let growth = 1;
		let sum = 0;
		for (let day = 0; day < historyDays; day++) {
			if (day > 0 && this.months[day] !== this.months[day - 1]) growth *= growthPerMonth;
			sum += newCustomersByMonth[this.months[day] - 1] * growth;
			shares[day] = sum;
		}
		return shares;
	}
}

type Shape = ReadonlyArray<readonly [share: number, second: number]>;

function secondAt(shape: Shape, share: number): number {
	let piece = 1;
	while (piece < shape.length - 1 && share >= shape[piece][0]) piece++;
	const [fromShare, fromSecond] = shape[piece - 1];
	const [toShare, toSecond] = shape[piece];
	const within = (share - fromShare) / (toShare - fromShare);
	return Math.floor(fromSecond + within * (toSecond - fromSecond));
}
