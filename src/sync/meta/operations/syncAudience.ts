import { hasWithdrawn } from '../../audience/joining';
import type { FormerMember } from '../../audience/lastSynced';
import { emptyRefusal, lastSyncedRefusal, loopRefusal, whyEmpty } from '../../audience/refusals';
import type { Planned } from '../../run/carryOut';
import type { Refusal } from '../../run/plan';
import type { Audience } from '../audience/audience';
import { deletedRefusal } from '../audience/audienceNotices';
import { planDifference } from '../audience/planDifference';
import { planReplacement } from '../audience/planReplacement';
import { metaKeys } from '../people/columns';
import { prepare, type Joining, type JoiningInput } from '../people/joining';
import type { OperationInput, PlanOperation } from './operation';

/** Plans to add the customers to an audience; those that "Last Synced" knows as members are not sent again. */
export const addToAudience: PlanOperation<'addToAudience'> = (input) => planAddition(input);

/** Plans to fill a value-based audience: each customer with their value, for lookalikes of the best. */
export const valueBasedAudience: PlanOperation<'valueBasedAudience'> = (input) =>
	planAddition(input, input.options.valueField);

/** Other members stay, except those who have withdrawn or share a first key with somebody who declined. */
async function planAddition(input: JoiningInput, valueField?: string): Promise<Planned> {
	const joining = await prepare(input, valueField);
	const { rowOf, declined } = joining;
	const isLeaving = (member: FormerMember) =>
		hasWithdrawn(input, rowOf.get(member.customerId)) || declined.has(metaKeys.identityOf(member));
	return planDifference(joining, isLeaving, stateRefusalOf(joining, false));
}

/**
 * Plans to make the customers given the only members of an audience.
 *
 * With "Last Synced" only the difference is sent. Without it the members are unknown, because Meta does not report
 * them: all of them are replaced.
 */
export const mirrorAudience: PlanOperation<'mirrorAudience'> = (input) => mirror(input, false);

async function mirror(input: OperationInput<'mirrorAudience'>, isPart: boolean): Promise<Planned> {
	const joining = await prepare(input);
	const { lastSynced, audience } = joining;
	const isKnown = lastSynced.known > 0 || isEmpty(audience);
	const refusal = refusalOf(joining, isPart && isKnown);
	return isKnown ? planDifference(joining, () => true, refusal) : planReplacement(joining, refusal);
}

/** As `mirrorAudience`, for one of several audiences, which may have no customers left. */
export const mirrorPart: PlanOperation<'mirrorAudience'> = (input) => mirror(input, true);

/** Plans to replace all members of an audience with the customers given, in one session. */
export const replaceAudience: PlanOperation<'replaceAudience'> = async (input) => {
	const joining = await prepare(input);
	const refusal = refusalOf(joining);
	return isEmpty(joining.audience)
		? planDifference(joining, () => true, refusal)
		: planReplacement(joining, refusal);
};

/** Status 410: nothing has been uploaded yet. Meta replaces members only where there are some. */
function isEmpty({ id, operationStatus }: Audience): boolean {
	return id === undefined || operationStatus === 410;
}

function refusalOf(joining: Joining, mayBeEmptied = false): Refusal | undefined {
	const { input, audience, wanted } = joining;
	return (
		loopRefusal(input.options, 'Mirroring and replacing need') ??
		stateRefusalOf(joining, true) ??
		(wanted.length > 0 || mayBeEmptied
			? undefined
			: emptyRefusal(audience.name, whyEmpty(input.notices)))
	);
}

/** Refuses to rely on an incomplete "Last Synced". */
function stateRefusalOf(
	{ input, audience, lastSynced }: Joining,
	isExact: boolean,
): Refusal | undefined {
	const { options } = input;
	if (input.lastSynced === undefined || options.firstRun) return undefined;
	if (!isEmpty(audience)) {
		return lastSyncedRefusal(audience.name, input.lastSynced.length, lastSynced, isExact);
	}
	return deletedRefusal(audience, options.audience, lastSynced.audienceIds);
}
