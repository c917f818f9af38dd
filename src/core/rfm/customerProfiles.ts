import { divideHalfEven } from '../money/decimal';
import type { OrderBook } from '../orders/orderBook';
import type { OrderReader } from '../orders/orderReader';
import { isYes } from '../orders/orderReader';
import { normaliseEmail } from '../orders/normaliseEmail';
import { isEmpty, type Reader, readerOf } from '../orders/readPath';
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
		const daysSinceLastOrder = hasOrders ? this.asOfDay - day[last] : null;
		const monetaryTotal = this.major(monetaryWindow);
		return {
			customerId: this.grouped.ids[c],
			...this.contact(start, end),
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
			topCategory: this.top(start, end, 'category'),
			topBrand: this.top(start, end, 'brand'),
			topProduct: this.top(start, end, 'product'),
			region: textOrNull(this.latest(start, end, (row) => this.reader.value(row, 'region'))),
			recencyBand: daysSinceLastOrder === null ? null : recencyBand(daysSinceLastOrder),
			frequencyBand: frequencyBand(countWindow),
			spendBand: hasOrders ? spendBand(monetaryTotal, meanMonetaryTotal) : null,
			orderHistory: history,
		};
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

	private contact(start: number, end: number): Record<string, unknown> {
		const latest = (field: OrderField) =>
			this.latest(start, end, (row) => this.reader.value(row, field));
		const contact: Record<string, unknown> = {
			email: normaliseEmail(latest('email')) ?? null,
			phone: textOrNull(latest('phone')),
			firstName: textOrNull(latest('firstName')),
			lastName: textOrNull(latest('lastName')),
			emailConsent: consentOf(latest('emailConsent')),
			smsConsent: consentOf(latest('smsConsent')),
			pushConsent: consentOf(latest('pushConsent')),
		};
		for (const [name, read] of this.keptFields)
			contact[name] = this.latest(start, end, read) ?? null;
		return contact;
	}

	private latest(start: number, end: number, read: Reader): unknown {
		const { orders } = this.book;
		const { sequence } = this.grouped;
		return latestValue(
			end - start,
			(place) => this.reader.rows[orders.source[sequence[start + place]]],
			(place) => orders.instant[sequence[start + place]],
			read,
		);
	}

	/** What a customer ordered most often in the window; each line of an order counts once. */
	private top(start: number, end: number, field: OrderField): string | null {
		const { orders } = this.book;
		const { sequence, day } = this.grouped;
		const values: unknown[] = [];
		for (let at = start; at < end; at++) {
			const order = sequence[at];
			if (orders.isCounted[order] === 0 || this.asOfDay - day[order] >= this.youngerThan) continue;
			for (let source = orders.source[order]; source >= 0; ) {
				const value = this.reader.value(this.reader.rows[source], field);
				if (Array.isArray(value)) values.push(...value);
				else if (!isEmpty(value)) values.push(value);
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
