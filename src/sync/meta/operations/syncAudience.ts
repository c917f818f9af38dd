import type { Planned } from '../../run/carryOut';
import type { Refusal } from '../../run/plan';
import type { Audience } from '../audience/audience';
import { hasWithdrawn, prepare, type Joining, type JoiningInput } from '../people/joining';
import type { PlanOperation } from './operation';
import { planDifference } from '../audience/planDifference';
import { planReplacement } from '../audience/planReplacement';

/** Plans to add the customers to an audience; "Last Synced", where it is connected, keeps those out who are in it already. */
export const addToAudience: PlanOperation<'addToAudience'> = (input) => planAddition(input);

/** Plans to fill a value-based audience: each customer with what they are worth, for lookalikes of the best. */
export const valueBasedAudience: PlanOperation<'valueBasedAudience'> = (input) =>
	planAddition(input, input.options.valueField);

/** Others stay; who is in the input and has withdrawn leaves. */
async function planAddition(input: JoiningInput, valueField?: string): Promise<Planned> {
	const joining = await prepare(input, valueField);
	return planDifference(joining, ({ customerId }) =>
		hasWithdrawn(input, joining.rowOf.get(customerId)),
	);
}

/**
 * Plans to make an audience exactly the customers given.
 *
 * With "Last Synced" only the difference is sent. Without it nobody knows who is in the audience, for Meta doesn't tell: then all
 * members are replaced.
 */
export const mirrorAudience: PlanOperation<'mirrorAudience'> = async (input) => {
	const joining = await prepare(input);
	const refusal = refusalOf(joining);
	return joining.former.size > 0 || isEmpty(joining.audience)
		? planDifference(joining, () => true, refusal)
		: planReplacement(joining, refusal);
};

/** Plans to replace all members of an audience by the customers given, in one session. */
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

function refusalOf({ input, audience, wanted }: Joining): Refusal | undefined {
	return (
		loopRefusal(input.options.loopIteration) ?? emptyRefusal(input, wanted.length, audience.name)
	);
}

/** Later iterations of a loop see other customers: the second batch would remove the first. */
function loopRefusal(loopIteration: number): Refusal | undefined {
	if (loopIteration === 0) return undefined;
	return {
		code: 'laterLoopIteration',
		sentence:
			'Mirroring and replacing need all customers at once, and this is a later iteration of a loop: it would remove the ' +
			'customers of the earlier ones. Nothing was sent. Take the node out of the loop.',
	};
}

function emptyRefusal(
	{ notices }: JoiningInput,
	wanted: number,
	name: string,
): Refusal | undefined {
	if (wanted > 0) return undefined;
	const consent = notices.find(({ code }) => code === 'consentFieldMissing');
	const why =
		consent?.message ??
		'Check the consent field and the match keys; a dry run gives the reason for each customer.';
	return {
		code: 'wouldBeEmpty',
		sentence: `None of the customers can be in "${name}": it would be emptied. Nothing was sent. ${why}`,
	};
}
