import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import type { OrderField } from '../orderFields';
import type { Reader } from '../readPath';
import type { OrderSetAsideCode } from '../setAsideReasons';

/**
 * A refund on an order, in the order's currency; `at` is undefined where the source has no date, and the refund then
 * counts at once.
 */
export interface Refund {
	readonly amount: unknown;
	readonly at: unknown;
}

/** The meaning of a status word for an order. */
export type StatusMeaning = 'paid' | 'partiallyPaid' | 'refunded' | 'unpaid' | 'cancelled' | 'test';

/** How rows that are parts of an order are recognized, and what happens to them. */
export interface OrderFamily {
	/** The order that a row belongs to; undefined for a row that is an order. */
	readonly parentOf: (row: JsonRecord) => string | undefined;
	/** The ID by which parts name their order. */
	readonly idOf: (order: JsonRecord) => string | undefined;
	/** The refund row made from a part, with the ID and the buyer of its order; undefined for a part that is a line. */
	readonly refundRow?: (order: JsonRecord, part: JsonRecord) => JsonRecord | undefined;
	/** The order with the content of its lines. */
	readonly withLines: (order: JsonRecord, lines: readonly JsonRecord[]) => JsonRecord;
	/** Why a part is set aside whose order is missing. */
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
	/** The name of the source in the panel. */
	readonly name: string;
	/**
	 * Fields that identify rows of this source: a row with all fields of one of the lists is recognized.
	 *
	 * `name=value` requires that text in the field.
	 */
	readonly toldBy: ReadonlyArray<readonly string[]>;
	/** The paths of each field; of several paths the first with a value counts. */
	readonly paths: Partial<Record<OrderField, readonly string[]>>;
	/** A field that every order has but no wrapper of orders; by default the first part of the first path of its date. */
	readonly marker?: string;
	/**
	 * Fields that the source spreads over several others, so that no path reads them; they have priority over `paths`.
	 */
	readonly values?: Partial<Record<OrderField, Reader>>;
	/** Amounts that the source splits over several fields: the values at all of these paths are added up. */
	readonly sums?: Partial<Record<OrderField, readonly string[]>>;
	/** Status words in lower case with `_` for blanks and hyphens. An unlisted word counts as paid, with a notice. */
	readonly statuses: Readonly<Record<string, StatusMeaning>>;
	/** Whether amounts come in whole minor units (cents) or in major units. */
	readonly amountUnit: 'major' | 'minor';
	/** The meaning of a date without an offset. */
	readonly dateWithoutOffset: 'shop' | 'utc';
	/** Set where a person may have several customer IDs, one for each checkout without an account. */
	readonly idsPerCheckout?: true;
	/** Customer IDs that mean a guest. */
	readonly guestIds: readonly unknown[];
	/** Set where a row is one line of an order. */
	readonly rowsAre?: 'orderLines';
	/** An ID in the form of the source's other APIs. */
	readonly plainId?: (id: unknown) => unknown;
	/** Rows that are parts of an order, where the source has any. */
	readonly family?: OrderFamily;
	/** Refunds that the source lists inside the order. */
	readonly refunds?: (row: JsonRecord) => readonly Refund[];
	/** The meaning of a row's own marks of a test, or of an unpaid order. */
	readonly statusOfRow?: (row: JsonRecord) => StatusMeaning | undefined;
	/** Why a row is set aside, where the source has a better sentence than the code. */
	readonly explain?: (row: JsonRecord, code: OrderSetAsideCode) => string | undefined;
	/** What these orders leave open about money: one notice for each open question. */
	readonly openQuestions?: (orders: OrdersRead) => Notice[];
}
