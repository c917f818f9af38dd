import type { JsonRecord, SetAsideRow } from '../result';
import { MoneyReader, type RowCurrency } from './moneyReader';
import { normaliseEmail } from './normaliseEmail';
import type { OrderField } from './orderFields';
import { orderFields } from './orderFields';
import type { OrderOptions } from './options';
import { parseInstant } from './parseInstant';
import { orderPresets, type OrderPreset, type Refund, type StatusMeaning } from './presets';
import { isEmpty, type Reader, readerOf } from './readPath';
import { type OrderSetAsideCode, orderSetAsideReasons } from './setAsideReasons';
import { ShopCalendar } from './shopCalendar';
import { StatusReader } from './statusReader';
import { TextIndex } from './textIndex';

/** What one order row says, in numbers: column `k` of each list belongs to the k-th readable row. */
export interface ReadableRows {
	/** Index of the input row. */
	readonly source: number[];
	/** Number of the customer id in `accountIds`, or -1 minus the number of the guest's email in `guestEmails`. */
	readonly buyer: number[];
	/** Number of the order id in `orderIds`; -1 without one. */
	readonly order: number[];
	/** Instant of the order, in ms since 1970. */
	readonly instant: number[];
	readonly currency: RowCurrency[];
	/** Amount in minor units of the row's currency, after discounts, as charged. */
	readonly amount: number[];
	readonly discount: number[];
	/** What was given back by asOf. */
	readonly refund: number[];
	readonly status: StatusMeaning[];
	/** Email as it stands in the row. */
	readonly email: unknown[];
}

/** Whom the rows are read for: nothing of it is in the rows. */
export interface OrderFrame {
	readonly asOf: number;
	readonly calendar: ShopCalendar;
}

/**
 * Reads order rows into columns, chunk by chunk, and sets aside what can't be read.
 *
 * What needs all rows at once (the base currency, duplicates, refunds, guests' accounts) is settled by `settleOrders`.
 */
export class OrderReader {
	readonly rows: JsonRecord[] = [];
	readonly readable: ReadableRows = {
		source: [],
		buyer: [],
		order: [],
		instant: [],
		currency: [],
		amount: [],
		discount: [],
		refund: [],
		status: [],
		email: [],
	};
	readonly setAside: SetAsideRow[] = [];
	readonly money: MoneyReader;
	readonly statuses: StatusReader;
	readonly accountIds = new TextIndex(1024);
	readonly guestEmails = new TextIndex();
	readonly orderIds = new TextIndex(1024);
	/** How often an optional amount (discount, refund …) could not be read and was taken as 0, by field. */
	readonly unreadable = new Map<string, number>();
	readonly preset: OrderPreset;
	private readonly readers: Partial<Record<OrderField, Reader>>;
	private readonly datesCalendar: ShopCalendar;

	constructor(
		readonly options: OrderOptions,
		readonly frame: OrderFrame,
	) {
		const preset: OrderPreset = orderPresets[options.source];
		this.preset = preset;
		this.readers = readersOf(options, preset);
		this.money = new MoneyReader(options.numberLocale, preset.amountUnit);
		this.statuses = new StatusReader(preset.statuses);
		this.datesCalendar =
			preset.dateWithoutOffset === 'utc' ? new ShopCalendar('UTC') : frame.calendar;
	}

	/** Reads a chunk of rows; chunks one after the other equal all rows at once. */
	add(rows: readonly JsonRecord[]): void {
		for (const row of rows) {
			this.rows.push(row);
			this.addRow(row, this.rows.length - 1);
		}
	}

	/** The value of a field in a row, as it stands there. */
	value(row: JsonRecord, field: OrderField): unknown {
		return this.readers[field]?.(row);
	}

	/** Sets a row aside, with the sentence of its code or a fuller one. */
	refuse(
		source: number,
		code: OrderSetAsideCode,
		explanation: string = orderSetAsideReasons[code],
	): void {
		this.setAside.push({ source, code, explanation, row: this.rows[source] });
	}

	/**
	 * An optional amount in minor units of the row's currency: 0 where there is none, and where it can't be read, which is
	 * counted.
	 */
	optionalMinor(value: unknown, field: string, toMinor: (value: unknown) => number): number {
		if (value === undefined || value === null || value === 0 || isEmpty(value)) return 0;
		const minor = toMinor(value);
		if (!Number.isNaN(minor)) return Math.abs(minor);
		this.unreadable.set(field, (this.unreadable.get(field) ?? 0) + 1);
		return 0;
	}

