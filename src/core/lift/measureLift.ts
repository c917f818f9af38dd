import type { JsonRecord } from '../../values/jsonRecord';
import type { CustomersResult } from '../result';
import { sortSetAside } from '../setAsideRows';
import { gatherOutcomes } from './gatherOutcomes';
import { judgeExperiment } from './judgeExperiment';
import type { Finding } from './finding';
import { liftNotices } from './liftNotices';
import { writeLiftRows } from './liftRows';
import type { LiftOptions } from './options';
import { readExperiment } from './readExperiment';
import { resultRow } from './resultRow';
import { summariseLift } from './summariseLift';
import { winsorize } from './winsorize';

export interface LiftResult extends CustomersResult {
	/** One row per metric, for all customers and for each value of a breakdown. */
	readonly results: JsonRecord[];
	/** The same before rounding. */
	readonly findings: readonly Finding[];
}

/**
 * Compares treated customers with those who were deliberately not treated, and judges whether the treatment works.
 *
 * Orders of days 1 to N after the assignment count, for everybody whose N days are over, contacted or not. Adds
 * `liftStatus`, `liftGroup`, `liftAssignedAt`, `liftRevenue`, `liftOrders`, `liftRevenueBefore`, `liftOrdersBefore` and
 * `liftExplanation` to every customer.
 *
 * @param assignments rows with each customer's group and day of assignment; empty: each customer's own group, from
 * `start` on
 * @param timeZone the shop's, for days that a store has converted to UTC
 */
export function measureLift(
	rows: readonly JsonRecord[],
	options: LiftOptions,
	assignments: readonly JsonRecord[] = [],
	timeZone = 'UTC',
): LiftResult {
	const experiment = readExperiment(rows, assignments, options, timeZone);
	const gathered = gatherOutcomes(experiment, options);
	const winsorized = winsorize(gathered.outcomes, options.winsorizePercentile);
	const judged = judgeExperiment(experiment, gathered, options);
	const notices = liftNotices({ experiment, outcomes: gathered.outcomes, judged, options });
	const setAside = sortSetAside([...experiment.setAside, ...gathered.setAside]);
	const { findings, primary } = judged;
	return {
		customers: writeLiftRows(experiment, gathered, options),
		results: findings.map((finding) =>
			resultRow(finding, finding === primary, !options.alwaysValid),
		),
		findings,
		setAside,
		notices,
		summary: summariseLift(
			{ experiment, outcomes: gathered.outcomes, judged, winsorized, setAside, notices },
			options,
		),
	};
}
