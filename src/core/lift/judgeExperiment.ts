import { codeList } from '../../values/codeList';
import { type Breakdown, breakdownBy } from './breakdown';
import { type Finding, findingOf } from './finding';
import type { GatheredOutcomes, LiftStatus } from './gatherOutcomes';
import { type Balance, balanceOf } from './groupBalance';
import { type GroupSizes, groupSizes } from './groupSizes';
import { liftFindings } from './liftFindings';
import type { LiftOptions } from './options';
import { type Plan, planOf } from './planExperiment';
import type { Experiment } from './readExperiment';
import { withoutCustomers } from './outcomes';
import { whalesIn } from './whales';

/** All results of an experiment. */
export interface JudgedExperiment {
	readonly breakdowns: readonly Breakdown[];
	readonly findings: readonly Finding[];
	/** The metric that the verdict is about, for all customers. */
	readonly primary: Finding;
	readonly sizes: GroupSizes;
	readonly balance: Balance;
	readonly plan: Plan;
	readonly counts: Readonly<Record<LiftStatus, number>>;
	/** Number of customers who alone make a large part of their group's revenue, and the primary metric without them. */
	readonly whales: number;
	readonly withoutWhales: Finding | null;
}

/** Compares both groups in every metric, and judges how reliable the result is. */
export function judgeExperiment(
	experiment: Experiment,
	gathered: GatheredOutcomes,
	options: LiftOptions,
): JudgedExperiment {
	const { outcomes } = gathered;
	const sizes = groupSizes(experiment.assignments, options.controlShare);
	const breakdowns = codeList(options.breakdownBy).map((field) => breakdownBy(field, outcomes));
	const findings = liftFindings(outcomes, breakdowns, sizes.isMismatch, options);
	const primary = findingOf(findings, options.primaryMetric);
	const whales = whalesIn(outcomes, options.whaleSharePercent);
	const others = whales.length === 0 ? undefined : withoutCustomers(outcomes, whales);
	return {
		breakdowns,
		findings,
		primary,
		sizes,
		balance: balanceOf(outcomes),
		plan: planOf(primary, gathered, experiment.assignments, experiment.today, options),
		counts: countStatuses(gathered),
		whales: whales.length,
		withoutWhales:
			others === undefined
				? null
				: findingOf(liftFindings(others, [], sizes.isMismatch, options), options.primaryMetric),
	};
}

function countStatuses({ statuses }: GatheredOutcomes): Record<LiftStatus, number> {
	const counts = {
		counted: 0,
		immature: 0,
		notAssigned: 0,
		changedGroup: 0,
		unreadableOrderHistory: 0,
	};
	for (const status of statuses) counts[status]++;
	return counts;
}
