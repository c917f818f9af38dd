import { isYes } from '../../values/yesOrNo';
import type { JsonRecord } from '../../values/jsonRecord';
import type { SetAsideRow } from '../result';
import { type Conversion, MoneyReader, type RowCurrency } from './moneyReader';
import { normaliseEmail } from '../../values/normaliseEmail';
import { FieldReaders } from './fieldReaders';
import type { OrderField } from './orderFields';
import type { OrderOptions } from './options';
import { parseInstant } from '../../values/parseInstant';
import {
	type OrderPreset,
	orderPresets,
	type OrderSource,
	type Refund,
	type StatusMeaning,
} from './presets';
import { ReadableRows, statusCodes } from './readableRows';
import { isEmpty } from '../../values/isEmpty';
import { type OrderSetAsideCode, orderSetAsideReasons } from './setAsideReasons';
import { ShopCalendar } from '../../values/shopCalendar';
import { StatusReader } from './statusReader';
import { TextIndex } from './textIndex';

/** Whom the rows are read for: nothing of it is in the rows. */
export interface OrderFrame {
	readonly asOf: number;
	readonly calendar: ShopCalendar;
}

/** How orders are read, with the source known. */
export type ReaderOptions = Omit<OrderOptions, 'source'> & { readonly source: OrderSource };

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
	readonly fields: FieldReaders;
	private readonly datesCalendar: ShopCalendar;

	constructor(
		readonly options: ReaderOptions,
		readonly frame: OrderFrame,
	) {
		const preset: OrderPreset = orderPresets[options.source];
		this.preset = preset;
		this.fields = new FieldReaders(
			preset,
			options.source === 'custom' ? options.fields : undefined,
		);
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

	/** The value of a field in a row, as it stands there. */
	value(row: JsonRecord, field: OrderField): unknown {
		return this.fields.value(row, field);
	}

	/** Sets a row aside, with the sentence of its code or a fuller one. */
	refuse(
		source: number,
		code: OrderSetAsideCode,
		explanation: string = this.orphan(this.rows[source]) ??
			this.preset.explain?.(this.rows[source], code) ??
			orderSetAsideReasons[code],
	): void {
		this.setAside.push({ source, code, explanation, row: this.rows[source] });
	}

	/** Why a part of an order is set aside that has no order to go to. */
	private orphan(row: JsonRecord): string | undefined {
		const { family } = this.preset;
		return family?.parentOf(row) === undefined ? undefined : family.orphan;
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
			const { names, readers } = this.fields;
			const amount = row[names.refund] ?? readers.refund?.(row);
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
		const { readable } = this;
		const { names, readers } = this.fields;
		const email = row[names.email] ?? readers.email?.(row);
		const id = row[names.customerId] ?? readers.customerId?.(row);
		const buyer = this.buyerOf(id, email);
		if (buyer === nobody) return this.refuse(source, 'missingIdentity');

		const date = row[names.orderDate] ?? readers.orderDate?.(row);
		if (isEmpty(date)) return this.refuse(source, 'missingDate');
		const instant = parseInstant(date, this.datesCalendar);
		if (Number.isNaN(instant)) return this.refuse(source, 'unparseableDate');
		if (instant > this.frame.asOf) return this.refuse(source, 'afterAsOf');

		const charged = row[names.amount] ?? readers.amount?.(row);
		if (isEmpty(charged)) return this.refuse(source, 'missingAmount');
		const currency = this.money.currencyOf(row[names.currency] ?? readers.currency?.(row));
		const amount = this.money.minor(charged, currency);
		if (Number.isNaN(amount)) return this.refuse(source, 'unparseableAmount');

		const orderId = row[names.orderId] ?? readers.orderId?.(row);
		const discount = row[names.discount] ?? readers.discount?.(row);
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
		const { preset } = this;
		const { names, readers } = this.fields;
		const said = this.statuses.read(row[names.status] ?? readers.status?.(row));
		const own = preset.statusOfRow?.(row);
		if (said === 'cancelled' || own === 'cancelled' || this.isCancelled(row)) return 'cancelled';
		const isTest = row[names.isTest] ?? readers.isTest?.(row);
		if (said === 'test' || own === 'test' || isYes(isTest)) return 'test';
		return own ?? said;
	}

	private isCancelled(row: JsonRecord): boolean {
		const { names, readers } = this.fields;
		const at = row[names.cancelledAt] ?? readers.cancelledAt?.(row);
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
