import { metaOptions, type MetaOperation } from '../../src/sync/meta/options';
import type { AudienceSyncResult } from '../../src/sync/audience/audienceSync';
import { syncToMeta } from '../../src/sync/meta/syncToMeta';
import { sha256 } from '../../src/values/sha256';
import type { startMeta } from './syncContext';

export type StartedMeta = Awaited<ReturnType<typeof startMeta>>;
export type Rows = Array<Record<string, unknown>>;
export type GivenOptions = { operation: MetaOperation } & Record<string, unknown>;

/** Runs Sync to Meta without a dry run, unless the options say otherwise, against a sandbox. */
export function sync(
	{ context, sandbox }: StartedMeta,
	rows: Rows,
	options: GivenOptions,
	lastSynced?: Rows,
) {
	const adAccountId = sandbox.accounts[0];
	return syncToMeta(
		rows,
		lastSynced,
		metaOptions.parse({ dryRun: false, adAccountId, ...options }),
		context,
	);
}

/** The rows of output 1: with the outcomes' fields, former members included. */
export function nextLastSynced(rows: Rows, lastSynced: Rows, result: AudienceSyncResult): Rows {
	return [
		...rows.map((row, index) => ({ ...row, ...result.outcomes[index].fields })),
		...result.former.map(({ source, outcome }) => ({ ...lastSynced[source], ...outcome.fields })),
	];
}

export const statuses = ({ outcomes }: AudienceSyncResult) => outcomes.map(({ status }) => status);
export const codes = ({ outcomes }: AudienceSyncResult) => outcomes.map(({ code }) => code);
export const noticeCodes = ({ notices }: AudienceSyncResult) => notices.map(({ code }) => code);

/** A customer who consented and can be matched by email. */
export const person = (id: number, given = {}) => ({
	customerId: `c${id}`,
	email: `p${id}@example.com`,
	firstName: 'Pat',
	adConsent: true,
	predictedClv: id,
	...given,
});

export const people = (from: number, to: number) =>
	Array.from({ length: to - from }, (_, place) => person(from + place));

/** The keys that identify customers with these emails in a sandbox. */
export const hashes = (rows: Rows) => rows.map(({ email }) => sha256(String(email))).sort();

export const byName = { by: 'name', name: 'Customers A' } as const;
export const add = { operation: 'addToAudience', audience: byName } as const;
export const mirror = { operation: 'mirrorAudience', audience: byName } as const;
export const replace = { operation: 'replaceAudience', audience: byName } as const;

/** The only audience of a sandbox, and the keys of its members. */
export const audienceOf = ({ sandbox }: StartedMeta) => [...sandbox.audiences.values()][0];
export const membersOf = (started: StartedMeta) =>
	started.sandbox.membersOf(audienceOf(started).id);

/** Runs once; returns the rows that the next run reads. */
export async function synced(
	started: StartedMeta,
	rows: Rows,
	options: GivenOptions,
	last?: Rows,
): Promise<Rows> {
	return nextLastSynced(rows, last ?? [], await sync(started, rows, options, last));
}