	/** What was given back on an order by asOf, in the units of `toMinor`; a refund without a readable date counts at once. */
	refundMinor(row: JsonRecord, toMinor: (value: unknown) => number): number {
		if (this.preset.refunds === undefined) {
			const amount = this.value(row, 'refund');
			if (amount === undefined || amount === null || amount === 0) return 0;
			return this.isRefundDue(this.value(row, 'refundedAt'))
				? this.optionalMinor(amount, 'refund', toMinor)
				: 0;
		}
		let sum = 0;
		for (const { amount, at } of this.preset.refunds(row) as readonly Refund[]) {
			if (this.isRefundDue(at)) sum += this.optionalMinor(amount, 'refund', toMinor);
		}
		return sum;
	}

	private isRefundDue(at: unknown): boolean {
		return isEmpty(at) || !(parseInstant(at, this.datesCalendar) > this.frame.asOf);
	}

	private addRow(row: JsonRecord, source: number): void {
		const { readers } = this;
		const email = readers.email?.(row);
		const buyer = this.buyerOf(readers.customerId?.(row), email);
		if (buyer === undefined) return this.refuse(source, 'missing_identity');

		const date = readers.orderDate?.(row);
		if (isEmpty(date)) return this.refuse(source, 'missing_date');
		const instant = parseInstant(date, this.datesCalendar);
		if (Number.isNaN(instant)) return this.refuse(source, 'unparseable_date');
		if (instant > this.frame.asOf) return this.refuse(source, 'after_as_of');

		const charged = readers.amount?.(row);
		if (isEmpty(charged)) return this.refuse(source, 'missing_amount');
		const currency = this.money.currencyOf(readers.currency?.(row));
		const amount = this.money.minor(charged, currency);
		if (Number.isNaN(amount)) return this.refuse(source, 'unparseable_amount');

		const toMinor = (value: unknown) => this.money.minor(value, currency);
		const { readable } = this;
		readable.source.push(source);
		readable.buyer.push(buyer.isGuest ? -1 - buyer.number : buyer.number);
		readable.order.push(this.orderOf(readers.orderId?.(row)));
		readable.instant.push(instant);
		readable.currency.push(currency);
		readable.amount.push(amount);
		readable.discount.push(this.optionalMinor(readers.discount?.(row), 'discount', toMinor));
		readable.refund.push(this.refundMinor(row, toMinor));
		readable.status.push(this.statusOf(row));
		readable.email.push(email);
	}

	private buyerOf(id: unknown, email: unknown): { isGuest: boolean; number: number } | undefined {
		const text = textOfId(id);
		if (text !== undefined && !this.preset.guestIds.includes(id)) {
			return { isGuest: false, number: this.accountIds.add(text) };
		}
		const address = normaliseEmail(email);
		return address === undefined
			? undefined
			: { isGuest: true, number: this.guestEmails.add(address) };
	}

	private orderOf(id: unknown): number {
		const text = textOfId(id);
		return text === undefined ? -1 : this.orderIds.add(text);
	}

	private statusOf(row: JsonRecord): StatusMeaning {
		const { readers, preset } = this;
		const said = this.statuses.read(readers.status?.(row));
		const own = preset.statusOfRow?.(row);
		if (said === 'cancelled' || own === 'cancelled' || this.isCancelled(row)) return 'cancelled';
		if (said === 'test' || own === 'test' || isYes(readers.isTest?.(row))) return 'test';
		return own ?? said;
	}

	private isCancelled(row: JsonRecord): boolean {
		const at = this.readers.cancelledAt?.(row);
		if (isEmpty(at) || at === false) return false;
		return !(parseInstant(at, this.datesCalendar) > this.frame.asOf);
	}
}

function readersOf(
	options: OrderOptions,
	preset: OrderPreset,
): Partial<Record<OrderField, Reader>> {
	const isCustom = options.source === 'custom';
	return Object.fromEntries(
		orderFields.map((field) => [
			field,
			readerOf(isCustom ? [options.fields[field]] : (preset.paths[field] ?? [])),
		]),
	);
}

/** An id as text: trimmed, numbers as they print; undefined for nothing and for what is no id. */
export function textOfId(value: unknown): string | undefined {
	if (typeof value === 'string') {
		const hasSpace = value.charCodeAt(0) <= 32 || value.charCodeAt(value.length - 1) <= 32;
		const text = hasSpace ? value.trim() : value;
		return text === '' ? undefined : text;
	}
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
	return typeof value === 'bigint' ? value.toString() : undefined;
}

/** Whether a flag says yes: true, 1, or a text for it. */
export function isYes(value: unknown): boolean {
	if (value === undefined || value === null || value === false || value === '') return false;
	if (value === true || value === 1) return true;
	return typeof value === 'string' && /^\s*(true|yes|y|1)\s*$/i.test(value);
}
