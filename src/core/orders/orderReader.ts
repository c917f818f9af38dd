import { isYes } from '../../values/yesOrNo';
import type { JsonRecord } from '../../values/jsonRecord';
import type { SetAsideRow } from '../result';
import { MoneyReader } from './moneyReader';
import { Buyers, nobody, phoneKey } from './buyers';
import { DateReader } from './dateReader';
import { FieldReaders } from './fieldReaders';
import type { OrderField } from './orderFields';
import type { OrderOptions } from './options';
import { dayMonthOrderOf } from '../../values/parseWrittenDate';
import { type OrderPreset, orderPresets, type OrderSource, type StatusMeaning } from './presets';
import { KeyIndex } from './keyIndex';
import { PackedRows } from './packedRows';
import { type Reader, readerOf } from './readPath';
import { type Continuation, ReadableRows, statusCodes } from './readableRows';
import { roughMinor, RowAmounts } from './rowAmounts';
import { ObjectRows, type RowStore } from './rowStore';
import { isEmpty } from '../../values/isEmpty';
import { fullerReasons, type OrderSetAsideCode, orderSetAsideReasons } from './setAsideReasons';
import { textOfId } from './textOfId';
import { ShopCalendar } from '../../values/shopCalendar';
import { StatusReader } from './statusReader';
import { TextIndex } from './textIndex';

/** Settings of the reading that are not in the rows. */
export interface OrderFrame {
	readonly asOf: number;
	readonly calendar: ShopCalendar;
	/**
	 * Set where only buyer, product and date matter: an order without a readable amount, or without a rate, is one like
	 * any other.
	 */
	readonly ignoresMoney?: true;
	/** Set where nobody else holds the rows: they are then kept as bytes. */
	readonly packsRows?: true;
}

/** How orders are read, with the source known. */
export type ReaderOptions = Omit<OrderOptions, 'source'> & { readonly source: OrderSource };

/**
 * Reads order rows into columns, chunk by chunk, and sets aside what can't be read.
 *
 * Rules that need all rows at once (the base currency, duplicates, refunds, guests' accounts) are applied by
 * `settleOrders`.
 */
export class OrderReader {
	readonly rows: RowStore;
	readonly readable = new ReadableRows();
	readonly setAside: SetAsideRow[] = [];
	readonly money: MoneyReader;
	readonly amounts: RowAmounts;
	readonly statuses: StatusReader;
	readonly buyers: Buyers;
	readonly dates: DateReader;
	readonly orderIds: KeyIndex | TextIndex;
	/** Order lines without an amount, which belong to an order with another line that has one. */
	readonly continuations: Continuation[] = [];
	readonly preset: OrderPreset;
	readonly fields: FieldReaders;
	private readonly readShop: Reader | undefined;
	/** Rows whose dates can only be read once all dates are known. */
	private waiting: number[] = [];

	constructor(
		readonly options: ReaderOptions,
		readonly frame: OrderFrame,
	) {
		const preset: OrderPreset = orderPresets[options.source];
		this.orderIds = frame.packsRows ? new KeyIndex() : new TextIndex(1024);
		this.preset = preset;
		this.fields = new FieldReaders(
			preset,
			options.source === 'custom' ? options.fields : undefined,
		);
		const { names } = this.fields;
		const counted = (['category', 'brand', 'product'] as const)
			.filter((field) => this.fields.isPlain(field))
			.map((field) => names[field]);
		this.rows = frame.packsRows ? new PackedRows(counted) : new ObjectRows();
		this.money = new MoneyReader(options.numberLocale, preset.amountUnit);
		this.statuses = new StatusReader(preset.statuses, options.statusWords);
		this.readShop = readerOf([options.shopField]);
		this.buyers = new Buyers(options.identifyBy, frame.packsRows);
		const calendar = preset.dateWithoutOffset === 'utc' ? new ShopCalendar('UTC') : frame.calendar;
		this.dates = new DateReader(calendar, options.dateFormat);
		this.amounts = new RowAmounts(preset, this.fields, this.money, this.dates, frame.asOf);
	}

	/** Reads a chunk of rows; chunk by chunk gives the same result as all rows at once. */
	add(rows: readonly JsonRecord[]): void {
		this.readable.makeRoom(rows.length);
		const start = this.rows.addAll(rows);
		for (let at = 0; at < rows.length; at++) this.addRow(rows[at], start + at);
	}

	/** Reads the rows whose dates had to wait for the others; nothing may be added afterwards. */
	finish(): void {
		const { waiting } = this;
		this.waiting = [];
		this.readable.makeRoom(waiting.length);
		for (const source of waiting) this.addRow(this.rows.at(source), source, true);
	}

	/** Sets a row aside that whoever read it could not read as an order. */
	addUnreadable(row: JsonRecord, code: OrderSetAsideCode): void {
		const source = this.rows.addAll([row]);
		this.refuse(source, code, orderSetAsideReasons[code]);
	}

	/** The value of a field in a row, unchanged. */
	value(row: JsonRecord, field: OrderField): unknown {
		return this.fields.value(row, field);
	}

	/** The email of readable row k, as written there. */
	emailOf(k: number): unknown {
		return this.value(this.rows.at(this.readable.source[k]), 'email');
	}

	/** Sets a row aside, with the sentence of its code or a fuller one. */
	refuse(source: number, code: OrderSetAsideCode, explanation?: string): void {
		const row = this.rows.at(source);
		const sentence =
			explanation ??
			this.orphan(row) ??
			this.preset.explain?.(row, code) ??
			orderSetAsideReasons[code];
		this.setAside.push({ source, code, explanation: sentence, row });
	}

