import { isYes } from '../../values/yesOrNo';
import type { JsonRecord } from '../../values/jsonRecord';
import type { SetAsideRow } from '../result';
import { type Conversion, MoneyReader, type RowCurrency } from './moneyReader';
import { normaliseEmail } from '../../values/normaliseEmail';
import type { OrderField } from './orderFields';
import { orderFields } from './orderFields';
import type { OrderOptions } from './options';
import { parseInstant } from '../../values/parseInstant';
import { orderPresets, type OrderPreset, type Refund, type StatusMeaning } from './presets';
import { ReadableRows, statusCodes } from './readableRows';
import { isEmpty } from '../../values/isEmpty';
import { plainName, type Reader, readerOf } from './readPath';
import { type OrderSetAsideCode, orderSetAsideReasons } from './setAsideReasons';
import { ShopCalendar } from '../../values/shopCalendar';

import { StatusReader } from './statusReader';
import { TextIndex } from './textIndex';

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
	readonly readable = new ReadableRows();
	readonly setAside: SetAsideRow[] = [];
	readonly money: MoneyReader;
	readonly statuses: StatusReader;
	readonly accountIds = new TextIndex(1024);
	readonly guestEmails = new TextIndex();
	readonly orderIds = new TextIndex(1024);
	/** How often an optional amount (discount, refund …) could not be read and was taken as 0, by field. */
	readonly unreadable = new Map<string, number>();
	readonly preset: OrderPreset;
	/** Fields that are plain names: read as `row[name]` where it has to be fast. */
	readonly names: Partial<Record<OrderField, string>> = {};
	private readonly readers: Partial<Record<OrderField, Reader>> = {};
	private readonly datesCalendar: ShopCalendar;

	constructor(
		readonly options: OrderOptions,
		readonly frame: OrderFrame,
	) {
		const preset: OrderPreset = orderPresets[options.source];
		this.preset = preset;
		for (const field of orderFields) {
			const paths =
				options.source === 'custom' ? [options.fields[field]] : (preset.paths[field] ?? []);
			const parts = preset.sums?.[field]?.map((path) => readerOf([path]));
			this.readers[field] = parts ? (row) => parts.map((read) => read?.(row)) : readerOf(paths);
			this.names[field] = parts ? undefined : plainName(paths);
		}
		this.money = new MoneyReader(options.numberLocale, preset.amountUnit);
		this.statuses = new StatusReader(preset.statuses);
		this.datesCalendar =
			preset.dateWithoutOffset === 'utc' ? new ShopCalendar('UTC') : frame.calendar;
	}

	/** Reads a chunk of rows; chunks one after the other equal all rows at once. */
	add(rows: readonly JsonRecord[]): void {
		this.readable.makeRoom(rows.length);
		for (const row of rows) {
			this.rows.push(row);
			this.addRow(row, this.rows.length - 1);
		}
	}

	/** The reader of a field; undefined where the source has none. */
	readerOf(field: OrderField): Reader | undefined {
		return this.readers[field];
	}

	/** The value of a field in a row, as it stands there. */
	value(row: JsonRecord, field: OrderField): unknown {
		return this.readers[field]?.(row);
	}

	/** Sets a row aside, with the sentence of its code or a fuller one. */
	refuse(
		source: number,
		code: OrderSetAsideCode,
		explanation: string = this.preset.explain?.(this.rows[source], code) ??
			orderSetAsideReasons[code],
	): void {
		this.setAside.push({ source, code, explanation, row: this.rows[source] });
	}

	/**
	 * An optional amount in minor units of the row's currency, or converted at a rate: 0 where there is none, and where it
	 * can't be read, which is counted. A list is added up.
	 */
	optionalMinor(
		value: unknown,
		field: string,
		currency: RowCurrency,
		conversion?: Conversion,
	): number {
		if (!Array.isArray(value)) return this.oneOptionalMinor(value, field, currency, conversion);
		let sum = 0;
		for (const part of value) sum += this.oneOptionalMinor(part, field, currency, conversion);
		return sum;
	}

	private oneOptionalMinor(
		value: unknown,
		field: string,
		currency: RowCurrency,
		conversion: Conversion | undefined,
	): number {
		if (value === undefined || value === null || value === 0 || isEmpty(value)) return 0;
		const minor = this.money.minor(value, currency, conversion);
		if (!Number.isNaN(minor)) return Math.abs(minor);
		// Rows in another currency have these two read again for the conversion.
		const isReadAgain = conversion !== undefined && (field === 'discount' || field === 'refund');
		if (isReadAgain) return 0;
		this.unreadable.set(field, (this.unreadable.get(field) ?? 0) + 1);
		return 0;
	}

	/** What was given back on an order by asOf; a refund without a readable date counts at once. */
	refundMinor(row: JsonRecord, currency: RowCurrency, conversion?: Conversion): number {
		if (this.preset.refunds === undefined) {
			const { names, readers } = this;
			const amount = names.refund === undefined ? readers.refund?.(row) : row[names.refund];
			if (amount === undefined || amount === null || amount === 0) return 0;
			if (!this.isRefundDue(this.value(row, 'refundedAt'))) return 0;
			return this.optionalMinor(amount, 'refund', currency, conversion);
		}
		let sum = 0;
		for (const { amount, at } of this.preset.refunds(row) as readonly Refund[]) {
			if (this.isRefundDue(at)) sum += this.optionalMinor(amount, 'refund', currency, conversion);
		}
		return sum;
	}

	/** Whether something is given back on an order only after asOf. */
	hasLaterRefund(row: JsonRecord): boolean {
		if (this.preset.refunds === undefined) return !this.isRefundDue(this.value(row, 'refundedAt'));
		const refunds: readonly Refund[] = this.preset.refunds(row);
		return refunds.some(({ at }) => !this.isRefundDue(at));
	}

	private isRefundDue(at: unknown): boolean {
		return isEmpty(at) || !(parseInstant(at, this.datesCalendar) > this.frame.asOf);
	}

	private addRow(row: JsonRecord, source: number): void {
		const { readers, names, readable } = this;
		const email = names.email === undefined ? readers.email?.(row) : row[names.email];
		const id = names.customerId === undefined ? readers.customerId?.(row) : row[names.customerId];
		const buyer = this.buyerOf(id, email);
		if (buyer === nobody) return this.refuse(source, 'missing_identity');

		const date = names.orderDate === undefined ? readers.orderDate?.(row) : row[names.orderDate];
		if (isEmpty(date)) return this.refuse(source, 'missing_date');
		const instant = parseInstant(date, this.datesCalendar);
		if (Number.isNaN(instant)) return this.refuse(source, 'unparseable_date');
		if (instant > this.frame.asOf) return this.refuse(source, 'after_as_of');

		const charged = names.amount === undefined ? readers.amount?.(row) : row[names.amount];
		if (isEmpty(charged)) return this.refuse(source, 'missing_amount');
		const currency = this.money.currencyOf(
			names.currency === undefined ? readers.currency?.(row) : row[names.currency],
		);
		const amount = this.money.minor(charged, currency);
		if (Number.isNaN(amount)) return this.refuse(source, 'unparseable_amount');

		const orderId = names.orderId === undefined ? readers.orderId?.(row) : row[names.orderId];
		const discount = names.discount === undefined ? readers.discount?.(row) : row[names.discount];
		const k = readable.count++;
		readable.source[k] = source;
		readable.buyer[k] = buyer;
		readable.order[k] = this.orderOf(orderId);
		readable.instant[k] = instant;
		readable.currency[k] = currency.number;
		readable.amount[k] = amount;
		readable.discount[k] = this.optionalMinor(discount, 'discount', currency);
		readable.refund[k] = this.refundMinor(row, currency);
		readable.status[k] = statusCodes[this.statusOf(row)];
		readable.email.push(email);
	}

	/** Number of the account, or -1 minus the number of the guest's email, or `nobody`. */
	private buyerOf(id: unknown, email: unknown): number {
		const text = this.textOf(id);
		if (text !== undefined && !this.preset.guestIds.includes(id)) return this.accountIds.add(text);
		const address = normaliseEmail(email);
		return address === undefined ? nobody : -1 - this.guestEmails.add(address);
	}

	private orderOf(id: unknown): number {
		const text = this.textOf(id);
		return text === undefined ? -1 : this.orderIds.add(text);
	}

	private textOf(id: unknown): string | undefined {
		const { plainId } = this.preset;
		return textOfId(plainId === undefined ? id : plainId(id));
	}

	private statusOf(row: JsonRecord): StatusMeaning {
		const { names, readers, preset } = this;
		const said = this.statuses.read(
			names.status === undefined ? readers.status?.(row) : row[names.status],
		);
		const own = preset.statusOfRow?.(row);
		if (said === 'cancelled' || own === 'cancelled' || this.isCancelled(row)) return 'cancelled';
		const isTest = names.isTest === undefined ? readers.isTest?.(row) : row[names.isTest];
		if (said === 'test' || own === 'test' || isYes(isTest)) return 'test';
		return own ?? said;
	}

	private isCancelled(row: JsonRecord): boolean {
		const { names, readers } = this;
		const at =
			names.cancelledAt === undefined ? readers.cancelledAt?.(row) : row[names.cancelledAt];
		if (isEmpty(at) || at === false) return false;
		return !(parseInstant(at, this.datesCalendar) > this.frame.asOf);
	}
}

const nobody = -(2 ** 31);

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
