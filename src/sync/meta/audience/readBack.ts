import type { Notice } from '../../../values/notice';
import { CancelledError, SyncError } from '../../http/errors';
import { readAudience } from './audience';
import { followSession } from '../upload/followSession';
import type { MetaClient } from '../api/metaClient';

/**
 * Reads an audience after the run, for the summary.
 *
 * Everything is done by then: where Meta doesn't answer, a notice says so, and the run does not fail.
 */
export async function readBack(
	client: MetaClient,
	audienceId: string,
	notices: Notice[],
	upload: { readonly mayLag?: boolean; readonly sessionId?: number; readonly waitMs?: number } = {},
): Promise<Readonly<Record<string, unknown>>> {
	const { mayLag, sessionId, waitMs = 0 } = upload;
	const [read] = await Promise.allSettled([
		(async () => {
			const session =
				sessionId === undefined
					? undefined
					: await followSession(client, audienceId, sessionId, waitMs);
			return { session, audience: await readAudience(client, audienceId, mayLag) };
		})(),
	]);
	if (read.status === 'fulfilled') {
		const { matchedAtLeast, matchedAtMost, operationStatus } = read.value.audience;
		const facts = { audienceId, matchedAtLeast, matchedAtMost, operationStatus };
		return { ...facts, ...read.value.session?.facts };
	}
	const error: unknown = read.reason;
	if (!(error instanceof SyncError || error instanceof CancelledError)) throw error;
	notices.push({
		code: 'sizeNotRead',
		message: `Everything was sent, but the audience's status could not be read afterwards (${error.message}).`,
		level: 'info',
	});
	return { audienceId };
}
