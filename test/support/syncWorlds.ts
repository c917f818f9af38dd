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

/** A platform, a sync that runs against it repeatedly, and the platform's content. */
export interface World {
	readonly server: SandboxServer;
	readonly clock: VirtualClock;
	/** Runs the sync; without faults and cancellation unless the platform was told to fail. */
	readonly run: (given?: Partial<SyncContext>) => Promise<SyncResult>;
	/** All content of the platform that the sync could change, by value. */
	readonly holds: () => unknown;
}

/** Long enough for an answer, short enough to wait for in a test. */
const timeoutMs = 300;
export const tooLateMs = 450;

export interface KlaviyoSetting {
	readonly rows: Rows;
	/** Fills the account and returns the options. */
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
	/** The customers of each run in turn; further runs get the last ones again. */
	readonly runs: readonly Rows[];
	readonly token?: string;
	readonly timeoutMs?: number;
	/** Whether each run gets the result of the previous one as "Last Synced"; true by default. */
	readonly remembers?: boolean;
}

export interface MetaSetting extends AudienceSetting {
	/** Fills the account and returns the options. */
	readonly options: (sandbox: MetaSandbox) => object;
	readonly sandbox?: MetaSandboxOptions;
}

export interface GoogleSetting extends AudienceSetting {
	/** Fills the account and returns the options. */
	readonly options: (sandbox: GoogleSandbox) => object;
	readonly sandbox?: GoogleSandboxOptions;
}

/** Every run gets the rows of the last one that ended, as in a user's workflow; the first runs are already done. */
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

/** Does all runs but the last one, and returns that one, to be run repeatedly. */
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
	/** The platform's content after the run. */
	readonly holds: unknown;
	/** Status and code of every customer, in order: "sent", or "rejected invalid" where they differ. */
	readonly outcomes: readonly string[];
	/** Whether a second run does the same work again; only where the platform does not report its content. */
	readonly sendsAgain?: boolean;
}

/**
 * Runs a sync and checks the platform's content and every customer's outcome; then checks that a second run, without
 * faults, has nothing to do, writes nothing and changes nothing.
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

/** Status and code of every customer as one or two words. */
export function said({ outcomes }: SyncResult): string[] {
	return outcomes.map(({ status, code }) => (status === code ? status : `${status} ${code}`));
}
