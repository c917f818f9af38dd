import { compareMeans } from '../stats/compareMeans';
import { JointMoments } from '../stats/jointMoments';
import { ratioOfSums } from '../stats/ratioOfSums';
import { relativeLift } from '../stats/relativeLift';
import { estimateMetric, type MetricEstimate, withSequence } from './estimateMetric';
import type { Finding } from './finding';
import { leadingEstimate, type LeadingEstimate } from './leadingEstimate';
import { liftVerdict } from './liftVerdict';
import type { LiftOptions } from './options';
import type { Outcomes } from './outcomes';

/**
 * Findings besides the main metrics: average order value, revenue per email and unsubscribes.
 *
 * The average order value is only described: who orders is itself an outcome. Revenue per email and unsubscribes are
 * tested only where both groups received emails; they are left out where no email counts are known.
 */
export function emailFindings(
	outcomes: Outcomes,
	isMismatch: boolean,
	options: LiftOptions,
): Finding[] {
	const { revenue, orders, emails, unsubscribed, knows } = outcomes;
	const perOrder = gather(outcomes, revenue, orders);
	const perEmail = gather(outcomes, revenue, emails);
	const unsubscribes = gather(outcomes, unsubscribed);
	const gotEmails = perEmail.every(({ covariateMean }) => covariateMean > 0);
	const averageOrder = ratioEstimate(perOrder, options);
	const findings = [describedFinding('averageOrder', averageOrder)];
	if (knows.emails) {
		const estimate = ratioEstimate(perEmail, options);
		findings.push(
			gotEmails
				? judgedFinding('revenuePerEmail', estimate, outcomes, isMismatch, options)
				: describedFinding('revenuePerEmail', estimate),
		);
	}
	if (knows.unsubscribed) {
		const [control, treated] = unsubscribes;
		// No covariate: nobody unsubscribes before there are emails.
		const estimate = { ...estimateMetric(control, treated, 'share', options), adjusted: null };
		findings.push(
			gotEmails
				? judgedFinding('unsubscribeRate', estimate, outcomes, isMismatch, options)
				: describedFinding('unsubscribeRate', estimate),
		);
	}
	return findings;
}

/** Moments of both groups: control, treated. */
function gather(
	{ size, isTreated }: Outcomes,
	values: Float64Array,
	covariates?: Float64Array,
): [JointMoments, JointMoments] {
	const groups: [JointMoments, JointMoments] = [new JointMoments(), new JointMoments()];
	for (let i = 0; i < size; i++) {
		groups[isTreated[i]].add(values[i], covariates?.[i]);
	}
	return groups;
}

/** Both ratios and how they differ. */
function ratioEstimate(
	[ofControl, ofTreated]: readonly [JointMoments, JointMoments],
	options: LiftOptions,
): MetricEstimate {
	const groups = { control: ratioOfSums(ofControl), treated: ratioOfSums(ofTreated) };
	const confidence = options.confidencePercent / 100;
	const comparison = compareMeans(groups.control, groups.treated, confidence);
	const { control } = groups;
	const relative = relativeLift(comparison, groups, control, control.variance, confidence);
	const n = ofControl.n + ofTreated.n;
	return {
		...groups,
		plain: withSequence(comparison, relative, n, options),
		adjusted: null,
		proportion: null,
	};
}

const undecided: LeadingEstimate = {
	difference: null,
	standardError: null,
	low: null,
	high: null,
	p: null,
	lift: null,
	liftLow: null,
	liftHigh: null,
};

function describedFinding(metric: Finding['metric'], estimate: MetricEstimate): Finding {
	return { ...undecidedFinding(metric, estimate, undecided), verdict: null };
}

function judgedFinding(
	metric: 'revenuePerEmail' | 'unsubscribeRate',
	estimate: MetricEstimate,
	{ orders }: Outcomes,
	isMismatch: boolean,
	options: LiftOptions,
): Finding {
	const leading = leadingEstimate(estimate, options);
	const isGuardrail = metric === 'unsubscribeRate';
	const converters = orders.filter((count) => count > 0).length;
	const { low, high, lift } = leading;
	const verdict = liftVerdict(
		{
			controlCustomers: estimate.control.n,
			treatedCustomers: estimate.treated.n,
			converters: isGuardrail ? Infinity : converters,
			// More unsubscribes are worse.
			low: isGuardrail ? negative(high) : low,
			high: isGuardrail ? negative(low) : high,
			lift: isGuardrail ? null : lift,
			isMismatch,
		},
		options,
	);
	return { ...undecidedFinding(metric, estimate, leading), converters, verdict };
}

function undecidedFinding(
	metric: Finding['metric'],
	estimate: MetricEstimate,
	leading: LeadingEstimate,
) {
	return {
		metric,
		field: null,
		value: null,
		estimate,
		leading,
		converters: 0,
		pAdjusted: null,
		leadingPAdjusted: null,
	};
}

function negative(value: number | null): number | null {
	return value === null ? null : -value;
}
