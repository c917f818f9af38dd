import type { Planned } from '../run/carryOut';
import { outcomeOf } from '../run/outcomeTable';
import { planOf, type Refusal, type TargetPlan } from '../run/plan';
import { differenceOf, type Difference } from './difference';
import { deferLeaving, type AudienceJoining } from './joining';
import type { FormerMember } from './lastSynced';
import { removalRefusal, type RemovalLimits } from './removalGuard';
import { isToBeSentAgain } from './sendAgain';

const isThere = outcomeOf('unchanged', 'Already in the audience.');

/** The parts of the plan that depend on the platform. */
export interface DifferenceParts {
	readonly operation: string;
	readonly platform: string;
	/** Name of the audience, and how many members it is known to have where "Last Synced" has none. */
	readonly name: string;
	readonly membersKnown: number | undefined;
	readonly limits: RemovalLimits;
	/** Whether a former member who is no longer wanted is to leave. */
	readonly isLeaving: (member: FormerMember) => boolean;
	/** Days after which the platform forgets a member. */
	readonly keptDaysOf: (member: FormerMember) => number;
	/** Milliseconds since 1970. */
	readonly now: number;
	/** Requests that N rows take. */
	readonly uploadsOf: (rows: number) => number;
	readonly refusal?: Refusal;
	/** Why nobody may be added to the audience; asked for only where somebody would be. */
	readonly stateRefusal?: Refusal;
	readonly act: (difference: Difference) => ReturnType<Planned['act']>;
}

/** Plans to send what has changed since "Last Synced". */
export function planDifference(
	joining: AudienceJoining,
	parts: DifferenceParts,
): Planned & { readonly difference: Difference } {
	const { run, format, audienceId, wanted, former, keysOf } = joining;
	const { keptDaysOf, now, uploadsOf } = parts;
	const difference = differenceOf({
		wanted,
		former,
		isLeaving: parts.isLeaving,
		keysOf,
		format: format.keys,
		isToBeSentAgain: (member) => isToBeSentAgain(member, keptDaysOf(member), now),
	});
	for (const { index, customerId } of difference.unchanged) {
		const known = former.get(customerId);
		run.ledger.set(index, isThere, known && format.kept(audienceId, known));
	}
	deferLeaving(joining, difference);
	const target: TargetPlan = {
		target: parts.name,
		targetId: audienceId,
		members: former.size > 0 ? former.size : parts.membersKnown,
		added: difference.added,
		removed: difference.removed,
		changed: difference.changed,
		unchanged: difference.unchanged.length,
		requests:
			(audienceId === undefined && difference.toSend.length > 0 ? 1 : 0) +
			uploadsOf(difference.toSend.length) +
			uploadsOf(difference.outdated.length + difference.toRemove.length) +
			uploadsOf(difference.outdated.length),
	};
	const hasWork = target.added + target.removed + target.changed > 0;
	const stop =
		parts.refusal ??
		(hasWork ? parts.stateRefusal : undefined) ??
		removalRefusal([target], parts.limits);
	return {
		difference,
		plan: planOf(parts.operation, [target], run.ledger, stop),
		intents: () => intentsOf(joining, difference, parts.platform),
		act: () => parts.act(difference),
	};
}

function* intentsOf(
	{ former, rowOf, keysOf }: AudienceJoining,
	{ toSend, toRemove }: Difference,
	platform: string,
) {
	for (const member of toSend) {
		const known = former.get(member.customerId);
		const what =
			known === undefined
				? 'would be added to the audience'
				: known.keys === keysOf(member)
					? `would be sent again, because memberships at ${platform} expire`
					: 'would be changed in the audience';
		yield { index: member.index, sentence: `Nothing was sent: ${what}.` };
	}
	for (const removal of toRemove) {
		const index = rowOf.get(removal.former.customerId);
		const sentence = 'Nothing was sent: would be removed from the audience.';
		if (index !== undefined) yield { index, sentence };
	}
}
