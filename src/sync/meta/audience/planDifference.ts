import type { Planned } from '../../run/carryOut';
import type { Refusal, TargetPlan } from '../../run/plan';
import { planOf } from '../../run/plan';
import { removalRefusal } from '../../run/removalGuard';
import { membersKnown, stateRefusal } from './audience';
import { carryOutDifference } from '../operations/carryOutDifference';
import { differenceOf, type Difference } from './difference';
import { uploadsOf } from '../api/graph';
import { deferLeaving, type Joining } from '../people/joining';
import { placeKept, type FormerMember } from './lastSynced';
import { isToBeSentAgain } from './sendAgain';
import { outcomeOf } from '../../run/outcomeTable';

/**
 * Plans to send what has changed since "Last Synced".
 *
 * @param isLeaving tells whether a former member who is not wanted is to leave
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
		isToBeSentAgain: (member) => isToBeSentAgain(member, audience.retentionDays, now),
	});
	for (const { index, customerId } of difference.unchanged) {
		const known = former.get(customerId);
		const place = known && placeKept(audience.id, known);
		ledger.set(index, outcomeOf('unchanged', 'In the audience already.'), place);
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
			(audience.id === undefined ? 1 : 0) +
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
		act: () => carryOutDifference(joining, difference),
	};
}

function* intentsOf({ former, rowOf, keysOf }: Joining, { toSend, toRemove }: Difference) {
	for (const member of toSend) {
		const known = former.get(member.customerId);
		const what =
			known === undefined
				? 'would be added to the audience'
				: known.keys === keysOf(member)
					? 'would be sent again, because Meta lets members lapse'
					: 'would be changed in the audience';
		yield { index: member.index, sentence: `Nothing was sent: ${what}.` };
	}
	for (const removal of toRemove) {
		const index = rowOf.get(removal.former.customerId);
		const sentence = 'Nothing was sent: would be removed from the audience.';
		if (index !== undefined) yield { index, sentence };
	}
}
