import type { FormerMember } from './lastSynced';

const dayMs = 86_400_000;

/**
 * Whether an unchanged member is to be sent again because the platform would otherwise forget them: once half of the
 * days that it keeps them have passed.
 *
 * A kept day that is empty always asks for it. One that is missing, can't be read, or is in the future does so where
 * the platform forgets members at all.
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
	// The workflow's calendar day may be ahead of UTC.
	return !(days >= -1 && days <= keptDays / 2);
}
