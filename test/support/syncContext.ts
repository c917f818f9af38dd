import { createHmac } from 'node:crypto';
import { axiosTransport } from '../../harness/sandbox/axiosTransport';
import { GoogleSandbox, type GoogleSandboxOptions } from '../../sandbox/google/googleSandbox';
import { KlaviyoSandbox, type KlaviyoSandboxOptions } from '../../sandbox/klaviyo/klaviyoSandbox';
import { MetaSandbox, type MetaSandboxOptions } from '../../sandbox/meta/metaSandbox';
import { workflowCalendar } from '../../nodes/shared/syncs/workflowCalendar';
import { faultsOfRequest } from './publishedKlaviyo';
import type { SyncContext } from '../../src/sync/run/context';
import type { Transport } from '../../src/sync/http/transport';

/** A clock that advances only by sleeping. */
export class VirtualClock {
	private time = Date.UTC(2026, 5, 1, 12);
	/** Milliseconds slept so far. */
	slept = 0;

	readonly now = () => this.time;

	readonly sleep = async (ms: number) => {
		this.time += ms;
		this.slept += ms;
	};
}

export function contextOf(
	transport: Transport,
	clock: VirtualClock,
	given: Partial<SyncContext> = {},
): SyncContext {
	return {
		transport,
		sleep: clock.sleep,
		now: clock.now,
		calendar: workflowCalendar('UTC'),
		isCancelled: () => false,
		random: () => 0.5,
		maxWaitMs: 10 * 60_000,
		...given,
	};
}

const open: Array<{ stop: () => Promise<void> }> = [];

/**
 * Stops everything that was started; call it in `afterEach`.
 *
 * Every request that Klaviyo's sandbox received in the test is checked against the published schemas, where they are
 * available.
 */
export async function stopSandboxes(): Promise<void> {
	const started = open.splice(0);
	await Promise.all(started.map((sandbox) => sandbox.stop()));
	for (const sandbox of started) {
		if (!(sandbox instanceof KlaviyoSandbox)) continue;
		const ofInterface = sandbox.server.requests.filter(({ path }) => path.startsWith('/api/'));
		expect(ofInterface.flatMap(faultsOfRequest)).toEqual([]);
	}
}

/** How long a request waits for its answer on a busy machine. Only where an answer is to be late does a test wait less. */
const patienceMs = 10_000;

/** Starts a Klaviyo sandbox on its own clock and returns a context to call it. */
export async function startKlaviyo(
	options: KlaviyoSandboxOptions = {},
	given: Partial<SyncContext> = {},
	key?: string,
	lateMs = patienceMs,
) {
	const clock = new VirtualClock();
	const sandbox = new KlaviyoSandbox({ now: clock.now, ...options });
	const baseUrl = await sandbox.start();
	open.push(sandbox);
	const transport = axiosTransport({
		baseUrl,
		headers: { authorization: `Klaviyo-API-Key ${key ?? sandbox.key}` },
		timeoutMs: () => (sandbox.server.willBeLate ? lateMs : patienceMs),
	});
	return { sandbox, clock, baseUrl, context: contextOf(transport, clock, given) };
}

/** Starts a Meta sandbox on its own clock and returns a context to call it. */
export async function startMeta(
	options: MetaSandboxOptions = {},
	given: Partial<SyncContext> = {},
	token?: string,
	lateMs = patienceMs,
) {
	const clock = new VirtualClock();
	const sandbox = new MetaSandbox({ now: clock.now, ...options });
	const baseUrl = await sandbox.start();
	open.push(sandbox);
	const sent = token ?? sandbox.token;
	const transport = axiosTransport({
		baseUrl,
		headers: { authorization: `Bearer ${sent}` },
		query: {
			appsecret_proof: createHmac('sha256', sandbox.appSecret).update(sent).digest('hex'),
		},
		timeoutMs: () => (sandbox.server.willBeLate ? lateMs : patienceMs),
	});
	return { sandbox, clock, baseUrl, context: contextOf(transport, clock, given) };
}

/** Starts a Google sandbox on its own clock and returns a context to call it. */
export async function startGoogle(
	options: GoogleSandboxOptions = {},
	given: Partial<SyncContext> = {},
	token?: string,
	lateMs = patienceMs,
) {
	const clock = new VirtualClock();
	const sandbox = new GoogleSandbox({ now: clock.now, ...options });
	const baseUrl = await sandbox.start();
	open.push(sandbox);
	const transport = axiosTransport({
		baseUrl,
		headers: { authorization: `Bearer ${token ?? sandbox.token}` },
		timeoutMs: () => (sandbox.server.willBeLate ? lateMs : patienceMs),
	});
	return { sandbox, clock, baseUrl, context: contextOf(transport, clock, given) };
}
