import type { Notice } from '../../values/notice';
import { counted, firstFew, percent } from '../../values/wording';
import { type Finding, mostValues } from './liftFindings';
import type { LiftOptions } from './options';
import type { Outcomes } from './outcomes';
import type { Balance, GroupSizes, Plan } from './summariseLift';
import { balancedBelow } from './summariseLift';

/** What a run's notices are made from. */
export interface LiftRun {
	readonly options: LiftOptions;
	readonly assigned: number;
	readonly isDayKnown: boolean;
	readonly outcomes: Outcomes;
	readonly sizes: GroupSizes;
	readonly balance: Balance;
	readonly plan: Plan;
	readonly immature: number;
	readonly unreadable: number;
	readonly changedGroup: number;
	readonly fieldsOfToday: readonly string[];
	readonly crowdedFields: readonly string[];
	readonly whales: number;
	readonly withoutWhales: Finding | null;
}

/** What the person who reads the result has to know beside it. */
export function liftNotices(run: LiftRun): Notice[] {
	const { options, sizes, balance, outcomes } = run;
	const { fieldNames } = options;
	const notices: Notice[] = [];
	const warn = (code: string, message: string) => notices.push({ code, message, level: 'warning' });
	const tell = (code: string, message: string) => notices.push({ code, message, level: 'info' });
	if (sizes.isMismatch) {
		warn(
			'sampleRatioMismatch',
			`The control group holds ${counted(sizes.control, 'customer')} of ${counted(sizes.control + sizes.treated, 'customer')}, which a share of ${options.controlShare}% makes nearly impossible (p ${Number(sizes.p?.toPrecision(2))}). Somebody was lost or added on one side, or "Control Share" is not what was set: nothing below can be trusted until you know.`,
		);
	}
	const unbalanced = [
		...(isFar(balance.revenueBefore) ? ['revenue before the assignment'] : []),
		...(isFar(balance.age) ? ['time since the first order'] : []),
	];
	if (unbalanced.length > 0) {
		warn(
			'unbalancedGroups',
			`The groups differed before the assignment, in ${unbalanced.join(' and ')}. Small groups differ by chance; large ones should not. The adjusted estimate allows for revenue.`,
		);
	}
	if (run.assigned === 0) {
		warn(
			'noAssignments',
			'Nobody was assigned to a group, so there is nothing to compare. Connect the stored assignments to input Assignments, or set "Start" to read the group from each customer.',
		);
	}
	if (!run.isDayKnown) {
		warn(
			'noAsOf',
			`No customer has a date in "${fieldNames.asOf}", so no outcome window is known to be over. Set "As Of", or put Compute RFM before this node.`,
		);
	}
	if (run.whales > 0) warn('whale', whaleMessage(run));
	if (run.unreadable > 0) {
		warn(
			'unreadableOrderHistory',
			`${counted(run.unreadable, 'customer')} without a readable "${fieldNames.orderHistory}" ${run.unreadable === 1 ? 'is' : 'are'} left out. Pass it on as Compute RFM wrote it.`,
		);
	}
	if (run.changedGroup > 0) {
		warn(
			'changedGroup',
			`${counted(run.changedGroup, 'customer')} changed sides since the assignment and ${run.changedGroup === 1 ? 'is' : 'are'} left out. Keep "Holdout Seed" and "Holdout Assigned By" of Assign Tier as they are while an experiment runs.`,
		);
	}
	if (run.immature > 0) {
		tell(
			'openWindows',
			`${counted(run.immature, 'customer')} ${run.immature === 1 ? 'is' : 'are'} not counted yet: their ${options.windowDays} days are not over.`,
		);
	}
	if (run.fieldsOfToday.length > 0) {
		warn(
			'breakdownOfToday',
			`The breakdown by ${firstFew(run.fieldsOfToday)} uses today's value, which the treatment may have changed. Store the field with the assignment, and connect input Assignments.`,
		);
	}
	if (run.crowdedFields.length > 0) {
		warn(
			'manyBreakdownValues',
			`${firstFew(run.crowdedFields)} ${run.crowdedFields.length === 1 ? 'has' : 'have'} more than ${mostValues} values; the largest ${mostValues} are shown.`,
		);
	}
	if (outcomes.knows.emails && !bothGotEmails(outcomes)) {
		tell(
			'emailsOfOneGroup',
			'Only one group got emails, so revenue per email and unsubscribes are described, not tested. The summary gives incremental revenue per email sent.',
		);
	}
	notices.push(...horizonNotices(run));
	return notices;
}

/** About looking early, late and often. */
function horizonNotices({ options, outcomes, plan }: LiftRun): Notice[] {
	const n = outcomes.assignments.length;
	if (n === 0) return [];
	const notices: Notice[] = [];
	const tell = (code: string, message: string) => notices.push({ code, message, level: 'info' });
	if (!options.alwaysValid) {
		tell(
			'lookOnce',
			'"Always Valid" is off: the verdict holds only if you look once, when the planned number of customers is reached. Looking daily finds proof where there is none in a third of all cases.',
		);
	} else if (n < options.plannedCustomers / 5) {
		tell(
			'farFromPlan',
			`${counted(n, 'customer')} counted of ${counted(options.plannedCustomers, 'planned customer')}: the always-valid interval is still several times as wide as one that is read once.`,
		);
	}
	if (plan.smallestVisibleLift !== null) {
		const needed = plan.customersNeeded;
		const size =
			needed === null
				? ''
				: ` A lift of ${options.minimumEffectPercent}% needs ${counted(needed.control, 'customer')} in control and ${counted(needed.treated, 'customer')} treated, read once; looking daily needs more.`;
		tell(
			'smallestVisibleLift',
			`With the customers there are, a lift of ${percent(plan.smallestVisibleLift)} or more would be found.${size}`,
		);
	}
	return notices;
}

function whaleMessage({ whales, withoutWhales, options }: LiftRun): string {
	const lift = withoutWhales?.leading.lift;
	const without =
		lift === null || lift === undefined
			? ''
			: ` Without ${whales === 1 ? 'that customer' : 'them'} the lift is ${percent(lift)}.`;
	return `${counted(whales, 'customer')} made more than ${options.whaleSharePercent}% of a group's revenue each, so one person decides the result.${without}`;
}

function isFar(difference: number | null): boolean {
	return difference !== null && Math.abs(difference) > balancedBelow;
}

function bothGotEmails({ assignments, emails, isTreated }: Outcomes): boolean {
	const sums = [0, 0];
	for (let i = 0; i < assignments.length; i++) sums[isTreated[i]] += emails[i];
	return sums[0] > 0 && sums[1] > 0;
}
