import type { MetricEstimate } from './estimateMetric';
import type { LeadingEstimate } from './leadingEstimate';
import type { LiftVerdict } from './liftVerdict';
import type { MetricCode } from './metrics';

/** The result for one metric, for all customers or for those who share a value of a field. */
export interface Finding {
	readonly metric: MetricCode | 'averageOrder' | 'revenuePerEmail' | 'unsubscribeRate';
	/** Null for all customers. */
	readonly field: string | null;
	readonly value: string | null;
	readonly estimate: MetricEstimate;
	readonly leading: LeadingEstimate;
	/** Customers who ordered, of both groups. */
	readonly converters: number;
	/** Null for a result that is only described. */
	readonly verdict: LiftVerdict | null;
	/** p of the fixed horizon and of the leading estimate, adjusted for the number of values of the field. */
	readonly pAdjusted: number | null;
	readonly leadingPAdjusted: number | null;
}

/** The finding about a metric for all customers. */
export function findingOf(findings: readonly Finding[], metric: Finding['metric']): Finding {
	// Every run has the main metrics for all customers.
	return findings.find((each) => each.metric === metric && each.field === null) as Finding;
}
