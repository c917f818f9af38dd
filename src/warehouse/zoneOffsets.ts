import type { ShopCalendar } from '../values/shopCalendar';

const msPerDay = 86_400_000;
const msPerMinute = 60_000;

/** From an instant on (ms since 1970) a time zone's clock is ahead of UTC by this many minutes. */
export interface ZoneOffset {
	readonly from: number;
	readonly minutes: number;
}

/**
 * The offsets of a shop's time zone from 1970 to an instant, oldest first; the first one counts for all time before.
 *
 * Statements contain them as literals: the time zone functions of engines differ in times that occur twice, in the
 * years they cover and in whether they are installed at all.
 */
export function zoneOffsets(calendar: ShopCalendar, until: number): ZoneOffset[] {
	const offsets: ZoneOffset[] = [{ from: -Infinity, minutes: calendar.offsetMinutes(0) }];
	// No time zone changes its offset and changes it back within six days.
	for (let at = 0; at < until; at += 6 * msPerDay) {
		const next = Math.min(at + 6 * msPerDay, until);
		if (calendar.offsetMinutes(next) === calendar.offsetMinutes(at)) continue;
		const from = firstInstantOf(calendar, at, next);
		offsets.push({ from, minutes: calendar.offsetMinutes(next) });
	}
	return offsets;
}

/** The first whole minute after `before` that has the offset of `after`. */
function firstInstantOf(calendar: ShopCalendar, before: number, after: number): number {
	const old = calendar.offsetMinutes(before);
	let low = Math.floor(before / msPerMinute);
	let high = Math.ceil(after / msPerMinute);
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		if (calendar.offsetMinutes(middle * msPerMinute) === old) low = middle;
		else high = middle;
	}
	return high * msPerMinute;
}

/** An expression of the offset in ms at an instant in ms. */
export function offsetAt(offsets: readonly ZoneOffset[], instant: string): string {
	return chain(
		offsets.map(({ from, minutes }) => [from, minutes]),
		instant,
	);
}

/**
 * An expression of the offset in ms when a clock shows a local time in ms: for a time that occurs twice the first, for
 * a skipped time the offset before the skip.
 */
export function offsetAtLocal(offsets: readonly ZoneOffset[], local: string): string {
	const steps = offsets.map(({ from, minutes }, i): [number, number] => {
		const ahead = Math.max(minutes, offsets[i - 1]?.minutes ?? minutes);
		return [from + ahead * msPerMinute, minutes];
	});
	return chain(steps, local);
}

/** Newest first: most orders are recent, and a CASE stops at the first true condition. */
function chain(steps: ReadonlyArray<readonly [from: number, minutes: number]>, value: string) {
	const [first, ...later] = steps;
	if (later.length === 0) return String(first[1] * msPerMinute);
	const cases = later
		.reverse()
		.map(([from, minutes]) => `WHEN ${value} >= ${from} THEN ${minutes * msPerMinute}`);
	return `(CASE ${cases.join(' ')} ELSE ${first[1] * msPerMinute} END)`;
}
