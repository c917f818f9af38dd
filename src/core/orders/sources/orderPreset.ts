import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import type { OrderField } from '../orderFields';
import type { Reader } from '../readPath';
import type { OrderSetAsideCode } from '../setAsideReasons';

/** Money given back on an order, in the order's currency; `at` is undefined where the source gives no date, and it then counts at once. */
export interface Refund {
	readonly amount: unknown;
	readonly at: unknown;
}

/** What a status word means for an order. */
export type StatusMeaning = 'paid' | 'partiallyPaid' | 'refunded' | 'unpaid' | 'cancelled' | 'test';

/** How rows that are parts of an order are told from orders, and what becomes of them. */
export interface OrderFamily {
	/** The order that a row is a part of; undefined for an order of its own. */
	readonly parentOf: (row: JsonRecord) => string | undefined;
	/** The id by which parts name their order. */
	readonly idOf: (order: JsonRecord) => string | undefined;
	/** The refund row that a part becomes, with the id and the buyer of its order; undefined for a part that is a line. */
	readonly refundRow?: (order: JsonRecord, part: JsonRecord) => JsonRecord | undefined;
	/** The order with what its lines say. */
	readonly withLines: (order: JsonRecord, lines: readonly JsonRecord[]) => JsonRecord;
	/** Why a part whose order is not there is set aside. */
	readonly orphan: string;
}

/** The orders that were read, however they are kept. */
export interface OrdersRead {
	readonly length: number;
	/** How many of them are meant. */
	count(isMeant: (order: JsonRecord) => boolean): number;
	/** The different values that they have for something. */
	distinct(read: (order: JsonRecord) => unknown): Set<unknown>;
}

export interface OrderPreset {
	/** What the panel calls the source. */
	readonly name: string;
	/**
	 * Fields that tell rows of this source from all others: a row with all fields of one of the lists is one.
	 *
	 * `name=value` asks for that text in the field.
	 */
	readonly toldBy: ReadonlyArray<readonly string[]>;
	/** Where each field stands; of several paths the first with a value counts. */
	readonly paths: Partial<Record<OrderField, readonly string[]>>;
	/** A field that every order has and no wrapping of orders; by default the first part of the first path of its date. */
	readonly marker?: string;
	/** Fields that the source spreads over several others in a way that no path says; they win over `paths`. */
	readonly values?: Partial<Record<OrderField, Reader>>;
	/** Amounts that the source splits over several fields: what stands at all of these paths is added up. */
	readonly sums?: Partial<Record<OrderField, readonly string[]>>;
	/** Status words in lower case with `_` for blanks and hyphens. A word that is not here counts as paid, with a notice. */
	readonly statuses: Readonly<Record<string, StatusMeaning>>;
	/** Whether amounts come in whole minor units (cents) or in major units. */
	readonly amountUnit: 'major' | 'minor';
	/** What a date without an offset means. */
	readonly dateWithoutOffset: 'shop' | 'utc';
	/** Set where a person may have several customer ids, one for each checkout without an account. */
	readonly idsPerCheckout?: true;
	/** Customer ids that stand for a guest. */
	readonly guestIds: readonly unknown[];
	/** Set where a row is one line of an order. */
	readonly rowsAre?: 'orderLines';
	/** An id as the source's other interfaces give it. */
	readonly plainId?: (id: unknown) => unknown;
	/** Rows that are parts of an order, where the source has any. */
	readonly family?: OrderFamily;
	/** Refunds that the source lists inside the order. */
	readonly refunds?: (row: JsonRecord) => readonly Refund[];
	/** Whether the row says in its own way that it is a test, or not paid. */
	readonly statusOfRow?: (row: JsonRecord) => StatusMeaning | undefined;
	/** Why a row is set aside, where the source knows better than the sentence of the code. */
	readonly explain?: (row: JsonRecord, code: OrderSetAsideCode) => string | undefined;
	/** What these orders leave open about money: one notice for each open question. */
	readonly openQuestions?: (orders: OrdersRead) => Notice[];
}
