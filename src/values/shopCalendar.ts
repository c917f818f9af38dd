import { tzOffset } from '@date-fns/tz';
import { dateOfDay } from './days';
import { InvalidInputError } from './invalidInputError';

const msPerMinute = 60_000;
const msPerDay = 86_400_000;
const notKnown = -32_768;
const changesWithinDay = 32_767;
/** Days from 1970 into 2079 are looked up in arrays, others in maps. */
const commonDays = 40_000;

/**
 * Days and offsets in one time zone; the server's own time zone never matters.
 *
 * The offset of a whole UTC day is looked up once and cached: a shop's orders fall on few days, and a look-up in the
 * time zone data costs a thousand times an array access. Days on which the offset changes are looked up instant by
 * instant.
 */
export class ShopCalendar {
	private readonly commonOffsets = new Int16Array(commonDays).fill(notKnown);
	private readonly offsetsByDay = new Map<number, number>();
	private readonly commonDates = new Array<string | undefined>(commonDays);
	private readonly endings = new Map<number, readonly string[]>();
	private lastOffset = NaN;
	private lastEndings: readonly string[] = [];

	/** @param timeZone an IANA name such as `Europe/Berlin`; an unknown one is an `InvalidInputError` of `timeZone` */
	constructor(readonly timeZone: string) {
		try {
			new Intl.DateTimeFormat('en-US', { timeZone });
		} catch {
			throw new InvalidInputError('timeZone', 'an IANA time zone such as Europe/Berlin', timeZone);
		}
	}

	/** Offset from UTC in minutes at an instant (ms since 1970, within what a Date can hold). */
	offsetMinutes(instant: number): number {
		const utcDay = Math.floor(instant / msPerDay);
		const isCommon = utcDay >= 0 && utcDay < commonDays;
		let offset = isCommon
			? this.commonOffsets[utcDay]
			: (this.offsetsByDay.get(utcDay) ?? notKnown);
		if (offset === notKnown) {
			offset = this.offsetOfDay(utcDay);
			if (isCommon) this.commonOffsets[utcDay] = offset;
			else this.offsetsByDay.set(utcDay, offset);
		}
		return offset === changesWithinDay ? tzOffset(this.timeZone, new Date(instant)) : offset;
	}

	/** The shop's calendar day of an instant, as a day number (days since 1970-01-01). */
	dayOf(instant: number): number {
		return Math.floor((instant + this.offsetMinutes(instant) * msPerMinute) / msPerDay);
	}

	/**
	 * The instant at which the shop's clock shows a local time, given as ms since 1970 as if that clock were UTC.
	 *
	 * A time that the clock skips in spring is moved forward by the length of the gap; of one that occurs twice in autumn
	 * the first counts.
	 */
	instantOfLocal(local: number): number {
		const before = this.offsetMinutes(local - msPerDay);
		const after = this.offsetMinutes(local + msPerDay);
		const first = local - before * msPerMinute;
		if (before === after || this.offsetMinutes(first) === before) return first;
		const second = local - after * msPerMinute;
		return this.offsetMinutes(second) === after ? second : first;
	}

	/**
	 * An instant as ISO 8601 with the shop's offset, so that its first ten characters are the shop's date.
	 *
	 * @example new ShopCalendar('Europe/Berlin').iso(0) // '1970-01-01T01:00:00+01:00'
	 */
	iso(instant: number): string {
		const offset = this.offsetMinutes(instant);
		const local = instant + offset * msPerMinute;
		const day = Math.floor(local / msPerDay);
		const time = local - day * msPerDay;
		const ms = time % 1000;
		const minutes = Math.floor(time / 60_000);
		const seconds = Math.floor(time / 1000) - minutes * 60;
		const fraction = ms === 0 ? '' : fractionText(ms);
		// All instants share these pieces: the text takes a third of the memory of one written digit by digit.
		const start = this.date(day) + minuteTexts[minutes];
		return fraction === ''
			? start + this.endingsOf(offset)[seconds]
			: start + secondTexts[seconds] + fraction + offsetText(offset);
	}

	/** The calendar date of a day number, as `YYYY-MM-DD`. */
	date(day: number): string {
		if (!(day >= 0 && day < commonDays)) return dateOfDay(day);
		return (this.commonDates[day] ??= dateOfDay(day));
	}

	/** The seconds of a time followed by the offset: `:00Z` to `:59Z`. */
	private endingsOf(offset: number): readonly string[] {
		if (offset === this.lastOffset) return this.lastEndings;
		let endings = this.endings.get(offset);
		if (endings === undefined) {
			endings = secondTexts.map((second) => second + offsetText(offset));
			this.endings.set(offset, endings);
		}
		this.lastOffset = offset;
		this.lastEndings = endings;
		return endings;
	}

	private offsetOfDay(utcDay: number): number {
		const start = tzOffset(this.timeZone, new Date(utcDay * msPerDay));
		const end = tzOffset(this.timeZone, new Date((utcDay + 1) * msPerDay));
		return start === end ? start : changesWithinDay;
	}
}

const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/** `T00:00` to `T23:59`. */
const minuteTexts = Array.from(
	{ length: 1440 },
	(_, minute) => `T${twoDigits[Math.floor(minute / 60)]}:${twoDigits[minute % 60]}`,
);

/** `:00` to `:59`. */
const secondTexts = twoDigits.map((second) => `:${second}`);

function fractionText(ms: number): string {
	return `.${String(ms).padStart(3, '0')}`;
}

function offsetText(offset: number): string {
	if (offset === 0) return 'Z';
	const size = Math.abs(Math.trunc(offset));
	return `${offset < 0 ? '-' : '+'}${twoDigits[Math.floor(size / 60)]}:${twoDigits[size % 60]}`;
}
