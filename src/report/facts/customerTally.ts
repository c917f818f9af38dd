/** Sums of a group of customers; money in major units. */
export interface GroupSums {
	customers: number;
	revenue: number;
	/** Customers by their status in Churn Check. */
	ok: number;
	atRisk: number;
	lapsed: number;
	/** Customers with a number of days after which they count as lapsed. */
	withLimit: number;
	/** Revenue of customers at risk, and of those who lapsed. */
	atRiskRevenue: number;
	lapsedRevenue: number;
}

/** One cell of recency score and frequency score. */
export interface CellSums {
	readonly recency: number;
	readonly frequency: number;
	customers: number;
	revenue: number;
}

/** A customer as the report lists one, where it is asked to. */
export interface NamedCustomer {
	readonly id: string;
	readonly tier: string;
	readonly revenue: number;
}

/** Everything that the report says about the customers, collected in one pass. */
export interface CustomerTally {
	readonly customers: number;
	readonly withOrders: number;
	readonly active: number;
	readonly repeat: number;
	/** First order within the last 60 days and none since. */
	readonly newOneTime: number;
	readonly lapsedHighValue: number;
	/** Which fields any customer has. */
	readonly has: ReadonlySet<CountedField>;
	/** The field of the revenue. */
	readonly revenueField: 'monetaryLast365' | 'monetaryTotal';
	readonly all: GroupSums;
	readonly tiers: ReadonlyMap<string, GroupSums>;
	readonly cells: readonly CellSums[];
	/** `moves[from][to]`: customers. */
	readonly moves: ReadonlyMap<string, ReadonlyMap<string, number>>;
	/** Revenue of each customer with orders, least first. */
	readonly revenues: Float64Array;
	/** Predicted margin of each customer who has one, least first. */
	readonly predicted: Float64Array;
	readonly control: number;
	readonly treated: number;
	/** The newest reference date of the customers; undefined where there is none. */
	readonly asOfDay: number | undefined;
	/** The most common currency; empty where customers name none. */
	readonly currency: string;
	/** Customers whose money is in another currency and is not counted. */
	readonly otherCurrency: number;
	readonly versions: ReadonlyMap<string, ReadonlySet<string>>;
	/** The best by revenue, where the report lists any. */
	readonly top: readonly NamedCustomer[];
}

export type CountedField =
	| 'tier'
	| 'churnStatus'
	| 'lapseAfterDays'
	| 'monetaryLast365'
	| 'monetaryTotal'
	| 'orderCount'
	| 'daysSinceLastOrder'
	| 'predictedClv'
	| 'holdoutGroup';
