import type { JsonRecord } from '../../values/jsonRecord';
import { JointMoments } from '../stats/jointMoments';
import { sampleRatio } from '../stats/sampleRatio';
import { standardizedDifference } from '../stats/standardizedDifference';
import type { GatheredOutcomes } from './gatherOutcomes';
import { metricName, verdictInWords } from './explainFinding';
import type { Finding } from './liftFindings';
import { liftBand } from './liftVerdict';
import type { LiftOptions } from './options';
import type { Outcomes } from './outcomes';
import { daysUntil, neededSize, type NeededSize, smallestVisibleLift } from './planSize';
import type { Assignment } from './readAssignments';
import { roundAmount, roundP, roundShare } from '../stats/rounding';

/** Whether the groups are as large as they were meant to be, over every first assignment. */
export interface GroupSizes {
	readonly control: number;
	readonly treated: number;
	readonly chiSquare: number | null;
	readonly p: number | null;
	readonly isMismatch: boolean;
}

const mismatchBelow = 0.001;

/** Sizes of both groups over everybody's first assignment, before anything is left out. */
export function groupSizes(
	first: ReadonlyMap<string, Assignment>,
	controlShare: number,
): GroupSizes {
	let control = 0;
	for (const { group } of first.values()) if (group === 'control') control++;
	const treated = first.size - control;
	const { chiSquare, p } =
		controlShare === 0
			? { chiSquare: null, p: null }
			: sampleRatio(control, treated, controlShare / 100);
	return { control, treated, chiSquare, p, isMismatch: p !== null && p < mismatchBelow };
}

/** How alike the groups were before: standardized differences of revenue and age. */
export interface Balance {
	readonly revenueBefore: number | null;
	readonly age: number | null;
}

export const balancedBelow = 0.1;

/** How alike the counted customers of both groups were; age is known only of those who had ordered. */
export function balanceOf({ assignments, isTreated, revenueBefore, ageDays }: Outcomes): Balance {
	const revenue = [new JointMoments(), new JointMoments()];
	const age = [new JointMoments(), new JointMoments()];
	for (let i = 0; i < assignments.length; i++) {
		revenue[isTreated[i]].add(revenueBefore[i]);
		if (!Number.isNaN(ageDays[i])) age[isTreated[i]].add(ageDays[i]);
	}
	return {
		revenueBefore: standardizedDifference(revenue[0].sample, revenue[1].sample),
		age: standardizedDifference(age[0].sample, age[1].sample),
	};
}

/** How many customers it takes, how long that is, and what can be seen by then. */
export interface Plan {
	readonly customersNeeded: NeededSize | null;
	readonly daysToGo: number | null;
	readonly smallestVisibleLift: number | null;
}

/** The plan for the primary metric, at today's variance. */
export function planOf(
	{ estimate, leading }: Finding,
	{ openUntil, outcomes }: GatheredOutcomes,
	first: ReadonlyMap<string, Assignment>,
	today: number | undefined,
	options: LiftOptions,
): Plan {
	const levels = { confidence: options.confidencePercent / 100, power: options.powerPercent / 100 };
	const compared = (options.cuped ? estimate.adjusted : null) ?? estimate;
	const controlMean = estimate.control.mean;
	const customersNeeded = neededSize({
		control: compared.control,
		treated: compared.treated,
		controlMean,
		treatedPerControl: estimate.treated.n / estimate.control.n,
		minimumEffect: options.minimumEffectPercent / 100,
		...levels,
	});
	const visible = smallestVisibleLift(leading.standardError, controlMean, levels);
	if (customersNeeded === null || today === undefined) {
		return { customersNeeded, daysToGo: null, smallestVisibleLift: visible };
	}
	const newPerDay = recentPerDay(first, today);
	const daysOf = (group: 'control' | 'treated') =>
		daysUntil(
			customersNeeded[group],
			{
				counted: estimate[group].n,
				waiting: openUntil[group].map((day) => day - today).sort((a, b) => a - b),
				newPerDay: newPerDay[group],
			},
			options.windowDays,
		);
	const days = [daysOf('control'), daysOf('treated')];
	return {
		customersNeeded,
		daysToGo: days.includes(null) ? null : Math.max(...(days as number[])),
		smallestVisibleLift: outcomes.assignments.length === 0 ? null : visible,
	};
}

const recentDays = 28;

/** Mean number of customers who were newly assigned a day, of late. */
function recentPerDay(first: ReadonlyMap<string, Assignment>, today: number) {
	const recent = { control: 0, treated: 0 };
	for (const { group, day } of first.values()) if (day > today - recentDays) recent[group]++;
	return { control: recent.control / recentDays, treated: recent.treated / recentDays };
}

/** What the treatment brought and cost. */
export interface Money {
	readonly incrementalRevenue: Range;
	readonly incrementalMargin: Range;
	readonly cost: number | null;
	/** Incremental margin per unit of cost. */
	readonly returnPerUnit: number | null;
	readonly incrementalRevenuePerEmail: number | null;
}

interface Range {
	readonly value: number | null;
	readonly low: number | null;
	readonly high: number | null;
}

/** The leading differences times the treated customers, less what messages and discounts cost. */
export function moneyOf(
	revenue: Finding,
	margin: Finding,
	{ assignments, isTreated, emails, discount, knows }: Outcomes,
	{ costPerMessage }: LiftOptions,
): Money {
	const treated = revenue.estimate.treated.n;
	let messages = 0;
	let discounts = 0;
	for (let i = 0; i < assignments.length; i++) {
		messages += isTreated[i] * emails[i];
		discounts += isTreated[i] * discount[i];
	}
	const isCostKnown = (knows.emails && costPerMessage > 0) || knows.discount;
	const cost = isCostKnown ? messages * costPerMessage + discounts : null;
	const incrementalRevenue = timesCustomers(revenue, treated);
	const incrementalMargin = timesCustomers(margin, treated);
	return {
		incrementalRevenue,
		incrementalMargin,
		cost: roundAmount(cost),
		returnPerUnit: cost ? roundAmount((incrementalMargin.value ?? NaN) / cost) : null,
		incrementalRevenuePerEmail:
			messages > 0 ? roundAmount((incrementalRevenue.value ?? NaN) / messages) : null,
	};
}

function timesCustomers({ leading }: Finding, customers: number): Range {
	const times = (value: number | null) => roundAmount(value === null ? null : value * customers);
	return { value: times(leading.difference), low: times(leading.low), high: times(leading.high) };
}

/** The primary metric in the summary, by itself or without some customers. */
export function headline(finding: Finding): JsonRecord {
	const { leading, verdict, metric } = finding;
	return {
		metric,
		metricInWords: metricName(metric),
		verdict,
		verdictInWords: verdict && verdictInWords(verdict),
		band: liftBand(leading.lift),
		lift: roundShare(leading.lift),
		liftLow: roundShare(leading.liftLow),
		liftHigh: roundShare(leading.liftHigh),
		difference: roundAmount(leading.difference),
		differenceLow: roundAmount(leading.low),
		differenceHigh: roundAmount(leading.high),
		p: roundP(leading.p),
	};
}
