import { divideHalfEven } from '../money/decimal';
import type { OrderBook } from '../orders/orderBook';
import type { OrderReader } from '../orders/orderReader';
import { isYes } from '../orders/orderReader';
import { normaliseEmail } from '../orders/normaliseEmail';
import { isEmpty, type Reader, readerOf } from '../orders/readPath';
import type { JsonRecord } from '../result';
import type { ShopCalendar } from '../orders/shopCalendar';
import type { OrderField } from '../orders/orderFields';
import { frequencyBand, recencyBand, spendBand } from './bands';
import type { CustomerOrders } from './customerOrders';
import { frequencyTrend } from './frequencyTrend';
import { latestValue } from './latestValue';
import type { RfmOptions } from './options';
import { topValue } from './topValue';

/** What the scores are cut from: entry `c` of each belongs to customer `c`. */
export interface ScoredValues {
	/** Days since the last order that counts; NaN for a customer without one. */
	readonly days: Float64Array;
	/** Orders in the window. */
	readonly orderCount: Float64Array;
	/** Value of the orders in the window, in minor units. */
	readonly monetaryMinor: Float64Array;
}

/** Describes customers from their orders: all that SPEC R9 asks for but the scores. */
export class CustomerProfiles {
	private readonly asOfDay: number;
	private readonly asOfText: string;
	private readonly scale: number;
	private readonly youngerThan: number;
	private readonly keptFields: ReadonlyArray<readonly [name: string, read: Reader]>;
	private readonly calendar: ShopCalendar;

	constructor(
		private readonly reader: OrderReader,
		private readonly book: OrderBook,
		private readonly grouped: CustomerOrders,
		private readonly options: RfmOptions,
	) {
		this.calendar = reader.frame.calendar;
		this.asOfDay = this.calendar.dayOf(reader.frame.asOf);
		this.asOfText = this.calendar.iso(reader.frame.asOf);
		this.scale = 10 ** book.digits;
		this.youngerThan = options.windowDays > 0 ? options.windowDays : Infinity;
		this.keptFields = keptFieldsOf(options.keepFields);
	}

	/** Recency, frequency and monetary value of every customer. */
	scoredValues(): ScoredValues {
		const { ids, starts, sequence, day } = this.grouped;
		const { orders } = this.book;
		const days = new Float64Array(ids.length).fill(NaN);
		const orderCount = new Float64Array(ids.length);
		const monetaryMinor = new Float64Array(ids.length);
		for (let c = 0; c < ids.length; c++) {
			for (let at = starts[c]; at < starts[c + 1]; at++) {
				const order = sequence[at];
				if (orders.isCounted[order] === 0) continue;
				const age = this.asOfDay - day[order];
				days[c] = age;
				if (age >= this.youngerThan) continue;
				orderCount[c]++;
				monetaryMinor[c] += orders.value[order];
			}
		}
		return { days, orderCount, monetaryMinor };
	}

	/** An amount in minor units as a number in major units. */
	major(minor: number): number {
		return minor / this.scale;
	}

