import type { Notice } from '../../values/notice';
import { counted, grouped } from '../../values/wording';
import type { Planned } from '../run/carryOut';
import { planOf, targetPlan, type Refusal, type TargetPlan } from '../run/plan';
import { differenceOf, type Difference } from './difference';
import { deferLeaving, type AudienceJoining } from './joining';
import { removalRefusal, type RemovalLimits } from './removalGuard';

/** The parts of a replacement that depend on the platform. */
export interface ReplacementParts {
	readonly operation: string;
	readonly platform: string;
	/**
	 * Name of the audience, and the least number of people that the platform has matched in it; undefined where it is not
	 * known.
	 */
	readonly name: string;
	readonly membersKnown: number | undefined;
	readonly limits: RemovalLimits;
	/** Requests that N rows take. */
	readonly requestsOf: (rows: number) => number;
	readonly refusal?: Refusal;
	readonly act: (difference: Difference) => ReturnType<Planned['act']>;
}

/** Plans to replace all members of an audience with the customers given. */
export function planReplacement(joining: AudienceJoining, parts: ReplacementParts): Planned {
	const { run, format, wanted, former, keysOf } = joining;
	const difference = differenceOf({
		wanted,
		former,
		isLeaving: () => true,
		keysOf,
		format: format.keys,
		isToBeSentAgain: () => false,
	});
	deferLeaving(joining, difference);
	const target =
		former.size > 0 ? targetKnown(joining, difference, parts) : targetUnknown(joining, parts);
	if (former.size === 0) run.notices.push(unknownNotice(parts, target.removed, wanted.length));
	const refusal = parts.refusal ?? removalRefusal([target], parts.limits);
	return {
		plan: planOf(parts.operation, [target], run.ledger, refusal),
		intents: function* () {
			const sentence = 'Nothing was sent: would be a member after the replacement.';
			for (const { index } of wanted) yield { index, sentence };
		},
		act: () => parts.act(difference),
	};
}

function targetKnown(
	{ audienceId, wanted, former }: AudienceJoining,
	difference: Difference,
	{ name, requestsOf }: ReplacementParts,
): TargetPlan {
	return {
		target: `${name} (all members replaced)`,
		targetId: audienceId,
		members: former.size,
		added: difference.added,
		removed: difference.removed,
		changed: difference.changed,
		unchanged: difference.unchanged.length,
		requests: requestsOf(wanted.length),
	};
}

/**
 * The platform reports how many people it has matched, rounded, but not who they are. N rows match at most N people:
 * any number above that leaves for certain, and how many more leave is unknown.
 */
function targetUnknown(
	{ audienceId, wanted }: AudienceJoining,
	{ name, membersKnown, requestsOf }: ReplacementParts,
): TargetPlan {
	return targetPlan({
		target: `${name} (all members replaced; the number of removals is unknown)`,
		targetId: audienceId,
		members: membersKnown,
		added: wanted.length,
		removed: Math.max(0, (membersKnown ?? 0) - wanted.length),
		requests: requestsOf(wanted.length),
	});
}

function unknownNotice(
	{ platform, name, membersKnown }: ReplacementParts,
	removed: number,
	wanted: number,
): Notice {
	const told =
		membersKnown === undefined
			? `${platform} does not report the size of an audience this small, so "Maximum Removed" can't protect it`
			: `by ${platform}'s count of ${grouped(membersKnown)} matched people, at least ${grouped(removed)} would leave, possibly all of them`;
	return {
		code: 'replacesAllMembers',
		message:
			`Without rows of this audience on "Last Synced", its members are unknown: all members of "${name}" are ` +
			`replaced by ${counted(wanted, 'customer')}. The number of removals is unknown: ${told}.`,
		level: 'info',
	};
}
