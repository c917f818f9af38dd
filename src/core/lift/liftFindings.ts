import { benjaminiHochberg } from '../stats/benjaminiHochberg';
import { JointMoments } from '../stats/jointMoments';
import type { Breakdown } from './breakdown';
import { emailFindings } from './emailFindings';
import { estimateMetric, type MetricEstimate } from './estimateMetric';
import type { Finding } from './finding';
import { leadingEstimate } from './leadingEstimate';
import { liftVerdict, type LiftVerdict } from './liftVerdict';
import { metricCodes, metrics } from './metrics';
import type { LiftOptions } from './options';
import type { Outcomes } from './outcomes';

/** Every comparison that a run makes: each metric for all customers, then for each value of each field. */
export function liftFindings(
	outcomes: Outcomes,
	breakdowns: readonly Breakdown[],
	isMismatch: boolean,
	options: LiftOptions,
): Finding[] {
	const columns = metricCodes.map((metric): MetricColumns => {
		const { kind, values, before } = metrics[metric];
		return { metric, kind, values: values(outcomes), before: before(outcomes) };
	});
	const everybody = new Int32Array(outcomes.size);
	const overall = columns.map((metric) => {
		const [group] = compareWithin(metric, outcomes, everybody, 1, options);
		const verdict = liftVerdict({ ...factsOf(group), isMismatch }, options);
		return { ...group, field: null, value: null, verdict, pAdjusted: null, leadingPAdjusted: null };
	});
	return [
		...overall,
		...emailFindings(outcomes, isMismatch, options),
		...breakdowns.flatMap((breakdown) =>
			columns.flatMap((metric) => findingsWithin(breakdown, metric, outcomes, isMismatch, options)),
		),
	];
}

/** The value of a metric for each customer, after the assignment and in the period before. */
interface MetricColumns extends Pick<Finding, 'metric'> {
	readonly kind: 'mean' | 'share';
	readonly values: Float64Array;
	readonly before: Float64Array;
}

type Compared = Pick<Finding, 'metric' | 'estimate' | 'leading' | 'converters'>;

/** One comparison per group of customers: `places[i]` is the group of customer i; −1: none. */
function compareWithin(
	{ metric, kind, values, before }: MetricColumns,
	{ size, isTreated, orders }: Outcomes,
	places: Int32Array,
	count: number,
	options: LiftOptions,
): Compared[] {
	const groups = Array.from({ length: count }, () => [new JointMoments(), new JointMoments()]);
	const converters = new Int32Array(count);
	for (let i = 0; i < size; i++) {
		if (places[i] < 0) continue;
		groups[places[i]][isTreated[i]].add(values[i], before[i]);
		if (orders[i] > 0) converters[places[i]]++;
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

function findingsWithin(
	{ field, values, places }: Breakdown,
	metric: MetricColumns,
	outcomes: Outcomes,
	isMismatch: boolean,
	options: LiftOptions,
): Finding[] {
	const groups = compareWithin(metric, outcomes, places, values.length, options);
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

/** p of the leading estimate at the fixed horizon. */
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
