import { z } from 'zod';
import { settle } from '../../../values/settle';
import { sleepUnlessCancelled } from '../../http/callPlatform';
import { CancelledError, RejectedError, SyncError } from '../../http/errors';
import type { GoogleClient } from '../api/googleClient';

const count = z.coerce.number().optional().catch(undefined);
const counts = z
	.array(z.object({ recordCount: count, reason: z.string().optional() }))
	.optional()
	.catch(undefined);

const statusSchema = z.object({
	requestStatusPerDestination: z
		.array(
			z.object({
				requestStatus: z.string().optional(),
				errorInfo: z.object({ errorCounts: counts }).optional(),
				warningInfo: z.object({ warningCounts: counts }).optional(),
				audienceMembersIngestionStatus: z
					.object({
						userDataIngestionStatus: z
							.object({ recordCount: count, uploadMatchRateRange: z.string().optional() })
							.optional(),
					})
					.optional(),
			}),
		)
		.default([]),
});

/** The state of a request; unknown for one that Google no longer knows, or never did. */
export type RequestState = 'done' | 'processing' | 'partial' | 'failed' | 'unknown';

export interface RequestStatus {
	readonly state: RequestState;
	/** Members that Google refused while it processed the request, by reason. */
	readonly errors: Readonly<Record<string, number>>;
	/** The lowest and the highest match rate of any list, in percent; absent where Google does not report it. */
	readonly matchRate?: readonly [atLeast: number, atMost: number];
}

const states: Readonly<Record<string, RequestState>> = {
	SUCCESS: 'done',
	PROCESSING: 'processing',
	REQUEST_STATUS_UNKNOWN: 'processing',
	PARTIAL_SUCCESS: 'partial',
	FAILED: 'failed',
	// Google's guide uses this name in one place.
	FAILURE: 'failed',
};

/** The worst state of any list counts for all. */
const byWeight: readonly RequestState[] = ['failed', 'partial', 'unknown', 'processing', 'done'];

/** Reads the progress of a request, over all of its lists. */
export async function readRequestStatus(
	client: GoogleClient,
	requestId: string,
): Promise<RequestStatus> {
	const call = {
		method: 'GET',
		path: 'requestStatus:retrieve',
		query: { requestId },
		doing: 'reading the status of a request',
	} as const;
	const read = await settle(client.call(call, statusSchema));
	if (read.status === 'rejected') {
		if (read.reason instanceof RejectedError) return { state: 'unknown', errors: {} };
		throw read.reason;
	}
	const lists = read.value.requestStatusPerDestination;
	const found = lists.map(({ requestStatus = '' }) => states[requestStatus] ?? 'processing');
	const errors: Record<string, number> = {};
	for (const { errorInfo } of lists) {
		for (const { reason = 'unknown', recordCount = 0 } of errorInfo?.errorCounts ?? []) {
			const name = reasonWords(reason);
			errors[name] = (errors[name] ?? 0) + recordCount;
		}
	}
	const rates = lists.flatMap(({ audienceMembersIngestionStatus: status }) => {
		const range = rangeIn(status?.userDataIngestionStatus?.uploadMatchRateRange);
		return range === undefined ? [] : [range];
	});
	return {
		state: byWeight.find((state) => found.includes(state)) ?? 'processing',
		errors,
		...(rates.length === 0 ? {} : { matchRate: spanOf(rates) }),
	};
}

/** The reason in lower case, without the prefix that all of them share; any other text could quote what was sent. */
function reasonWords(reason: string): string {
	if (!/^[A-Z][A-Z_]{2,99}$/.test(reason)) return 'unknown';
	return reason.replace(/^PROCESSING_ERROR_(REASON_)?/, '').toLowerCase();
}

function rangeIn(name: string | undefined): readonly [number, number] | undefined {
	if (name === 'MATCH_RATE_RANGE_LESS_THAN_20') return [0, 19];
	const [, least, most] = /^MATCH_RATE_RANGE_(\d+)_TO_(\d+)$/.exec(name ?? '') ?? [];
	return most === undefined ? undefined : [Number(least), Number(most)];
}

export function spanOf(
	ranges: ReadonlyArray<readonly [number, number]>,
): readonly [number, number] {
	return [Math.min(...ranges.map(([least]) => least)), Math.max(...ranges.map(([, most]) => most))];
}

const firstPauseMs = 5000;
const longestPauseMs = 60_000;

/**
 * Polls requests until Google has processed all of them or the time is up, and returns the state of each; without time
 * it polls once.
 *
 * Where Google does not answer, the requests that are left count as processing: they were accepted.
 *
 * @param until milliseconds since 1970
 */
export async function followRequests(
	client: GoogleClient,
	requestIds: readonly string[],
	until: number,
): Promise<ReadonlyMap<string, RequestStatus>> {
	const { context } = client;
	const found = new Map<string, RequestStatus>();
	for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
		for (const id of requestIds) {
			const known = found.get(id);
			if (known !== undefined && known.state !== 'processing') continue;
			found.set(id, await readRequestStatus(client, id));
		}
		const isOpen = requestIds.some((id) => found.get(id)?.state === 'processing');
		const leftMs = until - context.now();
		if (!isOpen || leftMs <= 0) return found;
		await sleepUnlessCancelled(context, Math.min(pauseMs, leftMs));
	}
}

/** Whether an error only means that Google did not answer. */
export function isUnanswered(error: unknown): error is SyncError | CancelledError {
	return error instanceof SyncError || error instanceof CancelledError;
}