	/**
	 * The fields of customer `c`, scores aside.
	 *
	 * @param meanMonetaryTotal the account's mean, in major units
	 */
	describe(c: number, meanMonetaryTotal: number) {
		const { orders } = this.book;
		const { sequence, starts, day } = this.grouped;
		const start = starts[c];
		const end = starts[c + 1];
		const ages: number[] = [];
		let history = '';
		let first = -1;
		let last = -1;
		let orderDays = 0;
		let monetaryLifetime = 0;
		let countLast365 = 0;
		let monetaryLast365 = 0;
		let countWindow = 0;
		let monetaryWindow = 0;
		let grossWindow = 0;
		let refundWindow = 0;
		let discountWindow = 0;
		let isFirstDiscounted = false;
		for (let at = start; at < end; at++) {
			const order = sequence[at];
			const age = this.asOfDay - day[order];
			if (age < this.youngerThan) {
				grossWindow += orders.gross[order];
				refundWindow += orders.refund[order];
				discountWindow += orders.discount[order];
			}
			if (orders.isCounted[order] === 0) continue;
			const value = orders.value[order];
			if (first < 0) first = order;
			if (orders.instant[order] === orders.instant[first] && orders.discount[order] > 0) {
				isFirstDiscounted = true;
			}
			if (last < 0 || day[order] !== day[last]) orderDays++;
			last = order;
			ages.push(age);
			monetaryLifetime += value;
			history += `${ages.length > 1 ? ';' : ''}${this.calendar.date(day[order])}:${this.amountText(value)}`;
			if (age < 365) {
				countLast365++;
				monetaryLast365 += value;
			}
			if (age < this.youngerThan) {
				countWindow++;
				monetaryWindow += value;
			}
		}
		const hasOrders = first >= 0;
		const { names, rows } = this.reader;
		const latestRow = rows[orders.source[sequence[end - 1]]];
		const isAlone =
			end - start === 1 || orders.instant[sequence[end - 2]] < orders.instant[sequence[end - 1]];
		const isSingle = end - start === 1 && countWindow === 1 && orders.nextLine === undefined;
		const daysSinceLastOrder = hasOrders ? this.asOfDay - day[last] : null;
		const monetaryTotal = this.major(monetaryWindow);
		// One literal with every field, scores to be filled in: spreading objects of this width costs more than all else.
		return {
			customerId: this.grouped.ids[c],
			email:
				normaliseEmail(
					this.orLatest(names.email && latestRow[names.email], isAlone, start, end, 'email'),
				) ?? null,
			phone: textOrNull(
				this.orLatest(names.phone && latestRow[names.phone], isAlone, start, end, 'phone'),
			),
			firstName: textOrNull(
				this.orLatest(
					names.firstName && latestRow[names.firstName],
					isAlone,
					start,
					end,
					'firstName',
				),
			),
			lastName: textOrNull(
				this.orLatest(names.lastName && latestRow[names.lastName], isAlone, start, end, 'lastName'),
			),
			emailConsent: consentOf(
				this.orLatest(
					names.emailConsent && latestRow[names.emailConsent],
					isAlone,
					start,
					end,
					'emailConsent',
				),
			),
			smsConsent: consentOf(
				this.orLatest(
					names.smsConsent && latestRow[names.smsConsent],
					isAlone,
					start,
					end,
					'smsConsent',
				),
			),
			pushConsent: consentOf(
				this.orLatest(
					names.pushConsent && latestRow[names.pushConsent],
					isAlone,
					start,
					end,
					'pushConsent',
				),
			),
			asOf: this.asOfText,
			currency: this.book.currency === '' ? null : this.book.currency,
			firstOrderAt: hasOrders ? this.calendar.iso(orders.instant[first]) : null,
			lastOrderAt: hasOrders ? this.calendar.iso(orders.instant[last]) : null,
			daysSinceLastOrder,
			customerAgeDays: hasOrders ? this.asOfDay - day[first] : null,
			orderCount: countWindow,
			orderCountLifetime: ages.length,
			orderCountLast365: countLast365,
			monetaryTotal,
			monetaryLifetime: this.major(monetaryLifetime),
			monetaryLast365: this.major(monetaryLast365),
			averageOrderValue:
				countWindow > 0
					? divideHalfEven(monetaryWindow * 100, countWindow) / (this.scale * 100)
					: null,
			refundRate: share(refundWindow, grossWindow),
			discountShare: share(discountWindow, grossWindow + discountWindow),
			firstOrderDiscounted: isFirstDiscounted,
			meanGapDays: orderDays > 1 ? round2((day[last] - day[first]) / (orderDays - 1)) : null,
			frequencyTrend: frequencyTrend(ages, this.options.trendDays),
			cohortMonth: hasOrders ? this.calendar.date(day[first]).slice(0, 7) : null,
			topCategory:
				isSingle && names.category !== undefined
					? topValue(latestRow[names.category])
					: this.top(start, end, 'category'),
			topBrand:
				isSingle && names.brand !== undefined
					? topValue(latestRow[names.brand])
					: this.top(start, end, 'brand'),
			topProduct:
				isSingle && names.product !== undefined
					? topValue(latestRow[names.product])
					: this.top(start, end, 'product'),
			region: textOrNull(
				this.orLatest(names.region && latestRow[names.region], isAlone, start, end, 'region'),
			),
			recencyBand: daysSinceLastOrder === null ? null : recencyBand(daysSinceLastOrder),
			frequencyBand: frequencyBand(countWindow),
			spendBand: hasOrders ? spendBand(monetaryTotal, meanMonetaryTotal) : null,
			orderHistory: history,
			recencyScore: null as number | null,
			frequencyScore: null as number | null,
			monetaryScore: null as number | null,
			rfmCell: null as string | null,
			rfmScore: null as number | null,
			rfmSegment: '',
			rfmReasons: '',
			rfmExplanation: '',
			rfmModelVersion: '',
		};
	}

