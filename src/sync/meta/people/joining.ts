import { eligibility } from '../../audience/eligibility';
import { joiningOf, type AudienceJoining } from '../../audience/joining';
import { findAudience, type Audience } from '../audience/audience';
import { checkTakesMembers, checkTakesValues } from '../audience/audienceFit';
import { audienceNotices } from '../audience/audienceNotices';
import type { AnyInput } from '../operations/operation';
import { limitedDataMark, metaMembership } from './columns';
import { memberSource, readJoining } from './members';

export type JoiningInput = AnyInput<
	'addToAudience' | 'valueBasedAudience' | 'mirrorAudience' | 'replaceAudience'
>;

/** What an operation that adds customers to an audience starts from. */
export interface Joining extends AudienceJoining {
	readonly input: JoiningInput;
	readonly audience: Audience;
	/** Whether customers are sent with their value. */
	readonly withValues: boolean;
}

const words = { platform: 'Meta', keys: 'email address, phone number, device or ID' } as const;

/** Finds the audience, reads the customers, and keeps each one's membership from before the run. */
export async function prepare(input: JoiningInput, valueField?: string): Promise<Joining> {
	const { rows, options, client, ledger, notices, everyRow } = input;
	const audience = await findAudience(client, options.adAccountId, options.audience);
	const withValues = valueField !== undefined;
	checkTakesMembers(audience);
	checkTakesValues(audience, withValues);
	notices.push(...audienceNotices(audience, options.audience));
	const refusalOf = eligibility(everyRow ?? rows, options, notices, words);
	const scope = { valueField, everyRow };
	const { limitedDataUse } = options;
	const joining = joiningOf(input, {
		audienceId: audience.id,
		format: metaMembership,
		members: readJoining(rows, options, ledger, notices, refusalOf, scope),
		source: memberSource(options),
		// Limited data use is part of what was sent: changing it sends everybody again.
		keysOf: (member) =>
			limitedDataUse === 'off'
				? member.keys
				: `${member.keys};${limitedDataMark}=${limitedDataUse}`,
		now: client.context.now(),
	});
	return { ...joining, input, audience, withValues };
}
