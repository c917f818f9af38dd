import type { FormerMember } from '../../audience/lastSynced';
import { planDifference as planOfDifference } from '../../audience/planDifference';
import type { Planned } from '../../run/carryOut';
import type { Refusal } from '../../run/plan';
import { uploadsOf } from '../api/graph';
import type { Joining } from '../people/joining';
import { sendDifference } from '../upload/sendDifference';
import { membersKnown, type Audience } from './audience';
import { stateRefusal } from './audienceNotices';

/**
 * Plans to send what has changed since "Last Synced".
 *
 * @param isLeaving whether a former member who is no longer wanted is to leave
 */
export function planDifference(
	joining: Joining,
	isLeaving: (member: FormerMember) => boolean,
	refusal?: Refusal,
): Planned {
	const { input, audience } = joining;
	const { options, client } = input;
	return planOfDifference(joining, {
		operation: options.operation,
		platform: 'Meta',
		name: audience.name,
		membersKnown: membersKnown(audience),
		limits: options,
		isLeaving,
		keptDaysOf: (member) => keptDaysOf(member, audience),
		now: client.context.now(),
		uploadsOf,
		refusal,
		stateRefusal: stateRefusal(audience),
		act: (difference) => sendDifference(joining, difference),
	});
}

/** Days for which Meta keeps an external ID. */
const externalIdDays = 90;

function keptDaysOf({ columns }: FormerMember, { retentionDays }: Audience): number {
	const ofIds = columns.includes('EXTERN_ID') ? externalIdDays : Number.POSITIVE_INFINITY;
	return Math.min(retentionDays || Number.POSITIVE_INFINITY, ofIds);
}
