import type { FormerMember } from './lastSynced';

const dayMs = 86_400_000;

/**
 * Whether a member who has not changed is to be sent again, because the platform lets them go otherwise: once half of the days are
 * over that it keeps them.
 *
 * A kept day that is empty asks for it. One that is missing, can't be read, or is still to come does where members lapse at all.
 *
 * @param keptDays days after which the platform forgets the member; Infinity: never
 * @param now milliseconds since 1970
 */
export function isToBeSentAgain(
	{ syncedAt }: FormerMember,
	keptDays: number,
	now: number,
): boolean {
	if (syncedAt === '') return true;
	if (keptDays === Number.POSITIVE_INFINITY) return false;
	const days = (now - Date.parse(syncedAt ?? '')) / dayMs;
	// Of a workflow's calendar the day may be ahead of UTC.
	return !(days >= -1 && days <= keptDays / 2);
}
