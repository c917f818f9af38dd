import type { Answer, ReceivedRequest } from '../server';
import type { MetaAccount, SandboxAudience, UploadSession } from './account';
import { fault } from './answers';
import type { RowReport } from './rows';
import type { UploadBatch } from './schemas';

/**
 * The session that a batch belongs to; undefined where it does not fit: used elsewhere, without its first batch, or
 * complete already.
 */
export function uploadOf(
	{ uploads, now }: MetaAccount,
	{ method }: ReceivedRequest,
	target: string,
	{ session_id: id, batch_seq: batch }: UploadBatch,
): UploadSession | undefined {
	const known = uploads.get(id);
	if (known === undefined) {
		if (batch !== 1) return undefined;
		return { id, target, method, startedAt: now(), batches: new Map() };
	}
	const isRepeated = known.batches.has(batch);
	const isNext = batch === known.batches.size + 1 && known.lastBatch === undefined;
	const fits = known.target === target && known.method === method;
	return fits && (isRepeated || isNext) ? known : undefined;
}

/** Meta's answer to a batch that fits no session. */
export const noSession = () => fault(100, undefined, 'Invalid parameter: session');

/** Adds a batch to its session; a repeated batch counts once. */
export function noteBatch(
	{ uploads, now }: MetaAccount,
	upload: UploadSession,
	{ batch_seq: batch, last_batch_flag: isLast }: UploadBatch,
	report: RowReport,
) {
	uploads.set(upload.id, upload);
	const { num_received: received, num_invalid_entries: invalid } = report;
	upload.batches.set(batch, { received, invalid });
	if (isLast) {
		upload.lastBatch = batch;
		upload.wholeAt = now();
	}
	return { session_id: String(upload.id), ...report, num_received: sum(upload, 'received') };
}

/** Answers `GET /{audience}/sessions`. */
export function uploadSessions(
	{ uploads, now, options }: MetaAccount,
	{ query }: ReceivedRequest,
	audience: SandboxAudience,
): Answer {
	const found = [...uploads.values()].filter(
		({ id, target }) =>
			target === audience.id && (query.session_id === undefined || String(id) === query.session_id),
	);
	const data = found.map((upload) => {
		const received = sum(upload, 'received');
		const endsAt = (upload.wholeAt ?? Infinity) + (options.sessionMs ?? Infinity);
		const hasEnded = now() >= endsAt;
		return {
			session_id: String(upload.id),
			start_time: seconds(upload.startedAt),
			end_time: hasEnded ? seconds(endsAt) : '0',
			num_received: String(received),
			num_matched: hasEnded ? String(Math.floor(received / 2)) : '-1',
			num_invalid_entries: String(sum(upload, 'invalid')),
			progress: hasEnded ? '100' : '0',
			stage: hasEnded ? 'finished' : 'uploading',
		};
	});
	return { status: 200, body: { data } };
}

const sum = ({ batches }: UploadSession, of: 'received' | 'invalid') =>
	[...batches.values()].reduce((total, batch) => total + batch[of], 0);

const seconds = (ms: number) => String(Math.floor(ms / 1000));
