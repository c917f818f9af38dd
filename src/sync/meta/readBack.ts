import { CancelledError, SyncError } from '../shared/errors';
import type { SyncNotice } from '../shared/outcome';
import { readAudience } from './audience';
import type { MetaClient } from './metaClient';

/**
 * Reads what an audience has become, for the summary.
 *
 * All is done by then: where Meta doesn't answer, a notice says so, and the run stays whole.
 */
export async function readBack(
	client: MetaClient,
	audienceId: string,
	notices: SyncNotice[],
	mayLag = false,
): Promise<Readonly<Record<string, unknown>>> {
	const [read] = await Promise.allSettled([readAudience(client, audienceId, mayLag)]);
	if (read.status === 'fulfilled') {
		const { matchedAtLeast, matchedAtMost, operationStatus } = read.value;
		return { audienceId, matchedAtLeast, matchedAtMost, operationStatus };
	}
	const error: unknown = read.reason;
	if (!(error instanceof SyncError || error instanceof CancelledError)) throw error;
	notices.push({
		code: 'size_not_read',
		message: `All was sent; the size of the audience could not be read afterwards (${error.message}).`,
		level: 'info',
	});
	return { audienceId };
}
