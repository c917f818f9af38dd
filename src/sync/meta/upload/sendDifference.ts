import { applyDifference, type AudienceWriter } from '../../audience/applyDifference';
import type { Difference } from '../../audience/difference';
import { setFormer } from '../../audience/joining';
import { createAudience } from '../audience/createAudience';
import { exclusionNotice } from '../audience/audienceNotices';
import { readBack } from '../audience/readBack';
import { metaMembership } from '../people/columns';
import type { Joining } from '../people/joining';
import { openOutcome, refusalOfCustomer, uploadMembers, type UploadTotals } from './upload';

/** Creates the audience if there is none, sends the difference, and reads the audience afterwards. */
export async function sendDifference(
	joining: Joining,
	difference: Difference,
): Promise<Readonly<Record<string, unknown>>> {
	const { input, audience, former, rowOf, keysOf, today } = joining;
	const { options, client, ledger, memberships, notices } = input;
	const isNew = audience.id === undefined;
	if (isNew && difference.toSend.length === 0) return { received: 0 };
	const audienceId = audience.id ?? (await create(joining));
	const added: UploadTotals[] = [];
	await applyDifference(writerOf(joining, audienceId, added), difference, {
		platform: 'Meta',
		audienceId,
		format: metaMembership,
		ledger,
		former,
		rowOf,
		keysOf,
		today,
		memberships,
		received: 'Received by Meta for the audience. Meta matches it within 24 hours.',
		setFormer: (member, outcome) => setFormer(joining, member, outcome),
	});
	const [{ sent, received, sessionId }] = added;
	const upload = {
		mayLag: isNew,
		sessionId: sent > 0 ? sessionId : undefined,
		waitMs: options.waitForMetaMinutes * 60_000,
	};
	const ids = added.flatMap((totals) => (totals.sent > 0 ? [totals.sessionId] : []));
	return {
		received,
		...(ids.length > 0 ? { uploadSessions: ids.join(', ') } : {}),
		...(await readBack(client, audienceId, notices, upload)),
	};
}

/** @param added is filled with the totals of each upload */
function writerOf(
	{ input: { options, client, notices }, audience }: Joining,
	audienceId: string,
	added: UploadTotals[],
): AudienceWriter {
	const path = `${audienceId}/users`;
	const mayLag = audience.id === undefined;
	return {
		add: async (members, phase, { onReceived, onRefused, onUnconfirmed }) => {
			added.push(
				await uploadMembers(client, members, {
					call: { method: 'POST', path, doing: 'adding to the audience', mayLag },
					limitedDataUse: options.limitedDataUse,
					phase,
					notices,
					onReceived,
					onRefused: (part, givenUp) => onRefused(part, refusalOfCustomer(givenUp)),
					onUnconfirmed: (part) => onUnconfirmed(part, openOutcome),
				}),
			);
		},
		remove: async (removals, { onReceived, onRefused, onUnconfirmed }) => {
			await uploadMembers(client, removals, {
				call: { method: 'DELETE', path, doing: 'removing from the audience' },
				phase: 'Removing from the audience',
				notices,
				onReceived,
				onRefused: (part, givenUp) => onRefused(part, refusalOfCustomer(givenUp)),
				onUnconfirmed: (part) => onUnconfirmed(part, openOutcome),
			});
		},
	};
}

/** Creates the audience and returns its ID. */
async function create({
	input: { options, client, notices },
	audience: { name },
	withValues,
}: Joining): Promise<string> {
	const choice = options.audience;
	if (choice.by === 'id') throw new RangeError('An audience chosen by ID exists.');
	const id = await createAudience(client, options.adAccountId, choice, withValues, notices);
	if (choice.exclusionOnly) notices.push(exclusionNotice(name));
	return id;
}
