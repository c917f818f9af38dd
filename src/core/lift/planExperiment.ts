import type { GatheredOutcomes } from './gatherOutcomes';
import type { Finding } from './finding';
import type { LiftOptions } from './options';
import { daysUntil, neededSize, type NeededSize, smallestVisibleLift } from './planSize';
import type { Assignments } from './readAssignments';

/** How many customers are needed, how long that takes, and which lift can be detected by then. */
export interface Plan {
	readonly customersNeeded: NeededSize | null;
	readonly daysToGo: number | null;
	readonly smallestVisibleLift: number | null;
}

/** The plan for the primary metric, at today's variance. */
export function planOf(
	{ estimate, leading }: Finding,
	{ openUntil, outcomes }: GatheredOutcomes,
	assignments: Assignments,
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
	const newPerDay = recentPerDay(assignments, today);
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
		smallestVisibleLift: outcomes.size === 0 ? null : visible,
	};
}

const recentDays = 28;

/** Mean number of newly assigned customers per day, recently. */
function recentPerDay({ sources, days, isTreated }: Assignments, today: number) {
	const recent = { control: 0, treated: 0 };
	for (const source of sources) {
		if (days[source] > today - recentDays)
			recent[isTreated[source] === 1 ? 'treated' : 'control']++;
	}
	return { control: recent.control / recentDays, treated: recent.treated / recentDays };
}
