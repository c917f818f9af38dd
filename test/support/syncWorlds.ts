import type { GoogleSandbox, GoogleSandboxOptions } from '../../sandbox/google/googleSandbox';
import type { KlaviyoSandbox, KlaviyoSandboxOptions } from '../../sandbox/klaviyo/klaviyoSandbox';
import type { MetaSandbox, MetaSandboxOptions } from '../../sandbox/meta/metaSandbox';
import type { SandboxServer } from '../../sandbox/server';
import type { AudienceSyncResult } from '../../src/sync/audience/audienceSync';
import { googleOptions } from '../../src/sync/google/options';
import { syncToGoogle } from '../../src/sync/google/syncToGoogle';
import { klaviyoOptions } from '../../src/sync/klaviyo/options';
import { syncToKlaviyo } from '../../src/sync/klaviyo/syncToKlaviyo';
import { metaOptions } from '../../src/sync/meta/options';
import { syncToMeta } from '../../src/sync/meta/syncToMeta';
import type { SyncResult } from '../../src/sync/run/carryOut';
import type { SyncContext } from '../../src/sync/run/context';
import { startGoogle, startKlaviyo, startMeta, type VirtualClock } from './syncContext';

export type Rows = ReadonlyArray<Readonly<Record<string, unknown>>>;

/** A platform, a sync that is run against it again and again, and what the platform holds. */
export interface World {
	readonly server: SandboxServer;
	readonly clock: VirtualClock;
	/** Runs the sync; without faults and uncancelled unless the platform was told to fail. */
	readonly run: (given?: Partial<SyncContext>) => Promise<SyncResult>;
	/** All that the platform holds and the sync could change, by value. */
	readonly holds: () => unknown;
}

/** Long enough for an answer, short enough to be waited for in a test. */
const timeoutMs = 300;
export const tooLateMs = 450;

export interface KlaviyoSetting {
	readonly rows: Rows;
	/** Fills the account and gives the options. */
	readonly options: (sandbox: KlaviyoSandbox) => object;
	readonly sandbox?: KlaviyoSandboxOptions;
	readonly key?: string;
	readonly timeoutMs?: number;
}

export async function klaviyoWorld(
	setting: KlaviyoSetting,
): Promise<World & { sandbox: KlaviyoSandbox }> {
	const { sandbox, clock, context } = await startKlaviyo(
		{ jobMs: 0, ...setting.sandbox },
		{},
		setting.key,
		setting.timeoutMs ?? timeoutMs,
	);
	const options = klaviyoOptions.parse({ dryRun: false, ...setting.options(sandbox) });
	return {
		sandbox,
		clock,
		server: sandbox.server,
		run: (given) => syncToKlaviyo(setting.rows, options, { ...context, ...given }),
		holds: () => klaviyoHolds(sandbox),
	};
}

interface AudienceSetting {
	/** The customers of each run in turn; the last ones are those of all further runs too. */
	readonly runs: readonly Rows[];
	readonly token?: string;
	readonly timeoutMs?: number;
	/** Whether the runs are told what the run before gave, as "Last Synced"; they are unless told otherwise. */
	readonly remembers?: boolean;
}

export interface MetaSetting extends AudienceSetting {
	/** Fills the account and gives the options. */
	readonly options: (sandbox: MetaSandbox) => object;
	readonly sandbox?: MetaSandboxOptions;
}

export interface GoogleSetting extends AudienceSetting {
	/** Fills the account and gives the options. */
	readonly options: (sandbox: GoogleSandbox) => object;
	readonly sandbox?: GoogleSandboxOptions;
}

/** Every run gets the rows of the last one that ended, as a user's workflow does; the first runs are made already. */
export async function metaWorld(setting: MetaSetting): Promise<World & { sandbox: MetaSandbox }> {
	const { sandbox, clock, context } = await startMeta(
		setting.sandbox,
		{},
		setting.token,
		setting.timeoutMs ?? timeoutMs,
	);
	const options = metaOptions.parse({
		adAccountId: sandbox.accounts[0],
		dryRun: false,
		...setting.options(sandbox),
	});
	const run = await remembering(setting, (rows, last, given) =>
		syncToMeta(rows, last, options, { ...context, ...given }),
	);
	return { sandbox, clock, server: sandbox.server, run, holds: () => metaHolds(sandbox) };
}

/** As `metaWorld`, for Google. */
export async function googleWorld(
	setting: GoogleSetting,
): Promise<World & { sandbox: GoogleSandbox }> {
	const { sandbox, clock, context } = await startGoogle(
		setting.sandbox,
		{},
		setting.token,
		setting.timeoutMs ?? timeoutMs,
	);
	const options = googleOptions.parse({
		accountId: sandbox.accounts[0],
		dryRun: false,
		...setting.options(sandbox),
	});
	const run = await remembering(setting, (rows, last, given) =>
		syncToGoogle(rows, last, options, { ...context, ...given }),
	);
	return { sandbox, clock, server: sandbox.server, run, holds: () => googleHolds(sandbox) };
}

