import type { FormerMember } from './lastSynced';

/** Days for which Meta keeps an external id. */
const externalIdDays = 90;

const dayMs = 86_400_000;

/**
 * Gives the test whether a member who has not changed is to be sent again, because Meta lets them go otherwise: once half of the
 * audience's retention is over, or of the 90 days of external ids.
 *
 * A kept day that is empty asks for it; one that is missing or can't be read does where members lapse at all.
 *
 * @param retentionDays the audience's; 0: members stay
 * @param now milliseconds since 1970
 */
export function isToBeSentAgain(
	{ columns, syncedAt }: FormerMember,
	retentionDays: number,
	now: number,
): boolean {
	if (syncedAt === '') return true;
	const ofIds = columns.includes('EXTERN_ID') ? externalIdDays : Number.POSITIVE_INFINITY;
	const days = Math.min(retentionDays || Number.POSITIVE_INFINITY, ofIds);
	if (days === Number.POSITIVE_INFINITY) return false;
	const age = (now - Date.parse(syncedAt ?? '')) / dayMs;
	return !(age <= days / 2);
}
