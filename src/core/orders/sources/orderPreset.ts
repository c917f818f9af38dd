import type { JsonRecord } from '../../../values/jsonRecord';
import type { OrderField } from '../orderFields';
import type { OrderSetAsideCode } from '../setAsideReasons';

/** Money given back on an order; `at` is undefined where the source gives no date, and it then counts at once. */
export interface Refund {
	readonly amount: unknown;
	readonly at: unknown;
}

/** What a status word means for an order. */
export type StatusMeaning = 'paid' | 'partiallyPaid' | 'refunded' | 'unpaid' | 'cancelled' | 'test';

export interface OrderPreset {
	/** What the panel calls the source. */
	readonly name: string;
	/** Where each field stands; of several paths the first with a value counts. */
	readonly paths: Partial<Record<OrderField, readonly string[]>>;
	/** Amounts that the source splits over several fields: what stands at all of these paths is added up. */
	readonly sums?: Partial<Record<OrderField, readonly string[]>>;
	/** Status words in lower case with `_` for blanks and hyphens. A word that is not here counts as paid, with a notice. */
	readonly statuses: Readonly<Record<string, StatusMeaning>>;
	/** Whether amounts come in whole minor units (cents) or in major units. */
	readonly amountUnit: 'major' | 'minor';
	/** What a date without an offset means. */
	readonly dateWithoutOffset: 'shop' | 'utc';
	/** Customer ids that stand for a guest. */
	readonly guestIds: readonly unknown[];
	/** An id as the source's other interfaces give it. */
	readonly plainId?: (id: unknown) => unknown;
	/** Whether rows may be pages of a GraphQL answer instead of orders. */
	readonly hasPages?: boolean;
	/** Refunds that the source lists inside the order. */
	readonly refunds?: (row: JsonRecord) => readonly Refund[];
	/** Whether the row says in its own way that it is a test, or not paid. */
	readonly statusOfRow?: (row: JsonRecord) => StatusMeaning | undefined;
	/** Why a row is set aside, where the source knows better than the sentence of the code. */
	readonly explain?: (row: JsonRecord, code: OrderSetAsideCode) => string | undefined;
	/** Whether a row looks as if it came from this source, for advice when another one is chosen. */
	readonly looksLike: (row: JsonRecord) => boolean;
}
