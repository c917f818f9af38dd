import { dayOfDate } from '../../values/days';

/**
 * The last day that is over at an instant, as a day number: the day before it, or its own day where the instant is the
 * end of that day (a date alone, or a time of 23:59:59). Undefined where it isn't a date.
 *
 * @example lastDayOver('1970-01-03') // 2
 */
export function lastDayOver(asOf: unknown): number | undefined {
	const day = dayOfDate(asOf);
	if (day === undefined) return undefined;
	const time = (asOf as string).slice(11, 19);
	return time === '' || time === '23:59:59' ? day : day - 1;
}
