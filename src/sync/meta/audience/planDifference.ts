import type { Planned } from '../../run/carryOut';
import type { Refusal, TargetPlan } from '../../run/plan';
import { planOf } from '../../run/plan';
import { removalRefusal } from '../../audience/removalGuard';
import { membersKnown, type Audience } from './audience';
import { stateRefusal } from './audienceNotices';
import { sendDifference } from '../upload/sendDifference';
import { differenceOf, type Difference } from '../../audience/difference';
import { uploadsOf } from '../api/graph';
import { deferLeaving, type Joining } from '../people/joining';
import type { FormerMember } from '../../audience/lastSynced';
import { metaKeys, metaMembership } from '../people/columns';
import { isToBeSentAgain } from '../../audience/sendAgain';
import { outcomeOf } from '../../run/outcomeTable';

const isThere = outcomeOf('unchanged', 'Already in the audience.');

/**
 * Plans to send what has changed since "Last Synced".
 *
 * @param isLeaving whether a former member who is not wanted is to leave
 */
export function planDifference(
	joining: Joining,
	isLeaving: (member: FormerMember) => boolean,
	refusal?: Refusal,
): Planned {
	const { input, audience, wanted, former, keysOf } = joining;
	const { options, client, ledger } = input;
	const now = client.context.now();
	const difference = differenceOf({
		wanted,
		former,
		isLeaving,
		keysOf,
		format: metaKeys,
		isToBeSentAgain: (member) => isToBeSentAgain(member, keptDaysOf(member, audience), now),
	});
	for (const { index, customerId } of difference.unchanged) {
		const known = former.get(customerId);
		const place = known && metaMembership.kept(audience.id, known);
		ledger.set(index, isThere, place);
	}
	deferLeaving(joining, difference);
	const target: TargetPlan = {
		target: audience.name,
		targetId: audience.id,
		members: former.size > 0 ? former.size : membersKnown(audience),
		added: difference.added,
		removed: difference.removed,
		changed: difference.changed,
		unchanged: difference.unchanged.length,
		requests:
			(audience.id === undefined && difference.toSend.length > 0 ? 1 : 0) +
			uploadsOf(difference.toSend.length) +
			uploadsOf(difference.outdated.length + difference.toRemove.length) +
			uploadsOf(difference.outdated.length),
	};
	const hasWork = target.added + target.removed + target.changed > 0;
	const stop =
		refusal ?? (hasWork ? stateRefusal(audience) : undefined) ?? removalRefusal([target], options);
	return {
		plan: planOf(options.operation, [target], ledger, stop),
		intents: () => intentsOf(joining, difference),
		act: () => sendDifference(joining, difference),
	};
}

function* intentsOf({ former, rowOf, keysOf }: Joining, { toSend, toRemove }: Difference) {
	for (const member of toSend) {
		const known = former.get(member.customerId);
		const what =
			known === undefined
				? 'would be added to the audience'
				: known.keys === keysOf(member)
					? 'would be sent again, because memberships at Meta expire'
					: 'would be changed in the audience';
		yield { index: member.index, sentence: `Nothing was sent: ${what}.` };
	}
	for (const removal of toRemove) {
		const index = rowOf.get(removal.former.customerId);
		const sentence = 'Nothing was sent: would be removed from the audience.';
		if (index !== undefined) yield { index, sentence };
	}
}

/** Days for which Meta keeps an external ID. */
const externalIdDays = 90;

function keptDaysOf({ columns }: FormerMember, { retentionDays }: Audience): number {
	const ofIds = columns.includes('EXTERN_ID') ? externalIdDays : Number.POSITIVE_INFINITY;
	return Math.min(retentionDays || Number.POSITIVE_INFINITY, ofIds);
}