/** Makes all runs but the last one, and returns that one, to be made again and again. */
async function remembering(
	{ runs, remembers }: AudienceSetting,
	sync: (
		rows: Rows,
		last: Rows | undefined,
		given: Partial<SyncContext>,
	) => Promise<AudienceSyncResult>,
) {
	let last: Rows | undefined;
	const runWith = async (rows: Rows, given: Partial<SyncContext> = {}) => {
		const before = last ?? [];
		const result = await sync(rows, last, given);
		if (remembers !== false) {
			last = [
				...rows.map((row, index) => ({ ...row, ...result.outcomes[index].fields })),
				...result.former.map(({ source, outcome }) => ({ ...before[source], ...outcome.fields })),
			];
		}
		return result;
	};
	for (const rows of runs.slice(0, -1)) await runWith(rows);
	return (given?: Partial<SyncContext>) => runWith(runs[runs.length - 1], given);
}

function googleHolds({ lists }: GoogleSandbox) {
	return [...lists.values()].map(({ name, members }) => ({
		name,
		members: [...members.values()].map(({ identifiers }) => identifiers.join()).sort(),
	}));
}

function klaviyoHolds({ profiles, lists, segments, events }: KlaviyoSandbox) {
	const nameOf = (id: string) => {
		const { email, phone } = profiles.get(id) ?? {};
		return email ?? phone ?? id;
	};
	return {
		profiles: Object.fromEntries(
			[...profiles.values()].map(
				({ id, phone, properties, emailConsent, smsConsent, suppressions }) => [
					nameOf(id),
					{
						...(phone === undefined ? {} : { phone }),
						...(Object.keys(properties).length === 0 ? {} : { properties: { ...properties } }),
						...(emailConsent === 'NEVER_SUBSCRIBED' ? {} : { emailConsent }),
						...(smsConsent === 'NEVER_SUBSCRIBED' ? {} : { smsConsent }),
						...(suppressions.size === 0 ? {} : { suppressions: [...suppressions].sort() }),
					},
				],
			),
		),
		lists: Object.fromEntries(
			[...lists.values()].map(({ name, members }) => [
				name,
				[...members.keys()].map(nameOf).sort(),
			]),
		),
		segments: [...segments.values()].map(({ name, definition }) => [name, definition]),
		events: [...events.values()]
			.map(({ metric, profileId }) => `${metric}: ${nameOf(profileId)}`)
			.sort(),
	};
}

function metaHolds({ audiences, existingCustomers, adSets }: MetaSandbox) {
	return {
		...(adSets.size === 0
			? {}
			: { adSets: [...adSets.values()].map(({ name, targeting }) => ({ name, targeting })) }),
		audiences: [...audiences.values()].map(({ name, subtype, members, status, session, spec }) => ({
			name,
			subtype,
			...(spec === undefined ? {} : { spec }),
			members: [...members.values()]
				.map((row) => Object.fromEntries([...row].filter(([, cell]) => cell !== '')))
				.sort((a, b) => (String(a.EMAIL) < String(b.EMAIL) ? -1 : 1)),
			status,
			...(session === undefined ? {} : { isReplacing: true }),
		})),
		existingCustomers: Object.fromEntries(existingCustomers),
	};
}

export interface Converged {
	/** What the platform holds after the run. */
	readonly holds: unknown;
	/** Status and code of every customer, in order: "sent", or "rejected invalid" where they differ. */
	readonly outcomes: readonly string[];
	/** Whether a second run has the same work to do again; only where the platform does not tell what it holds. */
	readonly sendsAgain?: boolean;
}

/**
 * Runs a sync and expects what the platform holds and every customer's outcome; then expects a second run, without faults, to
 * have nothing to do, to write nothing and to leave everything as it is.
 */
export async function expectConverged(
	world: World,
	{ holds, outcomes, sendsAgain = false }: Converged,
): Promise<SyncResult> {
	const { server } = world;
	const result = await world.run();
	expect(said(result)).toEqual(outcomes);
	expect(result.summary).toMatchObject({ endedEarly: false });
	expect(world.holds()).toEqual(holds);

	server.recover();
	const before = server.requests.length;
	const again = await world.run();
	expect(world.holds()).toEqual(holds);
	expect(again.summary).toMatchObject({ endedEarly: false });
	if (sendsAgain) return result;
	for (const { added, removed, changed } of again.plan.targets) {
		expect([added, removed, changed]).toEqual([0, 0, 0]);
	}
	const writes = server.requests.slice(before).filter(({ method }) => method !== 'GET');
	expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
	return result;
}

/** Status and code of every customer in one word or two. */
export function said({ outcomes }: SyncResult): string[] {
	return outcomes.map(({ status, code }) => (status === code ? status : `${status} ${code}`));
}
