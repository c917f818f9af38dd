const secondsOfDay = 86_400;
const msOfSecond = 1000;

/** Digits of a second that a Parquet time counts in. */
export type SecondDigits = 3 | 6 | 9;

/** Texts of days that came up: orders of some years have a thousand different ones. */
const dayTexts = new Map<number, string>();
const mostDayTexts = 50_000;

/**
 * A day as ISO text; `no date` for one that no calendar has, such as DuckDB's infinity.
 *
 * @param day since 1970-01-01
 * @example dayText(20_458) // '2026-01-05'
 */
export function dayText(day: number): string {
	let text = dayTexts.get(day);
	if (text === undefined) {
		const date = new Date(day * secondsOfDay * msOfSecond);
		text = Number.isNaN(date.getTime()) ? 'no date' : date.toISOString().slice(0, -14);
		if (dayTexts.size < mostDayTexts) dayTexts.set(day, text);
	}
	return text;
}

/**
 * An instant or a local time as ISO text, with as much of a fraction as it has.
 *
 * @param value since 1970-01-01, in units of 10^-digits seconds
 * @param mark behind the text: `Z` for an instant, nothing for a local time
 * @example timestampText(1_767_607_200_500_000n, 6, 'Z') // '2026-01-05T10:00:00.5Z'
 */
export function timestampText(value: bigint, digits: SecondDigits, mark: 'Z' | ''): string {
	const [seconds, fraction] = secondsOf(value, digits);
	const day = Math.floor(seconds / secondsOfDay);
	return `${dayText(day)}T${clockText(seconds - day * secondsOfDay, fraction, digits)}${mark}`;
}

/** A time of day as text. */
export function timeText(value: bigint | number, digits: SecondDigits): string {
	const [seconds, fraction] = secondsOf(BigInt(value), digits);
	return clockText(seconds, fraction, digits);
}

/** Whole seconds, rounded down, and the units that are left. */
function secondsOf(value: bigint, digits: SecondDigits): [seconds: number, fraction: number] {
	const units = 10 ** digits;
	const plain = Number(value);
	let seconds: number;
	let fraction: number;
	if (Number.isSafeInteger(plain)) {
		seconds = Math.floor(plain / units);
		fraction = plain - seconds * units;
	} else {
		const whole = value / BigInt(units);
		seconds = Number(whole);
		fraction = Number(value - whole * BigInt(units));
	}
	return fraction < 0 ? [seconds - 1, fraction + units] : [seconds, fraction];
}

const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

function clockText(seconds: number, fraction: number, digits: SecondDigits): string {
	const hour = twoDigits[Math.floor(seconds / 3600)];
	const minute = twoDigits[Math.floor(seconds / 60) % 60];
	const clock = `${hour}:${minute}:${twoDigits[seconds % 60]}`;
	if (fraction === 0) return clock;
	return `${clock}.${String(fraction).padStart(digits, '0').replace(/0+$/, '')}`;
}
