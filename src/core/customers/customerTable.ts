import { isEmpty } from '../../values/isEmpty';
import type { JsonRecord } from '../../values/jsonRecord';
import { readNumber } from '../../values/readNumber';
import { storedDay } from '../../values/storedDay';
import type { SetAsideRow } from '../result';
import { ordersUpTo, readOrderHistory, type OrderHistory } from './orderHistory';
import { Customers } from './customers';

/** The names of a customer's fields; a field that a node has no parameter for keeps Compute RFM's name. */
const defaultNames = {
	customerId: 'customerId',
	asOf: 'asOf',
	daysSinceLastOrder: 'daysSinceLastOrder',
	lastOrderAt: 'lastOrderAt',
	customerAgeDays: 'customerAgeDays',
	firstOrderAt: 'firstOrderAt',
	orderCount: 'orderCount',
	orderCountLifetime: 'orderCountLifetime',
	orderHistory: 'orderHistory',
	tier: 'tier',
};

export type CustomerTableNames = typeof defaultNames;

/** A hundred years: no customer's last order is older, so a greater number is a data error. */
const mostDays = 36_525;

/**
 * The customers of a run, by ID in code-unit order, and the shared reading of the fields that every scoring node uses.
 *
 * A customer is measured against its own `asOf`, whose written date is the shop's day; with `asOf` in the options all
 * are measured against that. Day counts in a row are valid only for the row's own day: against another day they are
 * recalculated. Methods take the index of a customer in `ids`; NaN means that a number is not known.
 */
export class CustomerTable {
	readonly ids: readonly string[];
	/** `sources[i]` is the index of the input row of `ids[i]`. */
	readonly sources: readonly number[];
	readonly setAside: readonly SetAsideRow[];
	/** The first input row, customer or not. */
	readonly firstRow: JsonRecord | undefined;
	/** Whether every customer is measured against its own `asOf`. */
	readonly isOwnDay: boolean;
	private readonly customers: Customers;
	private readonly names: CustomerTableNames;
	private readonly commonDay: number;
	private lastAsOf: unknown;
	private lastDay = NaN;

	constructor(
		/** The customers, or the input rows with them. */
		given: Customers | readonly JsonRecord[],
		names: Partial<CustomerTableNames>,
		asOf: unknown = '',
	) {
		this.names = { ...defaultNames, ...names };
		const { customerId } = this.names;
		const customers = given instanceof Customers ? given : Customers.ofRows(given, customerId);
		this.customers = customers;
		this.ids = customers.ids;
		this.sources = customers.sources;
		this.setAside = customers.setAside;
		this.firstRow = customers.firstRow;
		this.isOwnDay = isEmpty(asOf);
		this.commonDay = storedDay(asOf) ?? NaN;
	}

	row(i: number): JsonRecord {
		return this.customers.row(i);
	}

	/** Whether any customer has a field of this name. */
	hasField(name: string): boolean {
		return this.customers.hasField(name);
	}

	/** The day that a customer is measured against, as a day number. */
	asOfDay(i: number): number {
		if (!this.isOwnDay) return this.commonDay;
		const asOf = this.row(i)[this.names.asOf];
		// Most customers share it.
		if (asOf !== this.lastAsOf) {
			this.lastAsOf = asOf;
			this.lastDay = storedDay(asOf) ?? NaN;
		}
		return this.lastDay;
	}

	/** All orders in the row; undefined where its text is not an order history. */
	history(i: number): OrderHistory | undefined {
		return readOrderHistory(this.row(i)[this.names.orderHistory]);
	}

	/**
	 * Days since the last order as given in the row; Infinity where they are more than a hundred years, NaN where they
	 * are missing or valid for another day.
	 */
	givenDaysSinceLastOrder(i: number): number {
		if (!this.isOwnDay) return NaN;
		const given = readNumber(this.row(i)[this.names.daysSinceLastOrder]);
		return given >= 0 ? (given <= mostDays ? given : Infinity) : NaN;
	}

	/** Whether the row has a value for its last order, even one that is not a date. */
	saysLastOrder(i: number): boolean {
		return !isEmpty(this.row(i)[this.names.lastOrderAt]);
	}

	/** Days since the last order: as given, else counted from the last order that is not after the day. */
	daysSinceLastOrder(i: number): number {
		const given = this.givenDaysSinceLastOrder(i);
		if (given >= 0) return given === Infinity ? NaN : given;
		const day = this.asOfDay(i);
		return daysBetween(this.lastOrderDay(i, day, this.history(i)), day);
	}

	/** The day of the last order that is not after a day, by the order history, else by the date of the last order. */
	lastOrderDay(i: number, day: number, history: OrderHistory | undefined): number {
		const orders = history === undefined ? 0 : ordersUpTo(history, day);
		if (history !== undefined && orders > 0) return history.days[orders - 1];
		return storedDay(this.row(i)[this.names.lastOrderAt]) ?? NaN;
	}

	/**
	 * Days since the first order: as given, else counted from the date of the first order, else from the history. Below 0
	 * where the first order is after the day.
	 *
	 * @param day measured against; by default `asOfDay(i)`
	 */
	customerAgeDays(i: number, day?: number): number {
		const row = this.row(i);
		const given = this.isOwnDay ? readNumber(row[this.names.customerAgeDays]) : NaN;
		if (given >= 0) return given;
		const firstDay = storedDay(row[this.names.firstOrderAt]);
		return (day ?? this.asOfDay(i)) - (firstDay ?? this.history(i)?.days[0] ?? NaN);
	}

	/** All orders so far as the row counts them; without that count those within Compute RFM's window. */
	orderCount(i: number): number {
		const row = this.row(i);
		const lifetime = readNumber(row[this.names.orderCountLifetime]);
		return lifetime === lifetime ? lifetime : readNumber(row[this.names.orderCount]);
	}

	/** Undefined where the customer has no tier. */
	tier(i: number): string | undefined {
		const tier = this.row(i)[this.names.tier];
		return typeof tier === 'string' && tier !== '' ? tier : undefined;
	}
}

/** Days from one day to another; NaN where the first is after the second, or more than a hundred years before it. */
export function daysBetween(from: number, to: number): number {
	const days = to - from;
	return days >= 0 && days <= mostDays ? days : NaN;
}
