import { groupText } from '../../values/cellText';
import { benjaminiHochberg } from '../stats/benjaminiHochberg';
import { JointMoments } from '../stats/jointMoments';
import { emailFindings } from './emailFindings';
import { estimateMetric, type MetricEstimate } from './estimateMetric';
import { leadingEstimate, type LeadingEstimate } from './leadingEstimate';
import { liftVerdict, type LiftVerdict } from './liftVerdict';
import { type MetricCode, metricCodes, metrics } from './metrics';
import type { LiftOptions } from './options';
import type { Outcomes } from './outcomes';

/** What one metric says about all customers, or about those who share a value of a field. */
export interface Finding {
	readonly metric: MetricCode | 'averageOrder' | 'revenuePerEmail' | 'unsubscribeRate';
	/** Null for all customers. */
	readonly field: string | null;
	readonly value: string | null;
	readonly estimate: MetricEstimate;
	readonly leading: LeadingEstimate;
	/** Customers who ordered, of both groups. */
	readonly converters: number;
	/** Null: described, not judged. */
	readonly verdict: LiftVerdict | null;
	/** p of the fixed horizon and of the leading estimate, adjusted for the number of values of the field. */
	readonly pAdjusted: number | null;
	readonly leadingPAdjusted: number | null;
}

/** Values of a field that are looked at; a field with more of them is no group but nearly a name. */
export const mostValues = 50;

/** Every comparison that a run makes: each metric for all customers, then for each value of each field. */
export function liftFindings(
	outcomes: Outcomes,
	fields: readonly string[],
	isMismatch: boolean,
	options: LiftOptions,
): Finding[] {
	const everybody = new Int32Array(outcomes.assignments.length);
	const overall = metricCodes.map((metric) => {
		const [group] = compareWithin(metric, outcomes, everybody, 1, options);
		const verdict = liftVerdict({ ...factsOf(group), isMismatch }, options);
		return { ...group, field: null, value: null, verdict, pAdjusted: null, leadingPAdjusted: null };
	});
	return [
		...overall,
		...emailFindings(outcomes, isMismatch, options),
		...fields.flatMap((field) => breakdown(field, outcomes, isMismatch, options)),
	];
}

/** The finding about a metric for all customers. */
export function findingOf(findings: readonly Finding[], metric: Finding['metric']): Finding {
	// Every run has the main metrics for all customers.
	return findings.find((each) => each.metric === metric && each.field === null) as Finding;
}

type Compared = Pick<Finding, 'metric' | 'estimate' | 'leading' | 'converters'>;

/** One comparison a group of customers: `place[i]` says which one customer i belongs to; −1: none. */
function compareWithin(
	metric: MetricCode,
	outcomes: Outcomes,
	place: Int32Array,
	count: number,
	options: LiftOptions,
): Compared[] {
	const { kind, value, before } = metrics[metric];
	const groups = Array.from({ length: count }, () => [new JointMoments(), new JointMoments()]);
	const converters = new Int32Array(count);
	for (let i = 0; i < place.length; i++) {
		if (place[i] < 0) continue;
		groups[place[i]][outcomes.isTreated[i]].add(value(outcomes, i), before(outcomes, i));
		if (outcomes.orders[i] > 0) converters[place[i]]++;
	}
	return groups.map(([control, treated], at) => {
		const estimate = estimateMetric(control, treated, kind, options);
		const leading = leadingEstimate(estimate, options);
		return { metric, estimate, leading, converters: converters[at] };
	});
}

function factsOf({ estimate, leading, converters }: Compared) {
	return {
		controlCustomers: estimate.control.n,
		treatedCustomers: estimate.treated.n,
		converters,
		low: leading.low,
		high: leading.high,
		lift: leading.lift,
	};
}

function breakdown(
	field: string,
	outcomes: Outcomes,
	isMismatch: boolean,
	options: LiftOptions,
): Finding[] {
	const { values, place } = valuesOf(field, outcomes);
	return metricCodes.flatMap((metric) => {
		const groups = compareWithin(metric, outcomes, place, values.length, options);
		const judged = groups.filter(({ estimate }) => isLargeEnough(estimate, options));
		const adjustedP = adjustFamily(judged, ({ estimate }) => fixedP(estimate, options));
		const leadingP = adjustFamily(judged, ({ leading }) => leading.p);
		return groups.map((group, at): Finding => {
			const pAdjusted = adjustedP.get(group) ?? null;
			const leadingPAdjusted = leadingP.get(group) ?? null;
			return {
				...group,
				field,
				value: values[at],
				pAdjusted,
				leadingPAdjusted,
				verdict: judged.includes(group)
					? judgeAmongOthers(group, leadingPAdjusted, isMismatch, options)
					: null,
			};
		});
	});
}

/** Within a breakdown an interval above 0 is proof only if p, adjusted for the number of values, agrees. */
function judgeAmongOthers(
	group: Compared,
	leadingPAdjusted: number | null,
	isMismatch: boolean,
	options: LiftOptions,
): LiftVerdict {
	const verdict = liftVerdict({ ...factsOf(group), isMismatch }, options);
	const needsProof = verdict === 'rollOut' || verdict === 'works' || verdict === 'harms';
	const limit = 1 - options.confidencePercent / 100;
	return needsProof && !((leadingPAdjusted ?? 1) < limit) ? 'noProof' : verdict;
}

function isLargeEnough({ control, treated }: MetricEstimate, { leastPerGroup }: LiftOptions) {
	return control.n >= leastPerGroup && treated.n >= leastPerGroup;
}

/** p at the fixed horizon of the estimate that leads. */
function fixedP({ plain, adjusted }: MetricEstimate, { cuped }: LiftOptions): number | null {
	return ((cuped ? adjusted : null) ?? plain).p;
}

function adjustFamily(
	family: readonly Compared[],
	pOf: (group: Compared) => number | null,
): Map<Compared, number> {
	const tested = family.filter((group) => pOf(group) !== null);
	const adjusted = benjaminiHochberg(tested.map((group) => pOf(group) ?? 1));
	return new Map(tested.map((group, i) => [group, adjusted[i]]));
}

/** The values of a field on the assignments, in code-unit order, and which one each customer has. */
export function valuesOf(
	field: string,
	{ assignments }: Outcomes,
): { values: string[]; place: Int32Array; distinct: number } {
	const counts = new Map<string, number>();
	const texts = assignments.map(({ row }) => groupText(row, field) || noValue);
	for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
	const largest = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
	const values = largest
		.slice(0, mostValues)
		.map(([text]) => text)
		.sort();
	const placeOf = new Map(values.map((text, place) => [text, place]));
	return {
		values,
		place: Int32Array.from(texts, (text) => placeOf.get(text) ?? -1),
		distinct: counts.size,
	};
}

const noValue = '(none)';
