import type { Difference } from '../../audience/difference';
import { leavingIn, setFormer } from '../../audience/joining';
import type { Membership } from '../../audience/lastSynced';
import type { Member } from '../../audience/member';
import { planReplacement as planOfReplacement } from '../../audience/planReplacement';
import type { Planned } from '../../run/carryOut';
import { outcomeOf } from '../../run/outcomeTable';
import type { Refusal } from '../../run/plan';
import { settle } from '../../../values/settle';
import { replaceLimit, uploadsOf } from '../api/graph';
import { metaMembership } from '../people/columns';
import type { Joining } from '../people/joining';
import { replaceMembers } from '../upload/replaceSession';
import { openOutcome, refusalOfCustomer } from '../upload/upload';
import { membersKnown, type Audience } from './audience';
import { stateRefusal } from './audienceNotices';
import { readBack } from './readBack';

/** Plans to replace all members of an audience, in one session. */
export function planReplacement(joining: Joining, earlierRefusal?: Refusal): Planned {
	const { input, audience } = joining;
	const { id, name } = audience;
	if (id === undefined) throw new RangeError('An audience to be replaced exists.');
	return planOfReplacement(joining, {
		operation: input.options.operation,
		platform: 'Meta',
		name,
		membersKnown: membersKnown(audience),
		limits: input.options,
		requestsOf: uploadsOf,
		refusal: earlierRefusal ?? stateRefusal(audience) ?? replaceRefusal(audience),
		act: (difference) => replace(joining, id, difference),
	});
}

async function replace(
	joining: Joining,
	audienceId: string,
	difference: Difference,
): Promise<Readonly<Record<string, unknown>>> {
	const { input, wanted, keysOf, today } = joining;
	const { options, client, ledger, notices } = input;
	const outside = metaMembership.write(audienceId, '', false);
	const perhaps = (member: Member) => metaMembership.write(audienceId, keysOf(member), true);
	const replaced = await settle(
		replaceMembers(client, wanted, {
			audienceId,
			limitedDataUse: options.limitedDataUse,
			notices,
			onReceived: (received) => {
				const sent = outcomeOf(
					'sent',
					'Received by Meta with the replacement. Meta matches it within 24 hours.',
				);
				for (const member of received) {
					const fields = metaMembership.write(audienceId, keysOf(member), true, today);
					ledger.set(member.index, sent, fields);
				}
			},
			onRefused: (refused, givenUp) => {
				for (const { index } of refused) ledger.set(index, refusalOfCustomer(givenUp), outside);
			},
			onUnconfirmed: (open) => {
				for (const member of open) ledger.set(member.index, openOutcome, perhaps(member));
			},
		}),
	);
	if (replaced.status === 'rejected') {
		keepUnknown(joining, perhaps);
		throw replaced.reason;
	}
	const removed = outcomeOf('removed', 'Removed from the audience by the replacement.');
	for (const member of leavingIn(difference)) {
		setFormer(joining, member, { ...removed, fields: outside });
	}
	const { received } = replaced.value;
	return { received, ...(await readBack(client, audienceId, notices)) };
}

/**
 * Keeps what is known after a replacement that ended halfway, and that Meta may still carry out.
 *
 * Where "Last Synced" knew the members, they and all customers of the replacement may be in the audience. Where it knew
 * nothing, it still does: otherwise the next run would take these customers for the whole audience and leave strangers
 * in it.
 */
function keepUnknown(
	{ input: { memberships }, wanted, former }: Joining,
	perhaps: (member: Member) => Membership,
) {
	if (former.size === 0) memberships.everyoneElse = undefined;
	else for (const member of wanted) memberships.set(member.index, perhaps(member));
}

function replaceRefusal({ name, matchedAtLeast = 0 }: Audience): Refusal | undefined {
	if (matchedAtLeast < replaceLimit) return undefined;
	return {
		code: 'notReplaceable',
		sentence: `Meta does not replace the members of "${name}", because it has 100 million members or more. Nothing was sent. Choose Mirror and connect "Last Synced", so that only the difference is sent.`,
	};
}
