import type { JsonRecord } from '../../../values/jsonRecord';
import type { OrderPreset } from './orderPreset';
import type { RowStore } from '../rowStore';
import { unwrapOrders } from './unwrapOrders';

interface Part {
	readonly parent: string;
	readonly row: JsonRecord;
	/** Index of the input row. */
	readonly source: number;
}

/**
 * Turns input rows into orders: unwraps pages and other wrappers, and joins parts (lines, refunds in rows of their own)
 * to their orders.
 *
 * A row with the order's marker field is an order and passes unchanged; most rows need no other check.
 */
export class OrderRows {
	private readonly marker: string | undefined;
	private readonly parts: Part[] = [];
	/** Input row of each order; undefined as long as every row was an order. */
	private rowOfOrder: number[] | undefined;
	private rowCount = 0;
	private orderCount = 0;
	private hasLastPage = false;
	private hasEarlierPage = false;

	constructor(
		private readonly preset: OrderPreset,
		/** A path that has a value in every order: that of its date, or of its amount. */
		markerPath: string | undefined,
	) {
		this.marker = markerPath?.split('.')[0];
	}

	/** The orders of a chunk of rows; parts are kept for `partsOf`. */
	add(rows: readonly JsonRecord[]): readonly JsonRecord[] {
		const { marker } = this;
		let start = 0;
		if (this.preset.family === undefined && this.rowOfOrder === undefined) {
			if (marker === undefined) start = rows.length;
			while (start < rows.length && rows[start][marker as string] !== undefined) start++;
			if (start === rows.length) return this.passOn(rows);
			this.rowOfOrder = Array.from({ length: this.orderCount }, (_, order) => order);
		}
		const orders: JsonRecord[] = [];
		this.rowOfOrder ??= [];
		for (const row of rows) {
			for (const order of this.ordersOf(row)) {
				orders.push(order);
				this.rowOfOrder.push(this.rowCount);
			}
			this.rowCount++;
		}
		this.orderCount += orders.length;
		return orders;
	}

	/** Counts a row that is an order to the reader, and nothing to take apart. */
	skip(): void {
		this.rowOfOrder?.push(this.rowCount);
		this.rowCount++;
		this.orderCount++;
	}

	/** Brings lines into the orders read so far, in place, and returns the rows that are left to read. */
	finish(orders: RowStore): readonly JsonRecord[] {
		const { family } = this.preset;
		if (family === undefined || this.parts.length === 0) return [];
		const placeOf = new Map<string, number>();
		for (let place = 0; place < orders.length; place++) {
			const id = family.idOf(orders.at(place));
			if (id !== undefined) placeOf.set(id, place);
		}
		const linesOf = new Map<number, JsonRecord[]>();
		const left: JsonRecord[] = [];
		for (const { parent, row, source } of this.parts) {
			const place = placeOf.get(parent);
			const refund = place === undefined ? row : family.refundRow?.(orders.at(place), row);
			if (refund !== undefined) {
				left.push(refund);
				this.rowOfOrder?.push(source);
			} else if (place !== undefined) {
				const lines = linesOf.get(place);
				if (lines === undefined) linesOf.set(place, [row]);
				else lines.push(row);
			}
		}
		for (const [place, lines] of linesOf) {
			orders.set(place, family.withLines(orders.at(place), lines));
		}
		return left;
	}

	/** The input row of an order. */
	inputRowOf(order: number): number {
		return this.rowOfOrder === undefined ? order : this.rowOfOrder[order];
	}

	/** Whether orders may share input rows, or rows may be missing. */
	get isRearranged(): boolean {
		return this.rowOfOrder !== undefined;
	}

	/** Whether pages say that more follow, and none says that it is the last. */
	get isCutOff(): boolean {
		return this.hasEarlierPage && !this.hasLastPage;
	}

	private passOn(rows: readonly JsonRecord[]): readonly JsonRecord[] {
		this.rowCount += rows.length;
		this.orderCount += rows.length;
		return rows;
	}

	private ordersOf(row: JsonRecord): readonly JsonRecord[] {
		const found = this.isOrder(row) ? undefined : unwrapOrders(row, this.isOrder);
		if (found?.hasMore === true) this.hasEarlierPage = true;
		if (found?.hasMore === false) this.hasLastPage = true;
		const orders = found?.orders ?? [row];
		return this.preset.family === undefined
			? orders
			: orders.filter((order) => !this.isPart(order));
	}

	private readonly isOrder = (row: JsonRecord): boolean =>
		this.marker === undefined || row[this.marker] !== undefined;

	private isPart(row: JsonRecord): boolean {
		const parent = this.preset.family?.parentOf(row);
		if (parent === undefined) return false;
		this.parts.push({ parent, row, source: this.rowCount });
		return true;
	}
}
