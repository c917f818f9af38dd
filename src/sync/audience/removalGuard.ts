import { counted, grouped, percent } from '../../values/wording';
import type { Refusal, TargetPlan } from '../run/plan';

export interface RemovalLimits {
	/** Share of current members, 0 to 1, that may be removed in one run. */
	readonly maxRemovalShare: number;
	/** Number of members that may always be removed, whatever their share. */
	readonly maxRemovals: number;
}

/**
 * Returns the refusal of a plan that removes too many, undefined where it doesn't.
 *
 * Both limits have to be exceeded: of a list of twelve, ten may be removed; of a million, 30%. A target of unknown size
 * is judged by the number alone. Additions never stop a plan.
 *
 * @param check what to check if that many removals are not intended
 */
export function removalRefusal(
	targets: readonly TargetPlan[],
	limits: RemovalLimits,
	check = 'the input holds all customers',
): Refusal | undefined {
	for (const { target, members, removed } of targets) {
		if (removed <= limits.maxRemovals) continue;
		if (members !== undefined && removed <= limits.maxRemovalShare * members) continue;
		const of =
			members === undefined
				? ''
				: ` of ${grouped(members)} members (${percent(removed / members)})`;
		const option = members === undefined ? 'Removals Always Allowed' : 'Maximum Removed';
		return {
			code: 'tooManyRemovals',
			sentence:
				`${grouped(removed)}${of} would be removed from "${target}", above the limit of ` +
				`${percent(limits.maxRemovalShare)} and ${counted(limits.maxRemovals, 'person', 'people')}. Nothing was sent. If this is intended, ` +
				`raise "${option}" for one run; otherwise check whether ${check}.`,
		};
	}
	return undefined;
}
