import { workflowCalendar } from '../../nodes/shared/syncs/workflowCalendar';
import { syncRun } from '../../nodes/shared/syncs/syncOutputs';
import type { SyncResult } from '../../src/sync/run/carryOut';
import type { SyncContext } from '../../src/sync/run/context';
import type { Transport } from '../../src/sync/http/transport';
import type { JsonRecord } from '../../src/values/jsonRecord';

/** Processor time of this process: other work on the machine does not count. */
function cpuSeconds(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1e6;
}

export function measure<Result>(work: () => Result) {
	globalThis.gc?.();
	const before = process.memoryUsage();
	const start = cpuSeconds();
	const result = work();
	const seconds = cpuSeconds() - start;
	const after = process.memoryUsage();
	const megabytes = (after.heapUsed + after.external - before.heapUsed - before.external) / 1e6;
	return { result, seconds, megabytes };
}

export function report(name: string, count: number, seconds: number, more = '') {
	const rate = Math.round(count / seconds).toLocaleString('en');
	console.log(
		`${name.padEnd(52)} ${seconds.toFixed(2).padStart(7)} s ${rate.padStart(12)}/s  ${more}`,
	);
}

export function percent(share: number): string {
	return `${(100 * share).toFixed(1)}%`;
}

/** Counts requests and time from now on; sleeping is real. */
export function watched(transport: Transport) {
	globalThis.gc?.();
	const seen = {
		requests: 0,
		throttled: 0,
		startedAt: performance.now(),
		cpuAtStart: cpuSeconds(),
	};
	const context: SyncContext = {
		transport: async (request) => {
			const response = await transport(request);
			seen.requests++;
			if (response.status === 429) seen.throttled++;
			return response;
		},
		sleep: (ms) =>
			new Promise((resolve) => {
				setTimeout(resolve, ms);
			}),
		now: Date.now,
		calendar: workflowCalendar('UTC'),
		random: Math.random,
		isCancelled: () => false,
		maxWaitMs: 120_000,
	};
	return { context, seen };
}

/**
 * Reports a run and returns the processor time of this process as a share of the limit's time: planning, packing,
 * sending and reading, HTTP client and garbage collector included. Waiting costs nothing and is not counted. Then the
 * output items are built, as every node of n8n builds them.
 *
 * @param secondsAtLimit the time in which the platform accepts as many customers in the long run
 * @param windows where the run is long enough to be slowed by them: the time that they alone take
 */
export function own(
	name: string,
	rows: readonly JsonRecord[],
	result: SyncResult,
	{ requests, throttled, cpuAtStart, startedAt }: ReturnType<typeof watched>['seen'],
	secondsAtLimit: number,
	windows?: { readonly calls: number; readonly perSecond: number; readonly perMinute: number },
): number {
	const count = rows.length;
	const seconds = (performance.now() - startedAt) / 1000;
	const ours = cpuSeconds() - cpuAtStart;
	handOn(rows, result);
	const items = cpuSeconds() - cpuAtStart - ours;
	const micros = (each: number) => `${((1e6 * each) / count).toFixed(1)} µs`;
	report(
		`${name}, ${Object.keys(rows[0]).length} fields`,
		count,
		seconds,
		`${requests} requests, ${throttled} throttled; own processor time ${micros(ours)} a customer, ` +
			`${percent(ours / secondsAtLimit)} of the limit's ${micros(secondsAtLimit)}; items that go out ${micros(items)} more`,
	);
	const alone = windows && secondsOf(windows);
	if (alone !== undefined && alone >= 60) {
		console.log(
			`  ${percent(seconds / alone - 1)} longer than the ${alone.toFixed(1)} s that the windows alone take`,
		);
	}
	return ours / secondsAtLimit;
}

/** The shortest time in which the windows allow N calls. */
function secondsOf({
	calls,
	perSecond,
	perMinute,
}: {
	calls: number;
	perSecond: number;
	perMinute: number;
}) {
	const minutes = Math.ceil(calls / perMinute) - 1;
	const last = calls - minutes * perMinute;
	return 60 * minutes + (Math.ceil(last / perSecond) - 1);
}

/** Builds the node's output items, all of which have to have been sent. */
function handOn(rows: readonly JsonRecord[], result: SyncResult) {
	const { outputs } = syncRun('platform', result, rows);
	const { sent, accepted } = result.summary as { sent: number; accepted: number };
	if (outputs[0].length !== rows.length || sent + accepted !== rows.length) {
		throw new Error('Customers were lost.');
	}
}
