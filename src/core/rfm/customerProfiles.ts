import { isEmpty } from '../../values/isEmpty';
import type { JsonRecord } from '../../values/jsonRecord';
import { NumberTexts } from '../customers/numberTexts';
import { AmountWriter } from '../money/amountWriter';
import { divideHalfEven } from '../money/decimal';
import type { OrderBook } from '../orders/orderBook';
import type { OrderReader } from '../orders/orderReader';
import { readConsent } from '../../values/yesOrNo';
import { normaliseEmail } from '../../values/normaliseEmail';
import { plainText } from '../../values/plainText';
import { type Reader, readerOf } from '../orders/readPath';
import { roundTo } from '../stats/rounding';
import type { ShopCalendar } from '../../values/shopCalendar';
import { spendBand } from './bands';
import type { CustomerOrders } from '../orders/customerOrders';
import { CustomerRows } from '../orders/customerRows';
import { frequencyTrend } from './frequencyTrend';
import type { RfmOptions } from './options';
import { OrderTotals } from './orderTotals';
import { shareOf } from './shareOf';

/** The values that scores are cut from: entry `c` of each belongs to customer `c`. */
export interface ScoredValues {
	/** Days since the last counted order; NaN for a customer without one. */
	readonly days: Float64Array;
	/** Orders in the window. */
	readonly orderCount: Float64Array;
	/** Value of the orders in the window, in minor units. */
	readonly monetaryMinor: Float64Array;
}

/** Describes customers from their orders: all fields but the scores. */
export class CustomerProfiles {
	private readonly asOfDay: number;
	private readonly asOfText: string;
	private readonly scale: number;
	private readonly youngerThan: number;
	private readonly keptFields: ReadonlyArray<readonly [name: string, read: Reader]>;
	private readonly calendar: ShopCalendar;
	private readonly totals: OrderTotals;
	private readonly amounts: AmountWriter;
	/**
	 * By the age of a day: its month, and the start of its order in `orderHistory`, as the first one and as a further
	 * one.
	 */
	private readonly months: NumberTexts;
	private readonly firstOrders: NumberTexts;
	private readonly furtherOrders: NumberTexts;
	private readonly rows: CustomerRows;

	constructor(
		private readonly reader: OrderReader,
		private readonly book: OrderBook,
		private readonly grouped: CustomerOrders,
		options: RfmOptions,
	) {
		this.calendar = reader.frame.calendar;
		this.asOfDay = this.calendar.dayOf(reader.frame.asOf);
		this.asOfText = this.calendar.iso(reader.frame.asOf);
		this.scale = 10 ** book.digits;
		this.amounts = new AmountWriter(book.digits);
		const dateOfAge = (age: number) => this.calendar.date(this.asOfDay - age);
		this.months = new NumberTexts((age) => dateOfAge(age).slice(0, 7));
		this.firstOrders = new NumberTexts((age) => `${dateOfAge(age)}:`);
		this.furtherOrders = new NumberTexts((age) => `;${dateOfAge(age)}:`);
		this.youngerThan = options.windowDays > 0 ? options.windowDays : Infinity;
		this.keptFields = keptFieldsOf(options.keepFields);
		this.rows = new CustomerRows(reader, book, grouped, (order) => this.isInWindow(order));
		this.totals = new OrderTotals(book.orders, grouped, {
			asOfDay: this.asOfDay,
			windowDays: this.youngerThan,
			trendDays: options.trendDays,
		});
	}

