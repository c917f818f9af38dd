import { createHash } from 'node:crypto';
import { RejectedError } from '../shared/errors';
import type { SyncNotice } from '../shared/outcome';
import type { GivenUp } from '../shared/sendSplitting';
import { mostRowsPerUpload } from './graph';
import type { MetaClient } from './metaClient';
import {
	columnsOf,
	invalidEntry,
	noticeDifference,
	payloadOf,
	takeIn,
	uploadAnswer,
	type LimitedDataUse,
	type Uploaded,
	type UploadTotals,
} from './upload';
import type { Member } from './members';

/** Codes after which a replacement begins anew, under another session id. */
const startOver: ReadonlySet<string> = new Set([
	'2650/1870147',
	'2650/1870148',
	'2650/1870158',
	'2650/1870159',
]);

export interface ReplaceSession {
	readonly audienceId: string;
	readonly limitedDataUse: LimitedDataUse;
	readonly mayLag: boolean;
	readonly notices: SyncNotice[];
	readonly onReceived: (members: readonly Uploaded[]) => void;
	readonly onRefused: (members: readonly Uploaded[], givenUp: GivenUp) => void;
}

/**
 * Replaces all members of an audience in one session; ads keep what they have learnt.
 *
 * The session's id follows from audience, members and day: a run that died half way is continued by the next one with the same
 * input, batch by batch under the same numbers, within the 90 minutes Meta waits. After that, or where Meta has lost or closed
 * the session, it begins anew under the next id. Never to be called without members.
 */
export async function replaceMembers(
	client: MetaClient,
	members: readonly Member[],
	session: ReplaceSession,
): Promise<UploadTotals> {
	if (members.length === 0) throw new RangeError('A replacement without members is never sent.');
	const day = new Date(client.context.now()).toISOString().slice(0, 10);
	for (let attempt = 1; ; attempt++) {
		const sessionId = sessionIdOf(session.audienceId, members, `${day}#${attempt}`);
		const [done] = await Promise.allSettled([send(client, members, session, sessionId)]);
		if (done.status === 'fulfilled') return done.value;
		const error: unknown = done.reason;
		const isOver = error instanceof RejectedError && startOver.has(error.facts.code ?? '');
		if (!isOver || attempt >= mostAttempts) throw error;
	}
}

const mostAttempts = 20;

async function send(
	client: MetaClient,
	members: readonly Member[],
	session: ReplaceSession,
	sessionId: number,
): Promise<UploadTotals> {
	const columns = columnsOf(members);
	const batchCount = Math.ceil(members.length / mostRowsPerUpload);
	const totals: UploadTotals = { sent: 0, received: 0, invalid: 0 };
	const refused: Uploaded[] = [];
	for (let batch = 0; batch < batchCount; batch++) {
		const part = members.slice(batch * mostRowsPerUpload, (batch + 1) * mostRowsPerUpload);
		const answer = await client.call(
			{
				method: 'POST',
				path: `${session.audienceId}/usersreplace`,
				doing: 'replacing the members of the audience',
				mayLag: session.mayLag,
				body: {
					session: {
						session_id: sessionId,
						batch_seq: batch + 1,
						last_batch_flag: batch === batchCount - 1,
						estimated_num_total: members.length,
					},
					payload: payloadOf(part, columns, session.limitedDataUse),
				},
			},
			uploadAnswer,
		);
		// Meta counts the whole session so far; here each batch counts its own.
		const received = (answer.num_received ?? totals.sent + part.length) - totals.received;
		takeIn({ ...answer, num_received: received }, part, totals, (named) => refused.push(...named));
		client.context.onProgress?.({
			phase: 'Replacing the audience',
			done: totals.sent,
			total: members.length,
		});
	}
	session.onReceived(members);
	if (refused.length > 0) session.onRefused(refused, invalidEntry);
	noticeDifference(totals, session.notices);
	return totals;
}

/** Gives a positive number of at most 53 bits: Meta allows 63, JSON numbers are exact up to 53. */
function sessionIdOf(audienceId: string, members: readonly Member[], salt: string): number {
	const hash = createHash('sha256').update(`${audienceId}|${salt}`);
	for (const { keys } of members) hash.update(`\n${keys}`);
	return Number(hash.digest().readBigUInt64BE() >> 11n) || 1;
}
