import { googleOptions, type GoogleOperation } from '../../src/sync/google/options';
import { syncToGoogle } from '../../src/sync/google/syncToGoogle';
import { sha256 } from '../../src/values/sha256';
import { nextLastSynced, type Rows } from './metaRuns';
import type { startGoogle } from './syncContext';

export {
	codes,
	nextLastSynced,
	noticeCodes,
	people,
	person,
	statuses,
	type Rows,
} from './metaRuns';

export type StartedGoogle = Awaited<ReturnType<typeof startGoogle>>;
export type GivenOptions = { operation: GoogleOperation } & Record<string, unknown>;

/**
 * Runs Sync to Google without a dry run and with the terms accepted, unless the options say otherwise, against a
 * sandbox.
 */
export function sync(
	{ context, sandbox }: StartedGoogle,
	rows: Rows,
	options: GivenOptions,
	lastSynced?: Rows,
) {
	const accountId = sandbox.accounts[0];
	const terms =
		options.operation === 'removeFromAudience' || options.operation === 'audienceStatus';
	return syncToGoogle(
		rows,
		lastSynced,
		googleOptions.parse({
			dryRun: false,
			accountId,
			...(terms ? {} : { termsAccepted: true }),
			...options,
		}),
		context,
	);
}

/** Runs once; returns the rows that the next run reads. */
export async function synced(
	started: StartedGoogle,
	rows: Rows,
	options: GivenOptions,
	last?: Rows,
): Promise<Rows> {
	return nextLastSynced(rows, last ?? [], await sync(started, rows, options, last));
}

/** The keys that identify customers with these emails in a sandbox. */
export const hashes = (rows: Rows) => rows.map(({ email }) => sha256(String(email))).sort();

export const byName = { by: 'name', name: 'Customers A' } as const;
export const add = { operation: 'addToAudience', audience: byName } as const;
export const mirror = { operation: 'mirrorAudience', audience: byName } as const;
export const replace = { operation: 'replaceAudience', audience: byName } as const;
export const remove = { operation: 'removeFromAudience', audience: byName } as const;

/** The only list of a sandbox, and the keys of its members. */
export const listOf = ({ sandbox }: StartedGoogle) => [...sandbox.lists.values()][0];
export const membersOf = (started: StartedGoogle) => started.sandbox.membersOf(listOf(started).id);

/** Bodies of the requests that changed members, by method. */
export const sentTo = ({ sandbox }: StartedGoogle, method: 'ingest' | 'remove' | 'removeAll') =>
	sandbox.server.requests
		.filter(({ path }) => path === `/v1/audienceMembers:${method}`)
		.map(({ json }) => json as Record<string, never>);
