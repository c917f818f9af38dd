import { dateOfDay } from '../../values/days';
import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import type { SetAsideRow } from '../result';
import { countByReason } from '../setAsideRows';
import { roundAmount, roundP, roundShare } from '../stats/rounding';
import { explainFinding, metricName, verdictInWords } from './explainFinding';
import type { JudgedExperiment } from './judgeExperiment';
import { type Finding, findingOf } from './finding';
import { moneyOf } from './liftMoney';
import { liftBand } from './liftVerdict';
import type { LiftOptions } from './options';
import type { Outcomes } from './outcomes';
import type { Experiment } from './readExperiment';

/** The facts for the summary. */
export interface LiftFindings {
	readonly experiment: Experiment;
	readonly outcomes: Outcomes;
	readonly judged: JudgedExperiment;
	/** Customers whose amounts were cut. */
	readonly winsorized: number;
	readonly setAside: readonly SetAsideRow[];
	readonly notices: readonly Notice[];
}

/** The one record about the whole experiment: the primary metric, then its reliability, then money. */
export function summariseLift(found: LiftFindings, options: LiftOptions): JsonRecord {
	const { experiment, outcomes, judged, winsorized, setAside, notices } = found;
	const { findings, primary, sizes, balance, plan, counts, whales, withoutWhales } = judged;
	return {
		resultInWords: explainFinding(primary, !options.alwaysValid),
		...headline(primary),
		asOf: experiment.today === undefined ? null : dateOfDay(experiment.today),
		windowDays: options.windowDays,
		customers: experiment.rows.length,
		assigned: experiment.assignments.ids.length,
		...counts,
		setAside: setAside.length,
		setAsideByReason: countByReason(setAside),
		controlCustomers: primary.estimate.control.n,
		treatedCustomers: primary.estimate.treated.n,
		converters: primary.converters,
		interval: intervalName(options),
		sampleRatio: {
			...sizes,
			controlSharePercent: options.controlShare,
			chiSquare: roundShare(sizes.chiSquare),
			p: roundP(sizes.p),
		},
		balance: {
			revenueBefore: roundShare(balance.revenueBefore),
			age: roundShare(balance.age),
		},
		...plan,
		smallestVisibleLift: roundShare(plan.smallestVisibleLift),
		...moneyOf(findingOf(findings, 'revenue'), findingOf(findings, 'margin'), outcomes, options),
		winsorized,
		whales,
		withoutWhales: withoutWhales && headline(withoutWhales),
		notices,
	};
}

function intervalName({ cuped, alwaysValid }: LiftOptions): string {
	return `${cuped ? 'adjusted' : 'plain'}${alwaysValid ? 'AlwaysValid' : 'FixedHorizon'}`;
}

/** The primary metric in the summary, for all customers or without some of them. */
function headline(finding: Finding): JsonRecord {
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
