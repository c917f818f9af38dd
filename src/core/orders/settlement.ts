import { isEmpty } from '../../values/isEmpty';
import type { JsonRecord } from '../../values/jsonRecord';
import { type BaseCurrency, baseCurrency, isBase } from './baseCurrency';
import type { Conversion, RowCurrency } from './moneyReader';
import type { OrderField } from './orderFields';
import type { OrderReader } from './orderReader';
import { emptyTally, type OrderTally } from './orderTally';
import type { OrderSetAsideCode } from './setAsideReasons';

/**
 * The readable rows of an input while they are settled: which of them still count, and their money in the base
 * currency.
 */
export class Settlement {
	/** 1 while row k counts, 0 once it is set aside. */
	readonly isOpen: Uint8Array;
	readonly base: BaseCurrency;
	readonly tally: OrderTally;
	/** The number of order numbers: IDs that several people use have one for each of them. */
	orderCount: number;
	/** Numbers of the order ids that several people use. */
	readonly sharedOrders = new Set<number>();

	constructor(readonly reader: OrderReader) {
		this.orderCount = reader.orderIds.count;
		this.isOpen = new Uint8Array(reader.readable.count).fill(1);
		this.base = baseCurrency(reader);
		this.tally = emptyTally(reader.rows.length);
	}

	/** Sets row k aside; its amount is in the base currency. */
	refuse(k: number, code: OrderSetAsideCode): void {
		this.isOpen[k] = 0;
		this.tally.amountSetAside += this.reader.readable.amount[k];
		this.reader.refuse(this.reader.readable.source[k], code);
	}

	rowOf(k: number): JsonRecord {
		return this.reader.rows.at(this.reader.readable.source[k]);
	}

	currencyOf(k: number): RowCurrency {
		const { money, readable } = this.reader;
		return money.currencies[readable.currency[k]];
	}

	/** How the money of row k is converted to the base currency; undefined where it already is in it. */
	conversionOf(k: number): Conversion | undefined {
		const currency = this.currencyOf(k);
		if (isBase(this.base, currency)) return undefined;
		return { rate: this.base.rates.get(currency.code) ?? NaN, digits: this.base.digits };
	}

	/** A money field of row k in minor units of the base currency; NaN where it can't be read. */
	minor(k: number, field: OrderField): number {
		const { reader } = this;
		const value = reader.value(this.rowOf(k), field);
		return reader.money.minor(value, this.currencyOf(k), this.conversionOf(k));
	}

	/** The same for a field that may be missing: then 0, and also where it can't be read, which is counted. */
	optionalMinor(k: number, field: OrderField): number {
		const { reader } = this;
		return reader.amounts.optional(
			reader.readable.source[k],
			reader.value(this.rowOf(k), field),
			field,
			this.currencyOf(k),
			this.conversionOf(k),
		);
	}

	/** The cost of goods in row k; NaN where there is none or it can't be read. */
	costOfGoods(k: number): number {
		const { reader } = this;
		const value = reader.value(this.rowOf(k), 'costOfGoods');
		if (isEmpty(value)) return NaN;
		return reader.amounts.size(value, this.currencyOf(k), this.conversionOf(k));
	}
}