	/** Why a part of an order is set aside whose order is missing. */
	private orphan(row: JsonRecord): string | undefined {
		const { family } = this.preset;
		return family?.parentOf(row) === undefined ? undefined : family.orphan;
	}

	private addRow(row: JsonRecord, source: number, isLast = false): void {
		const { readable } = this;
		const { names, readers } = this.fields;
		const email = row[names.email] ?? readers.email?.(row);
		const id = row[names.customerId] ?? readers.customerId?.(row);
		const buyer = this.buyerOf(row, id, email);
		if (buyer === nobody) return this.refuseEmpty(source, 'missingIdentity');

		const date = row[names.orderDate] ?? readers.orderDate?.(row);
		if (isEmpty(date)) return this.refuseEmpty(source, 'missingDate');
		const instant = isLast ? this.dates.instant(date) : this.dates.orderInstant(date);
		if (instant === undefined) return void this.waiting.push(source);
		if (Number.isNaN(instant))
			return this.refuse(source, 'unparseableDate', this.explainDate(date));
		if (instant > this.frame.asOf) return this.refuse(source, 'afterAsOf');

		const charged = row[names.amount] ?? readers.amount?.(row);
		const hasAmount = !isEmpty(charged);
		const { ignoresMoney } = this.frame;
		if (!hasAmount && !ignoresMoney && !this.hasUnitPrice(row))
			return this.refuseEmpty(source, 'missingAmount');
		const named = row[names.currency] ?? readers.currency?.(row);
		const currency = this.money.currencyBeside(charged, named);
		let amount =
			(ignoresMoney && roughMinor(charged, currency)) ||
			(hasAmount ? this.money.minor(charged, currency) : this.amounts.read(row, currency));
		let refund = this.amounts.refund(row, currency);
		if (ignoresMoney && Number.isNaN(amount + refund)) [amount, refund] = [1, 0];
		if (Number.isNaN(amount)) return this.refuse(source, 'unparseableAmount');
		if (Number.isNaN(refund))
			return this.refuse(source, 'unparseableAmount', fullerReasons.unreadableRefund);

		const k = readable.count++;
		readable.source[k] = source;
		readable.buyer[k] = buyer;
		this.setOrder(k, row, amount);
		readable.instant[k] = instant;
		readable.currency[k] = currency.number;
		const discount = row[names.discount] ?? readers.discount?.(row);
		readable.discount[k] = this.amounts.optional(source, discount, 'discount', currency);
		readable.refund[k] = refund;
		readable.status[k] = statusCodes[this.statusOf(row)];
	}

	/** Sets a row aside that lacks something, unless it is a further line of an order. */
	private refuseEmpty(source: number, code: OrderSetAsideCode): void {
		const row = this.rows.at(source);
		if (this.options.rowsAre === 'orderLines' && isEmpty(this.value(row, 'amount'))) {
			const order = this.orderOf(row, this.value(row, 'orderId'));
			if (order >= 0) return void this.continuations.push({ source, order, code });
		}
		const own = this.orphan(row) ?? this.preset.explain?.(row, code);
		const isPhoneOnly =
			code === 'missingIdentity' && phoneKey(this.value(row, 'phone')) !== undefined;
		this.refuse(source, code, own ?? (isPhoneOnly ? fullerReasons.onlyPhone : undefined));
	}

	private explainDate(date: unknown): string | undefined {
		return dayMonthOrderOf(date) === 'either' ? fullerReasons.twoWayDate : undefined;
	}

	private hasUnitPrice(row: JsonRecord): boolean {
		return !isEmpty(this.value(row, 'unitPrice')) && !isEmpty(this.value(row, 'quantity'));
	}

	/** The order of a row and its amount; a row's refund on another order is negative. */
	private setOrder(k: number, row: JsonRecord, amount: number): void {
		const { readable } = this;
		const { names, readers } = this.fields;
		const own = this.orderOf(row, row[names.orderId] ?? readers.orderId?.(row));
		const refundOf = row[names.refundOf] ?? readers.refundOf?.(row);
		const refunded = amount === 0 || isEmpty(refundOf) ? -1 : this.orderOf(row, refundOf);
		const isRefund = refunded >= 0 && refunded !== own;
		readable.order[k] = isRefund ? refunded : own;
		readable.amount[k] = isRefund ? -Math.abs(amount) : amount;
	}

	/** Number of the account, or -1 minus the number of the guest, or `nobody`. */
	private buyerOf(row: JsonRecord, id: unknown, email: unknown): number {
		const isGuest = this.preset.guestIds.includes(id);
		const text = isGuest ? undefined : this.textOf(row, id, ':');
		const phone = this.buyers.needsPhone ? this.value(row, 'phone') : undefined;
		return this.buyers.numberOf(text, email, phone);
	}

	private orderOf(row: JsonRecord, id: unknown): number {
		const text = this.textOf(row, id, '\u0000');
		return text === undefined ? -1 : this.orderIds.add(text);
	}

	/** An id as text, with the shop before it where rows name one. */
	private textOf(row: JsonRecord, id: unknown, mark: string): string | undefined {
		const { plainId } = this.preset;
		const text = textOfId(plainId === undefined ? id : plainId(id));
		if (text === undefined || this.readShop === undefined) return text;
		const shop = textOfId(this.readShop(row));
		return shop === undefined ? text : shop + mark + text;
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
		return !(this.dates.instant(at) > this.frame.asOf);
	}
}
