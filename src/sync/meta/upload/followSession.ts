import { settle } from '../../../values/settle';
import { z } from 'zod';
import { sleepUnlessCancelled } from '../../http/callPlatform';
import { RejectedError } from '../../http/errors';
import type { MetaClient } from '../api/metaClient';

/** Numbers come as text; -1 stands for one that Meta does not know yet. */
const count = z.coerce.number().optional().catch(undefined);

const sessionSchema = z.object({
	data: z.array(
		z.object({
			stage: z.string().optional().catch(undefined),
			progress: count,
			num_received: count,
			num_matched: count,
			num_invalid_entries: count,
			start_time: count,
			end_time: count,
		}),
	),
});

/** The progress of an upload, as far as Meta reports it. */
export interface SessionState {
	readonly hasEnded: boolean;
	/** Flat fields for the summary. */
	readonly facts: Readonly<Record<string, string | number>>;
}

/**
 * Returns the progress of an upload, the latest one unless a session is named; undefined where there is none, or Meta
 * does not report it.
 */
export async function readSession(
	client: MetaClient,
	audienceId: string,
	sessionId?: number,
): Promise<SessionState | undefined> {
	const query: Record<string, string> =
		sessionId === undefined ? {} : { session_id: String(sessionId) };
	const read = await settle(
		client.call(
			{
				method: 'GET',
				path: `${audienceId}/sessions`,
				query,
				doing: 'reading the progress of the upload',
			},
			sessionSchema,
		),
	);
	if (read.status === 'rejected') {
		if (read.reason instanceof RejectedError) return undefined;
		throw read.reason;
	}
	const latest = [...read.value.data].sort((a, b) => (b.start_time ?? 0) - (a.start_time ?? 0))[0];
	if (latest === undefined) return undefined;
	const { stage, progress, start_time: start, end_time: end = 0 } = latest;
	const told = {
		uploadStage: stage,
		uploadProgressPercent: known(progress),
		uploadReceived: known(latest.num_received),
		uploadMatched: known(latest.num_matched),
		uploadInvalid: known(latest.num_invalid_entries),
		uploadStartedAt: start === undefined ? undefined : instant(start),
		uploadEndedAt: end > 0 ? instant(end) : undefined,
	};
	return {
		hasEnded: end > 0,
		facts: Object.fromEntries(
			Object.entries(told).filter(
				(entry): entry is [string, string | number] => entry[1] !== undefined,
			),
		),
	};
}

const firstPauseMs = 2000;
const longestPauseMs = 30_000;

/**
 * Polls an upload until it has ended or the time is up, and returns the last state; without time it polls once.
 *
 * Meta may report an upload as "uploading" forever although it has accepted everything: that is never an error.
 */
export async function followSession(
	client: MetaClient,
	audienceId: string,
	sessionId: number,
	forMs: number,
): Promise<SessionState | undefined> {
	const { context } = client;
	const until = context.now() + forMs;
	for (let pauseMs = firstPauseMs; ; pauseMs *= 2) {
		const state = await readSession(client, audienceId, sessionId);
		const leftMs = until - context.now();
		if (state === undefined || state.hasEnded || leftMs <= 0) return state;
		await sleepUnlessCancelled(context, Math.min(pauseMs, longestPauseMs, leftMs));
	}
}

function known(value: number | undefined): number | undefined {
	return value !== undefined && value >= 0 ? value : undefined;
}

function instant(seconds: number): string {
	return new Date(seconds * 1000).toISOString();
}
