import { settle } from '../../values/settle';
import type { SyncContext } from '../run/context';
import {
	CancelledError,
	RateLimitedError,
	TransientError,
	type AuthenticationError,
	type ErrorFacts,
	type Platform,
	type RejectedError,
} from './errors';
import type { Pacer } from './pacer';
import { retryDelayMs } from './retryPolicy';
import { NoAnswerError, type TransportRequest, type TransportResponse } from './transport';

/** What an answer means; each platform has its own rules. */
export type Verdict =
	| { readonly kind: 'success'; readonly json: unknown }
	| {
			readonly kind: 'throttled';
			readonly delayMs?: number;
			readonly code?: string;
			/** The reason, where it is not simply too many requests. */
			readonly meaning?: string;
	  }
	| {
			readonly kind: 'transient';
			readonly delayMs?: number;
			readonly code?: string;
			/** The address that did not answer. */
			readonly address?: string;
	  }
	| { readonly kind: 'failed'; readonly error: AuthenticationError | RejectedError };

export interface PlatformCall {
	readonly platform: Platform;
	/** What the request does, for messages: "reading lists". */
	readonly doing: string;
	readonly request: TransportRequest;
	/**
	 * Whether sending it twice has the same effect as sending it once. If not, it is not retried where the platform may
	 * have acted: after a lost answer, a status like 504 or a page of HTML. A throttled request is always retried.
	 */
	readonly repeatable: boolean;
	readonly judge: (response: TransportResponse) => Verdict;
	readonly pacer?: Pacer;
	/** Called for every attempt that the platform has, or may have, carried out. */
	readonly onActed?: () => void;
}

/**
 * Sends one request, waits and retries as the platform's limits and the list of transient faults require, and returns
 * the answer's JSON.
 *
 * Stops between attempts when the execution is cancelled. Throws `AuthenticationError`, `RejectedError`, `RateLimitedError`
 * (the wait is above the maximum or the attempts are used up), `TransientError` (the attempts are used up, the call is
 * not repeatable, or retrying does not help) or `CancelledError`.
 */
export async function callPlatform(context: SyncContext, call: PlatformCall): Promise<unknown> {
	for (let attempts = 1; ; attempts++) {
		await waitForTurn(context, call);
		const { verdict, status } = await attempt(context, call);
		if (verdict.kind === 'success' || verdict.kind === 'transient') call.onActed?.();
		if (verdict.kind === 'success') return verdict.json;
		if (verdict.kind === 'failed') throw verdict.error;
		if (context.isCancelled()) throw new CancelledError();
		const mayHaveActed = verdict.kind === 'transient' && !call.repeatable;
		const isLasting = status === undefined && !passes(verdict.code);
		const delay =
			mayHaveActed || isLasting
				? undefined
				: retryDelayMs({
						attempts,
						serverDelayMs: verdict.delayMs,
						random: context.random(),
						maxWaitMs: context.maxWaitMs,
					});
		if (delay === undefined) throw givenUp(call, verdict, attempts, status);
		await sleepUnlessCancelled(context, delay);
	}
}

async function waitForTurn(context: SyncContext, { pacer, platform, doing }: PlatformCall) {
	if (context.isCancelled()) throw new CancelledError();
	for (let delay = pacer?.delayMs(context.now()) ?? 0; delay > 0; ) {
		if (delay > context.maxWaitMs) {
			throw new RateLimitedError(
				`${platform} allows no more requests for ${inWords(delay)}`,
				{ platform, doing, advice: runAgain(delay) },
				delay,
			);
		}
		await sleepUnlessCancelled(context, delay);
		delay = pacer?.delayMs(context.now()) ?? 0;
	}
	pacer?.note(context.now());
}

async function attempt(
	context: SyncContext,
	call: PlatformCall,
): Promise<{ verdict: Verdict; status?: number }> {
	// Settled rather than caught: an error that is not a lost answer is rethrown untouched, and not retried.
	const answer = await settle(context.transport(call.request));
	if (answer.status === 'fulfilled') {
		return { verdict: call.judge(answer.value), status: answer.value.status };
	}
	if (answer.reason instanceof NoAnswerError) {
		const { code, address } = answer.reason;
		return { verdict: { kind: 'transient', code, address } };
	}
	throw answer.reason;
}

