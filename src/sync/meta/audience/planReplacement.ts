import type { Planned } from '../../run/carryOut';
import { counted, grouped } from '../../../values/wording';
import { planOf, type Refusal, type TargetPlan, targetPlan } from '../../run/plan';
import { removalRefusal } from '../../audience/removalGuard';
import { membersKnown, type Audience } from './audience';
import { stateRefusal } from './audienceNotices';
import { metaKeys, metaMembership } from '../people/columns';
import { differenceOf } from '../../audience/difference';
import { replaceLimit, uploadsOf } from '../api/graph';
import { deferLeaving, leavingIn, setFormer, type Joining } from '../people/joining';
import { readBack } from './readBack';
import { replaceMembers } from '../upload/replaceSession';
import { refusalOfCustomer } from '../upload/upload';
import { outcomeOf } from '../../run/outcomeTable';

/** Plans to replace all members of an audience, in one session. */
export function planReplacement(joining: Joining, earlierRefusal?: Refusal): Planned {
	const { input, audience, wanted, former, keysOf, today } = joining;
	const { options, client, ledger, notices } = input;
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
	const isKnown = former.size > 0;
	const target = isKnown
		? {
				target: `${audience.name} (all members replaced)`,
				targetId: id,
				members: former.size,
				added: difference.added,
				removed: difference.removed,
				changed: difference.changed,
				unchanged: difference.unchanged.length,
				requests: uploadsOf(wanted.length),
			}
		: targetUnknown(audience, id, wanted.length);
	if (!isKnown) notices.push(unknownNotice(audience, target.removed, wanted.length));
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
		act: async () => {
			const totals = await replaceMembers(client, wanted, {
				audienceId: id,
				limitedDataUse: options.limitedDataUse,
				notices,
				onReceived: (received) => {
					const sentence =
						'Received by Meta with the replacement. Meta matches it within 24 hours.';
					for (const member of received) {
						const fields = metaMembership.write(id, keysOf(member), true, today);
						ledger.set(member.index, outcomeOf('sent', sentence), fields);
					}
				},
				onRefused: (refused, givenUp) => {
					const fields = metaMembership.write(id, '', false);
					for (const { index } of refused) {
						ledger.set(index, refusalOfCustomer(givenUp), fields);
					}
				},
			});
			const fields = metaMembership.write(id, '', false);
			const sentence = 'Removed from the audience by the replacement.';
			for (const member of leavingIn(difference)) {
				setFormer(joining, member, { ...outcomeOf('removed', sentence), fields });
			}
			return { received: totals.received, ...(await readBack(client, id, notices)) };
		},
	};
}

/**
 * Meta tells how many people it has matched, rounded, and not who they are. So many rows can match no more people: what is above
 * them leaves for certain, and how many leave besides is unknown.
 */
function targetUnknown(audience: Audience, targetId: string, wanted: number): TargetPlan {
	const members = membersKnown(audience);
	return targetPlan({
		target: `${audience.name} (all members replaced; how many leave is not known)`,
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
			? 'Meta does not tell the size of an audience this small, so "Maximum Removed" can\'t protect it'
			: `by Meta's count of ${grouped(size)} people matched at least ${grouped(removed)} leave; it may be all of them`;
	return {
		code: 'replacesAllMembers',
		message:
			`Without rows of this audience on "Last Synced" it is not known who is in it: all members of "${audience.name}" are ` +
			`replaced by ${counted(wanted, 'customer')}. How many leave is not known: ${told}.`,
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
