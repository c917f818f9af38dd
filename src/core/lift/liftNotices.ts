import type { Notice } from '../../values/notice';
import { type NoticeTable, tellNotices } from '../../values/tellNotices';
import { counted, firstFew, percent } from '../../values/wording';
import { pInWords } from '../stats/pInWords';
import { balancedBelow } from './groupBalance';
import type { JudgedExperiment } from './judgeExperiment';
import { mostValues } from './breakdown';
import type { LiftOptions } from './options';
import type { Outcomes } from './outcomes';
import type { Experiment } from './readExperiment';

/** The facts for a run's notices. */
export interface LiftRun {
	readonly options: LiftOptions;
	readonly experiment: Experiment;
	readonly outcomes: Outcomes;
	readonly judged: JudgedExperiment;
}

/** What a reader of the result should know. */
export function liftNotices(run: LiftRun): Notice[] {
	return tellNotices(allNotices, run);
}

const allNotices: NoticeTable<LiftRun> = {
	sampleRatioMismatch: ['warning', mismatch],
	unbalancedGroups: ['warning', imbalance],
	noAssignments: [
		'warning',
		({ experiment }) =>
			experiment.assignments.ids.length > 0
				? undefined
				: 'Nobody was assigned to a group, so there is nothing to compare. Connect the stored assignments to input Assignments, or set "Start" to read the group from each customer.',
	],
	noAsOf: [
		'warning',
		({ experiment, options }) =>
			experiment.today !== undefined
				? undefined
				: `No customer has a date in "${options.fieldNames.asOf}", so no outcome window is known to be over. Set "As Of", or put Compute RFM before this node.`,
	],
	whale: ['warning', whaleMessage],
	unreadableOrderHistory: [
		'warning',
		({ judged: { counts }, options }) =>
			counts.unreadableOrderHistory === 0
				? undefined
				: `${counted(counts.unreadableOrderHistory, 'customer')} without a readable "${options.fieldNames.orderHistory}" ${isOrAre(counts.unreadableOrderHistory)} left out. Pass it on as Compute RFM wrote it.`,
	],
	changedGroup: [
		'warning',
		({ judged: { counts } }) =>
			counts.changedGroup === 0
				? undefined
				: `${counted(counts.changedGroup, 'customer')} changed groups since the assignment and ${isOrAre(counts.changedGroup)} left out. Keep "Holdout Seed" and "Holdout Assigned By" of Assign Tier as they are while an experiment runs.`,
	],
	openWindows: [
		'info',
		({ judged: { counts }, options }) =>
			counts.immature === 0
				? undefined
				: `${counted(counts.immature, 'customer')} ${isOrAre(counts.immature)} not counted yet: their ${options.windowDays} days are not over.`,
	],
	breakdownOfToday: [
		'warning',
		({ experiment, judged: { breakdowns } }) =>
			experiment.hasOwnRows || breakdowns.length === 0
				? undefined
				: `The breakdown by ${firstFew(breakdowns.map(({ field }) => field))} uses today's value, which the treatment may have changed. Store the field with the assignment, and connect input Assignments.`,
	],
	manyBreakdownValues: [
		'warning',
		({ judged: { breakdowns } }) => {
			const crowded = breakdowns.flatMap(({ field, isCrowded }) => (isCrowded ? [field] : []));
			return crowded.length === 0
				? undefined
				: `${firstFew(crowded)} ${crowded.length === 1 ? 'has' : 'have'} more than ${mostValues} values; the largest ${mostValues} are shown.`;
		},
	],
	emailsOfOneGroup: [
		'info',
		({ outcomes }) =>
			!outcomes.knows.emails || bothGotEmails(outcomes)
				? undefined
				: 'Only one group got emails, so revenue per email and unsubscribes are described, not tested. The summary gives incremental revenue per email sent.',
	],
	lookOnce: [
		'info',
		({ options, outcomes }) =>
			options.alwaysValid || outcomes.size === 0
				? undefined
				: '"Always Valid" is off: the verdict holds only if you look once, when the planned number of customers is reached. Looking daily finds proof where there is none in a third of all cases.',
	],
	farFromPlan: ['info', farFromPlan],
	smallestVisibleLift: ['info', visibleLift],
};

function mismatch({ judged: { sizes }, options }: LiftRun): string | undefined {
	if (!sizes.isMismatch) return undefined;
	const all = counted(sizes.control + sizes.treated, 'customer');
	return `The control group holds ${counted(sizes.control, 'customer')} of ${all}. With a control share of ${options.controlShare}% that does not happen by chance (${pInWords(sizes.p ?? 0)}). Customers are missing from one group, or "Control Share" is not the share that was set in Assign Tier. Do not act on this result before you know which.`;
}

function imbalance({ judged: { balance } }: LiftRun): string | undefined {
	const differing = [
		...(isFar(balance.revenueBefore) ? ['revenue before the assignment'] : []),
		...(isFar(balance.age) ? ['time since the first order'] : []),
	];
	if (differing.length === 0) return undefined;
	return `The groups differed before the assignment, in ${differing.join(' and ')}. Small groups differ by chance; large ones should not. The adjusted estimate allows for revenue.`;
}

function farFromPlan({ options, outcomes }: LiftRun): string | undefined {
	const n = outcomes.size;
	if (!options.alwaysValid || n === 0 || n >= options.plannedCustomers / 5) return undefined;
	return `${counted(n, 'customer')} counted of ${counted(options.plannedCustomers, 'planned customer')}: the always-valid interval is still several times as wide as one that is read once.`;
}

function visibleLift({ options, outcomes, judged: { plan } }: LiftRun): string | undefined {
	if (outcomes.size === 0 || plan.smallestVisibleLift === null) return undefined;
	const needed = plan.customersNeeded;
	const size =
		needed === null
			? ''
			: ` A lift of ${options.minimumEffectPercent}% needs ${counted(needed.control, 'customer')} in control and ${counted(needed.treated, 'customer')} treated, read once; looking daily needs more.`;
	return `With the customers there are, a lift of ${percent(plan.smallestVisibleLift)} or more would be found.${size}`;
}

function whaleMessage({ judged: { whales, withoutWhales }, options }: LiftRun): string | undefined {
	if (whales === 0) return undefined;
	const lift = withoutWhales?.leading.lift;
	const without =
		lift === null || lift === undefined
			? ''
			: ` Without ${whales === 1 ? 'that customer' : 'them'} the lift is ${percent(lift)}.`;
	return `${counted(whales, 'customer')} made more than ${options.whaleSharePercent}% of a group's revenue each, so one person decides the result.${without}`;
}

function isOrAre(count: number): string {
	return count === 1 ? 'is' : 'are';
}

function isFar(difference: number | null): boolean {
	return difference !== null && Math.abs(difference) > balancedBelow;
}

function bothGotEmails({ size, emails, isTreated }: Outcomes): boolean {
	const sums = [0, 0];
	for (let i = 0; i < size; i++) sums[isTreated[i]] += emails[i];
	return sums[0] > 0 && sums[1] > 0;
}