	/** Adds the further fields of the orders that the options ask to keep, each with its latest value. */
	addKeptFields(c: number, row: JsonRecord): void {
		const { starts } = this.grouped;
		for (const [name, read] of this.keptFields) {
			row[name] ??= this.latest(starts[c], starts[c + 1], read) ?? null;
		}
	}

	/** Input rows of customer `c`, latest order first. */
	sourcesOf(c: number): number[] {
		const { sequence, starts } = this.grouped;
		const { orders } = this.book;
		const sources: number[] = [];
		for (let at = starts[c + 1] - 1; at >= starts[c]; at--) {
			for (let source = orders.source[sequence[at]]; source >= 0; ) {
				sources.push(source);
				source = orders.nextLine?.[source] ?? -1;
			}
		}
		return sources;
	}

	/** An input row of customer `c`: the one its latest order came in. */
	sourceOf(c: number): number {
		const { sequence, starts } = this.grouped;
		return this.book.orders.source[sequence[starts[c + 1] - 1]];
	}

	private latestField(start: number, end: number, field: OrderField): unknown {
		const read = this.reader.readerOf(field);
		return read === undefined ? undefined : this.latest(start, end, read);
	}

	/** A value of the latest order if that says something and stands alone at its instant, else the latest that does. */
	private orLatest(
		value: unknown,
		isAlone: boolean,
		start: number,
		end: number,
		field: OrderField,
	): unknown {
		return isAlone && !isEmpty(value) ? value : this.latestField(start, end, field);
	}

	private latest(start: number, end: number, read: Reader): unknown {
		const { orders } = this.book;
		const { sequence } = this.grouped;
		const { rows } = this.reader;
		return latestValue(start, end, {
			read: (at) => read(rows[orders.source[sequence[at]]]),
			instantAt: (at) => orders.instant[sequence[at]],
		});
	}

	/** What a customer ordered most often in the window; each line of an order counts once. */
	private top(start: number, end: number, field: OrderField): string | null {
		const { orders } = this.book;
		const { sequence, day } = this.grouped;
		const read = this.reader.readerOf(field);
		if (read === undefined) return null;
		const values: unknown[] = [];
		for (let at = start; at < end; at++) {
			const order = sequence[at];
			if (orders.isCounted[order] === 0 || this.asOfDay - day[order] >= this.youngerThan) continue;
			for (let source = orders.source[order]; source >= 0; ) {
				const value = read(this.reader.rows[source]);
				if (Array.isArray(value)) values.push(...value);
				else values.push(value);
				source = orders.nextLine?.[source] ?? -1;
			}
		}
		return topValue(values);
	}

	private amountText(minor: number): string {
		if (this.scale !== 100 || minor < 0 || minor > 0x3fffffff) return String(this.major(minor));
		const fraction = minor % 100;
		const whole = (minor - fraction) / 100;
		return fraction === 0 ? `${whole}` : `${whole}${centTexts[fraction]}`;
	}
}

/** '.01' to '.99', without trailing zeros. */
const centTexts = Array.from({ length: 100 }, (_, cents) =>
	`.${String(cents).padStart(2, '0')}`.replace(/0$/, ''),
);

function keptFieldsOf(names: string): Array<readonly [string, Reader]> {
	return names
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '')
		.map((name) => [name.split('.').at(-1) ?? name, readerOf([name]) as Reader] as const);
}

/** A share of a whole, rounded to four digits; 0 of nothing. */
function share(part: number, whole: number): number {
	return whole > 0 ? Math.round((part / whole) * 1e4) / 1e4 : 0;
}

function round2(value: number): number {
	return Math.round(value * 100) / 100;
}

function textOrNull(value: unknown): string | null {
	if (isEmpty(value)) return null;
	if (typeof value === 'string') return value.trim();
	return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A consent as yes, no or unknown (null): booleans, 0 and 1, and the words that shops use. */
function consentOf(value: unknown): boolean | null {
	if (typeof value === 'boolean') return value;
	if (isEmpty(value)) return null;
	if (isYes(value) || isWord(value, ['subscribed', 'granted', 'opted_in', 'opt_in'])) return true;
	if (value === 0) return false;
	const no = [
		'false',
		'no',
		'n',
		'0',
		'unsubscribed',
		'not_subscribed',
		'denied',
		'opted_out',
		'opt_out',
	];
	return isWord(value, no) ? false : null;
}

function isWord(value: unknown, words: readonly string[]): boolean {
	return (
		typeof value === 'string' &&
		words.includes(
			value
				.trim()
				.toLowerCase()
				.replace(/[\s-]+/g, '_'),
		)
	);
}