/** Sleeps a long wait in short steps, so that cancelling takes effect within seconds. */
export async function sleepUnlessCancelled(context: SyncContext, ms: number): Promise<void> {
	for (let left = ms; left > 0; left -= longestNap) {
		if (context.isCancelled()) throw new CancelledError();
		await context.sleep(Math.min(left, longestNap));
	}
	if (context.isCancelled()) throw new CancelledError();
}

const longestNap = 5000;

function givenUp(
	{ platform, doing }: PlatformCall,
	verdict: Extract<Verdict, { kind: 'throttled' | 'transient' }>,
	attempts: number,
	status: number | undefined,
): RateLimitedError | TransientError {
	const facts: ErrorFacts = { platform, doing, status, code: verdict.code };
	const tries = attempts === 1 ? '' : ` after ${attempts} attempts`;
	if (verdict.kind === 'throttled') {
		return new RateLimitedError(
			`${verdict.meaning ?? `${platform} allows no more requests for now`} (${doing}${tries})`,
			{ ...facts, advice: runAgain(verdict.delayMs) },
			verdict.delayMs,
		);
	}
	if (status !== undefined) {
		return new TransientError(
			`${platform} is temporarily unavailable (${doing}${tries}: status ${status})`,
			{
				...facts,
				advice: 'Run the workflow again later to do the rest.',
			},
		);
	}
	const { cause, advice } = noAnswer[verdict.code ?? ''] ?? noAnswerOtherwise;
	return new TransientError(
		`${platform} did not answer at ${verdict.address}: ${cause} (${doing}${tries}, ${verdict.code})`,
		{ ...facts, advice },
	);
}

interface NoAnswer {
	readonly cause: string;
	readonly advice: string;
	/** Whether retrying does not help. */
	readonly isLasting?: true;
}

const checkAddress =
	'Check the Base URL in the credential, and whether n8n can reach the internet.';

const noAnswerOtherwise: NoAnswer = {
	cause: 'the connection failed',
	advice: 'Run the workflow again later to do the rest.',
};

const noWay: NoAnswer = { cause: 'the server is unreachable', advice: checkAddress };
const cut: NoAnswer = { ...noAnswerOtherwise, cause: 'the connection was closed' };
const tooLate: NoAnswer = { ...noAnswerOtherwise, cause: 'the request timed out' };
const certificate: NoAnswer = {
	isLasting: true,
	cause: 'its certificate is not trusted',
	advice: "Check the Base URL in the credential, and your network proxy's certificates.",
};

/** What the system's codes of failed connections mean; others are not retried. */
const noAnswer: Readonly<Record<string, NoAnswer>> = {
	ECONNREFUSED: { cause: 'the connection was refused', advice: checkAddress },
	ENOTFOUND: { cause: 'there is no server with that name', advice: checkAddress },
	EAI_AGAIN: { cause: 'its name could not be looked up', advice: checkAddress },
	EHOSTUNREACH: noWay,
	ENETUNREACH: noWay,
	ERR_NETWORK: noAnswerOtherwise,
	ERR_BAD_RESPONSE: cut,
	ERR_INVALID_URL: { isLasting: true, cause: 'the address is not valid', advice: checkAddress },
	ECONNRESET: cut,
	EPIPE: cut,
	ECONNABORTED: tooLate,
	ETIMEDOUT: tooLate,
	CERT_HAS_EXPIRED: certificate,
	DEPTH_ZERO_SELF_SIGNED_CERT: certificate,
	SELF_SIGNED_CERT_IN_CHAIN: certificate,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: certificate,
};

/** Whether a connection that failed with the code may succeed at the next attempt. */
function passes(code = ''): boolean {
	return Object.hasOwn(noAnswer, code) && noAnswer[code].isLasting !== true;
}

function runAgain(delayMs: number | undefined): string {
	const when = delayMs === undefined ? 'later' : `in ${inWords(delayMs)} or later`;
	return `Run the workflow again ${when} to do the rest.`;
}

/** Returns a duration in words: "45 seconds", "12 minutes". */
export function inWords(ms: number): string {
	const seconds = Math.ceil(ms / 1000);
	if (seconds < 120) return seconds === 1 ? '1 second' : `${seconds} seconds`;
	const minutes = Math.ceil(seconds / 60);
	return minutes < 120 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}
