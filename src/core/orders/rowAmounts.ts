import type { JsonRecord } from '../../values/jsonRecord';
import { isEmpty } from '../../values/isEmpty';
import type { DateReader } from './dateReader';
import type { FieldReaders } from './fieldReaders';
import type { Conversion, MoneyReader, RowCurrency } from './moneyReader';
import type { OrderField } from './orderFields';
import type { OrderPreset, Refund } from './presets';

/** The depth of sums of fields that are lists themselves. */
const deepestList = 4;

/** Reads the amounts of order rows in minor units: those of the row's currency, or converted at a rate. */
export class RowAmounts {
	/** Rows in which an optional amount (discount, tax …) could not be read and was taken as 0, by field. */
	readonly unreadable = new Map<string, Set<number>>();

	constructor(
		private readonly preset: OrderPreset,
		private readonly fields: FieldReaders,
		private readonly money: MoneyReader,
		private readonly dates: DateReader,
		private readonly asOf: number,
	) {}

	/** The amount of a row: the field, else quantity times unit price; NaN where it can't be read. */
	read(row: JsonRecord, currency: RowCurrency, conversion?: Conversion): number {
		const amount = this.fields.value(row, 'amount');
		if (!isEmpty(amount)) return this.money.minor(amount, currency, conversion);
		const quantity = this.fields.value(row, 'quantity');
		return this.money.product(quantity, this.fields.value(row, 'unitPrice'), currency, conversion);
	}

	/**
	 * An optional amount of a row: 0 where there is none, and where it can't be read, which is recorded. A list is added
	 * up.
	 */
	optional(
		source: number,
		value: unknown,
		field: OrderField,
		currency: RowCurrency,
		conversion?: Conversion,
	): number {
		if (value === undefined || value === 0) return 0;
		const minor = this.size(value, currency, conversion);
		if (!Number.isNaN(minor)) return minor;
		const rows = this.unreadable.get(field) ?? new Set();
		this.unreadable.set(field, rows.add(source));
		return 0;
	}

	/**
	 * An amount without its sign, 0 for nothing, the sum of a list; NaN where part of it can't be read, such as a list
	 * that contains itself.
	 */
	size(value: unknown, currency: RowCurrency, conversion?: Conversion, depth = 0): number {
		if (value === undefined || value === null || value === 0 || isEmpty(value)) return 0;
		if (!Array.isArray(value)) return Math.abs(this.money.minor(value, currency, conversion));
		if (depth > deepestList) return NaN;
		let sum = 0;
		for (const part of value as unknown[]) sum += this.size(part, currency, conversion, depth + 1);
		return sum;
	}

	/**
	 * The amount refunded on an order by asOf, NaN where it can't be read; a refund without a readable date counts at
	 * once.
	 */
	refund(row: JsonRecord, currency: RowCurrency, conversion?: Conversion): number {
		if (this.preset.refunds === undefined) {
			const { names, readers } = this.fields;
			const amount = row[names.refund] ?? readers.refund?.(row);
			if (amount === undefined || amount === null || amount === 0) return 0;
			if (!this.isRefundDue(this.fields.value(row, 'refundedAt'))) return 0;
			return this.size(amount, currency, conversion);
		}
		let sum = 0;
		for (const { amount, at } of this.preset.refunds(row) as readonly Refund[]) {
			if (this.isRefundDue(at)) sum += this.size(amount, currency, conversion);
		}
		return sum;
	}

	/** Whether an order is refunded only after asOf. */
	hasLaterRefund(row: JsonRecord): boolean {
		if (this.preset.refunds === undefined)
			return !this.isRefundDue(this.fields.value(row, 'refundedAt'));
		const refunds: readonly Refund[] = this.preset.refunds(row);
		return refunds.some(({ at }) => !this.isRefundDue(at));
	}

	private isRefundDue(at: unknown): boolean {
		return isEmpty(at) || !(this.dates.instant(at) > this.asOf);
	}
}

/**
 * A plain number in minor units, for the places where only its sign and its size compared with a refund matter;
 * undefined for other amounts.
 */
export function roughMinor(
	amount: unknown,
	{ unitDigits, digits }: RowCurrency,
): number | undefined {
	if (typeof amount !== 'number' || !Number.isFinite(amount) || unitDigits !== undefined)
		return undefined;
	return Math.round(amount * 10 ** digits);
}