	/** Recency, frequency and monetary value of every customer. */
	scoredValues(): ScoredValues {
		const { ids, starts, day } = this.grouped;
		const { orders } = this.book;
		const days = new Float64Array(ids.length).fill(NaN);
		const orderCount = new Float64Array(ids.length);
		const monetaryMinor = new Float64Array(ids.length);
		for (let c = 0; c < ids.length; c++) {
			for (let order = starts[c]; order < starts[c + 1]; order++) {
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
	 * The fields of customer `c`; scores are filled in later.
	 *
	 * One literal with every field, in the order of the product: spreading objects of this width costs more than
	 * everything else together.
	 *
	 * @param meanMonetaryTotal the account's mean, in major units
	 */
	describe(c: number, meanMonetaryTotal: number) {
		const { calendar, totals, rows } = this;
		const { orders } = this.book;
		const { names } = this.reader.fields;
		const { day } = this.grouped;
		totals.fill(c);
		const { first, last, countWindow, orderDays } = totals;
		const hasOrders = first >= 0;
		const daysSinceLastOrder = hasOrders ? this.asOfDay - day[last] : null;
		const monetaryTotal = this.major(totals.monetaryWindow);
		rows.enter(c);
		const row = rows.latest;
		const firstOrderAt = hasOrders ? calendar.iso(orders.instant[first]) : null;
		return {
			customerId: this.grouped.ids[c],
			email: normaliseEmail(rows.newest(row[names.email], 'email')) ?? null,
			rfmSegment: '',
			rfmCell: null as string | null,
			rfmScore: null as number | null,
			recencyScore: null as number | null,
			frequencyScore: null as number | null,
			monetaryScore: null as number | null,
			rfmExplanation: '',
			spendBand: hasOrders ? spendBand(monetaryTotal, meanMonetaryTotal) : null,
			daysSinceLastOrder,
			orderCount: countWindow,
			monetaryTotal,
			averageOrderValue: this.averageOrderValue(),
			currency: this.book.currency === '' ? null : this.book.currency,
			firstOrderAt,
			lastOrderAt: first === last ? firstOrderAt : calendar.iso(orders.instant[last]),
			phone: textOrNull(rows.newest(row[names.phone], 'phone')),
			firstName: textOrNull(rows.newest(row[names.firstName], 'firstName')),
			lastName: textOrNull(rows.newest(row[names.lastName], 'lastName')),
			emailConsent: readConsent(rows.newest(row[names.emailConsent], 'emailConsent')) ?? null,
			smsConsent: readConsent(rows.newest(row[names.smsConsent], 'smsConsent')) ?? null,
			pushConsent: readConsent(rows.newest(row[names.pushConsent], 'pushConsent')) ?? null,
			orderCountLifetime: totals.count,
			orderCountLast365: totals.countLast365,
			monetaryLifetime: this.major(totals.monetary),
			monetaryLast365: this.major(totals.monetaryLast365),
			customerAgeDays: hasOrders ? this.asOfDay - day[first] : null,
			meanGapDays: orderDays > 1 ? roundTo((day[last] - day[first]) / (orderDays - 1), 2) : null,
			frequencyTrend: frequencyTrend(totals.count, totals.recentOrders, totals.ordersBefore),
			cohortMonth: hasOrders ? this.months.of(this.asOfDay - day[first]) : null,
			topCategory: rows.top(row[names.category], 'category'),
			topBrand: rows.top(row[names.brand], 'brand'),
			topProduct: rows.top(row[names.product], 'product'),
			region: textOrNull(rows.newest(row[names.region], 'region')),
			refundRate: shareOf(totals.refundWindow, totals.grossWindow),
			discountShare: shareOf(totals.discountWindow, totals.grossWindow + totals.discountWindow),
			fullPriceOrderCount: totals.fullPriceWindow,
			asOf: this.asOfText,
			orderHistory: this.historyText(),
		};
	}

	/** Whether the first order of the customer described last had a discount. */
	isFirstDiscounted() {
		return this.totals.isFirstDiscounted;
	}

	private averageOrderValue(): number | null {
		const { monetaryWindow, countWindow } = this.totals;
		if (countWindow === 0) return null;
		return divideHalfEven(monetaryWindow * 100, countWindow) / (this.scale * 100);
	}

	/** Adds the further fields of the orders that the options keep, each with its latest value. */
	addKeptFields(c: number, row: JsonRecord): void {
		if (this.keptFields.length === 0) return;
		this.rows.enter(c);
		for (const [name, read] of this.keptFields) {
			if (Object.hasOwn(row, name)) continue;
			const value = this.rows.newestOf(read) ?? null;
			// Defined, not assigned: `__proto__` is a name like any other.
			Object.defineProperty(row, name, {
				value,
				configurable: true,
				enumerable: true,
				writable: true,
			});
		}
	}

	/** Input rows of customer `c`, latest order first. */
	sourcesOf(c: number): number[] {
		this.rows.enter(c);
		return this.rows.sources();
	}

	/** An input row of customer `c`: that of its latest order. */
	sourceOf(c: number): number {
		return this.book.orders.source[this.grouped.starts[c + 1] - 1];
	}

	/** Whether an order is within the window. */
	private isInWindow(order: number): boolean {
		const isCounted = this.book.orders.isCounted[order] === 1;
		return isCounted && this.asOfDay - this.grouped.day[order] < this.youngerThan;
	}

	/** The counted orders, oldest first, as `date:amount;date:amount`. */
	private historyText(): string {
		const { orders } = this.book;
		const { day } = this.grouped;
		let text = '';
		for (let order = this.rows.start; order < this.rows.end; order++) {
			if (orders.isCounted[order] === 0) continue;
			const openings = text === '' ? this.firstOrders : this.furtherOrders;
			text += openings.of(this.asOfDay - day[order]) + this.amounts.text(orders.value[order]);
		}
		return text;
	}
}

function keptFieldsOf(names: string): Array<readonly [string, Reader]> {
	return names
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '')
		.map((name) => [name.split('.').at(-1) ?? name, readerOf([name]) as Reader] as const);
}

function textOrNull(value: unknown): string | null {
	if (isEmpty(value)) return null;
	return plainText(value).trim();
}
