import { hasWithdrawn } from '../../audience/joining';
import type { FormerMember } from '../../audience/lastSynced';
import { planDifference } from '../../audience/planDifference';
import { planReplacement } from '../../audience/planReplacement';
import { emptyRefusal, lastSyncedRefusal, loopRefusal, whyEmpty } from '../../audience/refusals';
import type { Planned } from '../../run/carryOut';
import type { Refusal } from '../../run/plan';
import { requestsOf } from '../api/dataManager';
import { deletedRefusal, stateRefusal } from '../lists/listNotices';
import { membersKnown } from '../lists/userList';
import { googleKeys } from '../people/columns';
import { noteConfirmed, prepare, type Joining } from '../people/joining';
import { replaceMembers } from '../upload/replaceMembers';
import { sendDifference } from '../upload/sendDifference';
import { validated } from '../upload/validate';
import type { PlanOperation } from './operation';

/**
 * Plans to add the customers to a list; those that "Last Synced" knows as members are not sent again.
 *
 * Other members stay, except those who have withdrawn or share a first key with somebody who declined.
 */
export const addToAudience: PlanOperation<'addToAudience'> = async (input) => {
	const joining = await prepare(input);
	const { rowOf, declined } = joining;
	const isLeaving = (member: FormerMember) =>
		hasWithdrawn(input, rowOf.get(member.customerId)) ||
		declined.has(googleKeys.identityOf(member));
	return await differencePlan(joining, isLeaving, lastRefusal(joining, false));
};

/**
 * Plans to make the customers given the only members of a list.
 *
 * With "Last Synced" only the difference is sent. Without it the members are unknown, because Google does not report
 * them: all of them are replaced.
 */
export const mirrorAudience: PlanOperation<'mirrorAudience'> = async (input) => {
	const joining = await prepare(input);
	const refusal = exactRefusal(joining);
	const isKnown = joining.lastSynced.known > 0 || joining.list.id === undefined;
	return isKnown
		? await differencePlan(joining, () => true, refusal)
		: await replacementPlan(joining, refusal);
};

/** Plans to replace all members of a list with the customers given. */
export const replaceAudience: PlanOperation<'replaceAudience'> = async (input) => {
	const joining = await prepare(input);
	const refusal = exactRefusal(joining);
	return joining.list.id === undefined
		? await differencePlan(joining, () => true, refusal)
		: await replacementPlan(joining, refusal);
};

async function differencePlan(
	joining: Joining,
	isLeaving: (member: FormerMember) => boolean,
	refusal?: Refusal,
): Promise<Planned> {
	const { input, list } = joining;
	const { options, client } = input;
	const planned = planDifference(joining, {
		operation: options.operation,
		platform: 'Google',
		name: list.name,
		membersKnown: membersKnown(list),
		limits: options,
		isLeaving,
		keptDaysOf: () => list.membershipDays,
		now: client.context.now(),
		uploadsOf: requestsOf,
		refusal,
		stateRefusal: stateRefusal(list),
		act: (difference) => sendDifference(joining, difference),
	});
	noteConfirmed(joining, planned.difference.unchanged);
	return await validated(planned, joining, planned.difference);
}

async function replacementPlan(joining: Joining, refusal?: Refusal): Promise<Planned> {
	const { input, list, wanted } = joining;
	const { options } = input;
	const { id } = list;
	if (id === undefined) throw new RangeError('A list to be replaced exists.');
	const planned = planReplacement(joining, {
		operation: options.operation,
		platform: 'Google',
		name: list.name,
		membersKnown: membersKnown(list),
		limits: options,
		requestsOf: (rows) => requestsOf(rows) + 1,
		refusal: refusal ?? stateRefusal(list),
		act: (difference) => replaceMembers(joining, id, difference),
	});
	return await validated(planned, joining, { toSend: wanted, toRemove: [], outdated: [] });
}

function exactRefusal(joining: Joining): Refusal | undefined {
	const { input, list, wanted } = joining;
	return (
		loopRefusal(input.options, 'Mirroring and replacing need') ??
		lastRefusal(joining, true) ??
		(wanted.length > 0 ? undefined : emptyRefusal(list.name, whyEmpty(input.notices)))
	);
}

/** Refuses to rely on an incomplete "Last Synced". */
function lastRefusal({ input, list, lastSynced }: Joining, isExact: boolean): Refusal | undefined {
	const { options } = input;
	if (input.lastSynced === undefined || options.firstRun) return undefined;
	if (list.id === undefined) return deletedRefusal(list, options, lastSynced.audienceIds);
	return lastSyncedRefusal(list.name, input.lastSynced.length, lastSynced, isExact);
}
