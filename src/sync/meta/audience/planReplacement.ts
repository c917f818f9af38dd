import type { Planned } from '../../run/carryOut';
import { counted, grouped } from '../../../values/wording';
import { planOf, type Refusal, type TargetPlan, targetPlan } from '../../run/plan';
import { removalRefusal } from '../../audience/removalGuard';
import { membersKnown, type Audience } from './audience';
import { stateRefusal } from './audienceNotices';
import { metaKeys, metaMembership } from '../people/columns';
import { differenceOf, type Difference } from '../../audience/difference';
import type { Membership } from '../../audience/lastSynced';
import type { Member } from '../../audience/member';
import { settle } from '../../../values/settle';
import { replaceLimit, uploadsOf } from '../api/graph';
import { deferLeaving, leavingIn, setFormer } from '../../audience/joining';
import type { Joining } from '../people/joining';
import { readBack } from './readBack';
import { replaceMembers } from '../upload/replaceSession';
import { openOutcome, refusalOfCustomer } from '../upload/upload';
import { outcomeOf } from '../../run/outcomeTable';

/** Plans to replace all members of an audience, in one session. */
export function planReplacement(joining: Joining, earlierRefusal?: Refusal): Planned {
	const { input, audience, wanted, former, keysOf } = joining;
	const { options, ledger, notices } = input;
	const { id } = audience;
	if (id === undefined) throw new RangeError('An audience to be replaced exists.');
	const difference = differenceOf({
		wanted,
		former,
		isLeaving: () => true,
		keysOf,
		format: metaKeys,
		isToBeSentAgain: () => false,
	});
	deferLeaving(joining, difference);
	const target =
		former.size > 0 ? targetKnown(joining, difference) : targetUnknown(audience, id, wanted.length);
	if (former.size === 0) notices.push(unknownNotice(audience, target.removed, wanted.length));
	return {
		plan: planOf(
			options.operation,
			[target],
			ledger,
			earlierRefusal ??
				stateRefusal(audience) ??
				replaceRefusal(audience) ??
				removalRefusal([target], options),
		),
		intents: function* () {
			const sentence = 'Nothing was sent: would be a member after the replacement.';
			for (const { index } of wanted) yield { index, sentence };
		},
		act: () => replace(joining, id, difference),
	};
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
 * Keeps what is known after a replacement that ended half way, and that Meta may carry out all the same.
 *
 * Where "Last Synced" told who was in the audience, all of them and all who were to be in it may be. Where it told nothing, it still
 * does: strangers may be in the audience, and a next run that took the customers for all there is would leave them there.
 */
function keepUnknown(
	{ input: { memberships }, wanted, former }: Joining,
	perhaps: (member: Member) => Membership,
) {
	if (former.size === 0) memberships.everyoneElse = undefined;
	else for (const member of wanted) memberships.set(member.index, perhaps(member));
}

function targetKnown({ audience, wanted, former }: Joining, difference: Difference): TargetPlan {
	return {
		target: `${audience.name} (all members replaced)`,
		targetId: audience.id,
		members: former.size,
		added: difference.added,
		removed: difference.removed,
		changed: difference.changed,
		unchanged: difference.unchanged.length,
		requests: uploadsOf(wanted.length),
	};
}

/**
 * Meta tells how many people it has matched, rounded, and not who they are. So many rows can match no more people: what is above
 * them leaves for certain, and how many leave besides is unknown.
 */
function targetUnknown(audience: Audience, targetId: string, wanted: number): TargetPlan {
	const members = membersKnown(audience);
	return targetPlan({
		target: `${audience.name} (all members replaced; the number of removals is unknown)`,
		targetId,
		members,
		added: wanted,
		removed: Math.max(0, (members ?? 0) - wanted),
		requests: uploadsOf(wanted),
	});
}

function unknownNotice(audience: Audience, removed: number, wanted: number) {
	const size = membersKnown(audience);
	const told =
		size === undefined
			? 'Meta does not report the size of an audience this small, so "Maximum Removed" can\'t protect it'
			: `by Meta's count of ${grouped(size)} matched people, at least ${grouped(removed)} would leave, possibly all of them`;
	return {
		code: 'replacesAllMembers',
		message:
			`Without rows of this audience on "Last Synced", its members are unknown: all members of "${audience.name}" are ` +
			`replaced by ${counted(wanted, 'customer')}. The number of removals is unknown: ${told}.`,
		level: 'info' as const,
	};
}

function replaceRefusal({ name, matchedAtLeast = 0 }: Audience): Refusal | undefined {
	if (matchedAtLeast < replaceLimit) return undefined;
	return {
		code: 'notReplaceable',
		sentence: `Meta does not replace the members of "${name}", because it has 100 million members or more. Nothing was sent. Choose Mirror and connect "Last Synced", so that only the difference is sent.`,
	};
}
