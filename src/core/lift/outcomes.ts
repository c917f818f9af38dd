import type { Assignment } from './readAssignments';

/** What is known of every counted customer, one column each. */
export interface Outcomes {
	/** Index of the customer among all customers. */
	readonly customer: Int32Array;
	readonly assignments: readonly Assignment[];
	/** 1: treated; 0: control. */
	readonly isTreated: Uint8Array;
	readonly revenue: Float64Array;
	readonly orders: Float64Array;
	readonly revenueBefore: Float64Array;
	readonly ordersBefore: Float64Array;
	/** NaN where no order lies on or before the assignment. */
	readonly ageDays: Float64Array;
	readonly marginPercent: Float64Array;
	/** Emails sent; 0 where not known. */
	readonly emails: Float64Array;
	/** 1: unsubscribed. */
	readonly unsubscribed: Uint8Array;
	/** Money given away as discounts; 0 where not known. */
	readonly discount: Float64Array;
	/** Which optional fields any customer has. */
	readonly knows: { emails: boolean; unsubscribed: boolean; discount: boolean };
}

/** Empty columns for so many customers. */
export function emptyOutcomes(count: number, assignments: readonly Assignment[]): Outcomes {
	return {
		customer: new Int32Array(count),
		assignments,
		isTreated: new Uint8Array(count),
		revenue: new Float64Array(count),
		orders: new Float64Array(count),
		revenueBefore: new Float64Array(count),
		ordersBefore: new Float64Array(count),
		ageDays: new Float64Array(count),
		marginPercent: new Float64Array(count),
		emails: new Float64Array(count),
		unsubscribed: new Uint8Array(count),
		discount: new Float64Array(count),
		knows: { emails: false, unsubscribed: false, discount: false },
	};
}
