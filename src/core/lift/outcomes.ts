import type { JsonRecord } from '../../values/jsonRecord';

/** The outcomes of every counted customer, one column each. */
interface OutcomeColumns {
	/** 1: treated; 0: control. */
	readonly isTreated: Float64Array;
	/** Index of the row of `assignedRows` that assigned the customer. */
	readonly assignment: Float64Array;
	readonly revenue: Float64Array;
	readonly orders: Float64Array;
	readonly revenueBefore: Float64Array;
	readonly ordersBefore: Float64Array;
	/** NaN where no order is on or before the assignment. */
	readonly ageDays: Float64Array;
	readonly marginPercent: Float64Array;
	/** Emails sent; 0 where not known. */
	readonly emails: Float64Array;
	/** 1: unsubscribed. */
	readonly unsubscribed: Float64Array;
	/** Money given away as discounts; 0 where not known. */
	readonly discount: Float64Array;
}

/** All counted customers. */
export interface Outcomes extends OutcomeColumns {
	/** The number of customers: the length of each column. */
	readonly size: number;
	readonly assignedRows: readonly JsonRecord[];
	/** Which optional fields any customer has. */
	readonly knows: { emails: boolean; unsubscribed: boolean; discount: boolean };
}

/** Columns for N customers, to be filled and then cut to those who count. */
export function emptyOutcomes(size: number, assignedRows: readonly JsonRecord[]): Outcomes {
	const knows = { emails: false, unsubscribed: false, discount: false };
	return { size, assignedRows, knows, ...columnsBy(() => new Float64Array(size)) };
}

/** The outcomes of the first customers. */
export function firstOutcomes(outcomes: Outcomes, size: number): Outcomes {
	return {
		...outcomes,
		size,
		...columnsBy((name) => outcomes[name].subarray(0, size)),
	};
}

/** The same outcomes without some of the customers. */
export function withoutCustomers(outcomes: Outcomes, places: readonly number[]): Outcomes {
	const left = new Set(places);
	return {
		...outcomes,
		size: outcomes.size - left.size,
		...columnsBy((name) => outcomes[name].filter((_, i) => !left.has(i))),
	};
}

function columnsBy(make: (name: keyof OutcomeColumns) => Float64Array): OutcomeColumns {
	return {
		isTreated: make('isTreated'),
		assignment: make('assignment'),
		revenue: make('revenue'),
		orders: make('orders'),
		revenueBefore: make('revenueBefore'),
		ordersBefore: make('ordersBefore'),
		ageDays: make('ageDays'),
		marginPercent: make('marginPercent'),
		emails: make('emails'),
		unsubscribed: make('unsubscribed'),
		discount: make('discount'),
	};
}
