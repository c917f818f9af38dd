import type { Answer, ReceivedRequest } from '../../server';
import { membersIn, type MetaAccount, type ReplaceSession, type SandboxAudience } from '../account';
import { fault, invalid } from '../answers';
import { readRows, type Row } from '../rows';
import { metaBodies, type UploadBatch } from '../schemas';

/** Only audiences with fewer members than this can be replaced. */
const replaceLimit = 100_000_000;

/** Answers `POST /{audience}/usersreplace`. */
export function replaceUsers(
	account: MetaAccount,
	{ json }: ReceivedRequest,
	audience: SandboxAudience,
): Answer {
	const body = metaBodies.usersreplace.safeParse(json);
	if (!body.success) return invalid(body.error, json);
	const { payload, session } = body.data;
	const schema = payload.schema.join();
	const refused = refusalOf(account, audience, session, schema);
	if (refused !== undefined) return refused;
	const current: ReplaceSession = audience.session ?? {
		id: session.session_id,
		startedAt: account.now(),
		schema,
		batches: new Map<number, Row[]>(),
		received: new Map<number, number>(),
	};
	audience.session = current;
	audience.status = 414;
	const { rows, report } = readRows(payload, account.invalidKeys);
	current.batches.set(session.batch_seq, rows);
	current.received.set(session.batch_seq, payload.data.length);
	if (session.last_batch_flag) current.lastBatch = session.batch_seq;
	if (current.lastBatch !== undefined) {
		if (current.batches.size < current.lastBatch) {
			return fault(2650, 1870148, 'The list is not complete.');
		}
		audience.members = membersIn(current);
		audience.finishedSessions.add(current.id);
		audience.session = undefined;
		audience.status = 200;
	}
	return {
		status: 200,
		body: {
			account_id: audience.accountId.slice(4),
			session_id: session.session_id,
			...report,
			num_received: [...current.received.values()].reduce((sum, count) => sum + count, 0),
		},
	};
}

/** Why a batch is refused, the first of Meta's reasons; undefined where it is accepted. */
function refusalOf(
	account: MetaAccount,
	audience: SandboxAudience,
	{ session_id: id, batch_seq: batch }: UploadBatch,
	schema: string,
): Answer | undefined {
	const { session: running, status, timedOutSessions, finishedSessions } = audience;
	const size = audience.claimedSize ?? audience.members.size;
	const rules: ReadonlyArray<readonly [isBroken: boolean, ...Parameters<typeof fault>]> = [
		[
			audience.subtype !== 'CUSTOM' || audience.isValueBased,
			100,
			undefined,
			'This audience cannot be replaced.',
		],
		[status === 471, 100, 1713230, 'Upload blocked.'],
		[size >= replaceLimit, 2650, 1870144, 'The audience is too large to be replaced.'],
		[
			isForeignSession(account, id, audience),
			100,
			undefined,
			'The session ID is in use for another audience.',
		],
		[timedOutSessions.has(id), 2650, 1870158, 'Session has timed out.'],
		[finishedSessions.has(id), 2650, 1870159, 'The session is finished.'],
		[running !== undefined && running.id !== id, 2650, 1870145, 'Update in progress.'],
		[
			running === undefined && status !== 200,
			2650,
			undefined,
			'Failed to update the custom audience.',
		],
		[running === undefined && batch !== 1, 2650, 1870147, 'The first batch was not seen.'],
		[
			running !== undefined && running.schema !== schema,
			100,
			undefined,
			'The schema must not change.',
		],
	];
	const [, ...broken] = rules.find(([isBroken]) => isBroken) ?? [];
	return broken.length === 0 ? undefined : fault(...(broken as Parameters<typeof fault>));
}

/** Session IDs are unique in an ad account. */
function isForeignSession({ audiences }: MetaAccount, id: number, own: SandboxAudience): boolean {
	return [...audiences.values()].some(
		(other) =>
			other !== own &&
			other.accountId === own.accountId &&
			(other.session?.id === id ||
				other.finishedSessions.has(id) ||
				other.timedOutSessions.has(id)),
	);
}
