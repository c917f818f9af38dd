import { codeList } from '../../values/codeList';
import type { GatheredOutcomes, LiftStatus } from './gatherOutcomes';
import { type Balance, balanceOf } from './groupBalance';
import { type GroupSizes, groupSizes } from './groupSizes';
import { type Finding, findingOf, liftFindings } from './liftFindings';
import type { LiftOptions } from './options';
import { type Plan, planOf } from './planExperiment';
import type { Experiment } from './readExperiment';

import { whalesIn, withoutCustomers } from './whales';

/** All that an experiment says. */
export interface JudgedExperiment {
	/** Names of the fields that results are broken down by. */
	readonly fields: readonly string[];
	readonly findings: readonly Finding[];
	/** The metric that the verdict is about, for all customers. */
	readonly primary: Finding;
	readonly sizes: GroupSizes;
	readonly balance: Balance;
	readonly plan: Plan;
	readonly counts: Readonly<Record<LiftStatus, number>>;
	/** Number of customers who alone decide their group's revenue, and the primary metric without them. */
	readonly whales: number;
	readonly withoutWhales: Finding | null;
}

/** Compares both groups in every metric, and says how far that can be relied on. */
export function judgeExperiment(
	experiment: Experiment,
	gathered: GatheredOutcomes,
	options: LiftOptions,
): JudgedExperiment {
	const { outcomes } = gathered;
	const sizes = groupSizes(experiment.first, options.controlShare);
	const fields = codeList(options.breakdownBy);
	const findings = liftFindings(outcomes, fields, sizes.isMismatch, options);
	const primary = findingOf(findings, options.primaryMetric);
	const whales = whalesIn(outcomes, options.whaleSharePercent);
	const others = whales.length === 0 ? undefined : withoutCustomers(outcomes, whales);
	return {
		fields,
		findings,
		primary,
		sizes,
		balance: balanceOf(outcomes),
		plan: planOf(primary, gathered, experiment.first, experiment.today, options),
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
