import { isEmpty } from '../../values/isEmpty';
import type { JsonRecord } from '../../values/jsonRecord';
import type { OrderBook } from './orderBook';
import { type OrderField, orderFields } from './orderFields';
import type { OrderReader } from './orderReader';
import type { Reader } from './readPath';
import type { CustomerOrders } from './customerOrders';
import { isGreater, latestValue } from './latestValue';
import { topValue } from './topValue';

/**
 * A cursor over customers that reads one customer's rows.
 *
 * One instance moves from customer to customer: an object for each would cost more than the reading.
 */
export class CustomerRows {
	/** The customer's orders are `start` to `end` − 1. */
	start = 0;
	end = 0;
	/** The row of the latest order. */
	latest: JsonRecord = {};
	/** Whether there is one row, and whether one row is later than all others. */
	private isOnly = false;
	private isAlone = false;
	private readonly values: unknown[] = [];
	/** Fields with a plain name that no row has. */
	private readonly isAbsent: Partial<Record<OrderField, true>> = {};
	private reader: Reader = () => undefined;
	/** The plain name of the field that is read; undefined where the reader reads it. */
	private name: string | undefined;
	private readonly places: { read(order: number): unknown; instantAt(order: number): number };

	/** @param isInWindow whether an order counts for the most frequent values */
	constructor(
		private readonly orderReader: OrderReader,
		private readonly book: OrderBook,
		private readonly grouped: CustomerOrders,
		private readonly isInWindow: (order: number) => boolean,
	) {
		const { fields, rows } = orderReader;
		for (const field of orderFields) {
			const isThere = !fields.isPlain(field) || rows.mayHave(fields.names[field]);
			if (!isThere) this.isAbsent[field] = true;
		}
		this.places = {
			read: (order) => this.valueOf(order),
			instantAt: (order) => book.orders.instant[order],
		};
	}

	/** Moves to customer `c`. */
	enter(c: number): void {
		const { orders } = this.book;
		const { starts } = this.grouped;
		this.start = starts[c];
		this.end = starts[c + 1];
		const latest = this.end - 1;
		const isOneRow = orders.nextLine === undefined;
		this.isOnly = isOneRow && this.end - this.start === 1;
		this.isAlone = this.isOnly || (isOneRow && orders.instant[latest - 1] < orders.instant[latest]);
		this.latest = this.orderReader.rows.at(orders.source[latest]);
	}

	/**
	 * The latest value of a field that isn't empty.
	 *
	 * @param value of the latest order's row, where the field is a plain name
	 */
	newest(value: unknown, field: OrderField): unknown {
		if (this.isAbsent[field]) return undefined;
		const { fields } = this.orderReader;
		if (this.isAlone && !isEmpty(value)) return value;
		if (this.isOnly && fields.isPlain(field)) return undefined;
		const read = fields.readerOf(field);
		const name = fields.isPlain(field) ? fields.names[field] : undefined;
		return read === undefined ? undefined : this.newestOf(read, name);
	}

	/**
	 * The latest value that a reader finds.
	 *
	 * @param name of the field that the reader reads, where it is a plain one
	 */
	newestOf(reader: Reader, name?: string): unknown {
		this.reader = reader;
		this.name = name;
		return latestValue(this.start, this.end, this.places);
	}

	/**
	 * The most frequent value in the window; each line of an order counts once.
	 *
	 * @param value of the latest order's row, where the field is a plain name
	 */
	top(value: unknown, field: OrderField): string | null {
		if (this.isAbsent[field]) return null;
		const { fields } = this.orderReader;
		const { orders } = this.book;
		if (this.isOnly && fields.isPlain(field)) {
			return this.isInWindow(this.start) ? topValue(value) : null;
		}
		const read = fields.readerOf(field);
		if (read === undefined) return null;
		this.reader = read;
		this.name = fields.isPlain(field) ? fields.names[field] : undefined;
		const { values } = this;
		values.length = 0;
		for (let order = this.start; order < this.end; order++) {
			if (!this.isInWindow(order)) continue;
			for (let source = orders.source[order]; source >= 0; ) {
				const found = this.valueIn(source);
				if (Array.isArray(found)) for (const member of found) values.push(member);
				else values.push(found);
				source = orders.nextLine?.[source] ?? -1;
			}
		}
		return topValue(values);
	}

	/** Input rows of the customer, latest order first. */
	sources(): number[] {
		const { orders } = this.book;
		const sources: number[] = [];
		for (let order = this.end - 1; order >= this.start; order--) {
			for (let source = orders.source[order]; source >= 0; ) {
				sources.push(source);
				source = orders.nextLine?.[source] ?? -1;
			}
		}
		return sources;
	}

	/** The value of an order: of several lines the one that is greatest as text, so that their order changes nothing. */
	private valueOf(order: number): unknown {
		const { source, nextLine } = this.book.orders;
		if (nextLine === undefined) return this.valueIn(source[order]);
		let greatest: unknown;
		for (let line = source[order]; line >= 0; line = nextLine[line]) {
			const value = this.valueIn(line);
			if (isEmpty(value)) continue;
			if (greatest === undefined || isGreater(value, greatest)) greatest = value;
		}
		return greatest;
	}

	/** The value of the field that is read, in an input row. */
	private valueIn(source: number): unknown {
		const { rows } = this.orderReader;
		return this.name === undefined ? this.reader(rows.at(source)) : rows.value(source, this.name);
	}
}
