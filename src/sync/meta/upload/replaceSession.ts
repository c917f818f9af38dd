import type { Notice } from '../../../values/notice';
import { settle } from '../../../values/settle';
import { createHash } from 'node:crypto';
import { counted, grouped } from '../../../values/wording';
import { SyncError } from '../../http/errors';
import { mostRowsPerUpload } from '../api/graph';
import type { Member } from '../../audience/member';
import type { MetaClient } from '../api/metaClient';
import {
	invalidEntry,
	noticeDifference,
	takeIn,
	uploadAnswer,
	type UploadHandlers,
	type UploadTotals,
} from './upload';
import { columnsOf, UploadBodies, type LimitedDataUse } from './uploadBodies';

/** Codes after which a replacement starts over under another session ID. */
const startOver: ReadonlySet<string> = new Set([
	'2650/1870147',
	'2650/1870148',
	'2650/1870158',
	'2650/1870159',
]);

const updateRunning = '2650/1870145';

/** How long Meta waits for the batches of a session. */
const sessionMs = 90 * 60_000;

/**
 * Replacements with the same members within 90 minutes that get a session ID of their own; further ones get a random
 * one.
 */
const mostAttempts = 20;

export interface ReplaceSession extends UploadHandlers<Member> {
	readonly audienceId: string;
	readonly limitedDataUse: LimitedDataUse;
	readonly notices: Notice[];
}

/**
 * Replaces all members of an audience in one session; ads keep what they have learned.
 *
 * The session ID is derived from audience, columns, members and the window of 90 minutes in which the session began: a
 * run that died halfway is continued by the next one with the same members in any order, batch by batch under the same
 * numbers, while Meta waits. After 90 minutes Meta replaces the audience with the batches that have arrived; then, or
 * where Meta has lost or closed the session, the replacement starts over under the next ID. Never call it without
 * members.
 */
export async function replaceMembers(
	client: MetaClient,
	members: readonly Member[],
	session: ReplaceSession,
): Promise<UploadTotals> {
	if (members.length === 0) throw new RangeError('A replacement without members is never sent.');
	const ordered = [...members].sort((a, b) => (a.keys < b.keys ? -1 : 1));
	// A session must not change its columns: with others it is another session.
	const { schema } = new UploadBodies(columnsOf(ordered), session.limitedDataUse);
	const content = [session.audienceId, schema.join()].join('|');
	const { now, random } = client.context;
	let stretch = Math.floor(now() / sessionMs);
	let mayHaveBegunEarlier = true;
	for (let attempt = 1; ; attempt++) {
		const place = attempt > mostAttempts ? `${now()}/${random()}` : `${stretch}#${attempt}`;
		const sessionId = sessionIdOf(content, ordered, place);
		const totals: UploadTotals = { sent: 0, received: 0, invalid: 0, unconfirmed: 0 };
		const done = await settle(send(client, ordered, session, sessionId, totals));
		if (done.status === 'fulfilled') return done.value;
		const error: unknown = done.reason;
		const code = error instanceof SyncError ? (error.facts.code ?? '') : '';
		if (code === updateRunning && mayHaveBegunEarlier) {
			// The running session may be this very replacement, begun in the window before.
			mayHaveBegunEarlier = false;
			stretch--;
			attempt = 0;
		} else if (!startOver.has(code) || attempt > mostAttempts) {
			if (totals.sent > 0) session.notices.push(halfDone(totals.sent, members.length));
			throw error;
		}
	}
}

async function send(
	client: MetaClient,
	members: readonly Member[],
	session: ReplaceSession,
	sessionId: number,
	totals: UploadTotals,
): Promise<UploadTotals> {
	const bodies = new UploadBodies(columnsOf(members), session.limitedDataUse);
	const batchCount = Math.ceil(members.length / mostRowsPerUpload);
	const until = client.context.now() + sessionMs;
	const accepted: Member[] = [];
	const refused: Member[] = [];
	const open: Member[] = [];
	for (let batch = 0; batch < batchCount; batch++) {
		const part = members.slice(batch * mostRowsPerUpload, (batch + 1) * mostRowsPerUpload);
		const answer = await sendBatch(part, batch);
		// Meta counts the whole session so far; here each batch is counted.
		const received = (answer.num_received ?? totals.sent + part.length) - totals.received;
		takeIn({ ...answer, num_received: received }, part, totals, {
			onReceived: (taken) => accepted.push(...taken),
			onRefused: (named) => refused.push(...named),
			onUnconfirmed: (others) => open.push(...others),
		});
		client.context.onProgress?.({
			phase: 'Replacing the audience',
			done: totals.sent,
			total: members.length,
		});
	}
	session.onReceived(accepted);
	if (refused.length > 0) session.onRefused(refused, invalidEntry);
	if (open.length > 0) session.onUnconfirmed(open);
	totals.unconfirmed = open.length;
	noticeDifference(totals, session.notices);
	return totals;

	function sendBatch(part: readonly Member[], batch: number) {
		return client.call(
			{
				method: 'POST',
				path: `${session.audienceId}/usersreplace`,
				doing: 'replacing the members of the audience',
				until,
				body: bodies.bodyOf(part, {
					session_id: sessionId,
					batch_seq: batch + 1,
					last_batch_flag: batch === batchCount - 1,
					estimated_num_total: members.length,
				}),
			},
			uploadAnswer,
		);
	}
}

function halfDone(sent: number, all: number): Notice {
	return {
		code: 'replacementHalfDone',
		message:
			`${grouped(sent)} of ${counted(all, 'customer')} have been uploaded. Run again with the same customers within 90 minutes ` +
			'to finish the replacement. After that, Meta replaces the audience with those uploaded, and everyone else is out ' +
			'until the next replacement.',
		level: 'warning',
	};
}

/** A positive number of at most 53 bits: Meta allows 63, JSON numbers are exact up to 53. */
function sessionIdOf(content: string, members: readonly Member[], place: string): number {
	const hash = createHash('sha256').update(`${content}|${place}`);
	for (const { keys } of members) hash.update(`\n${keys}`);
	return Number(hash.digest().readBigUInt64BE() >> 11n) || 1;
}
