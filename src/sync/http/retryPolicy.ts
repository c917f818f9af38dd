/** The most attempts for one request, the first one included. */
const maxAttempts = 6;

/** The state of a request after an attempt that may be retried. */
export interface RetryState {
	/** Attempts made so far, at least 1. */
	readonly attempts: number;
	/** The wait that the server asked for, if it did. */
	readonly serverDelayMs?: number;
	/** A number in [0, 1) that spreads clients out. */
	readonly random: number;
	/** The longest single wait allowed. */
	readonly maxWaitMs: number;
}

/**
 * Returns the milliseconds to wait before the next attempt, or undefined where there is none.
 *
 * The server's own wait counts first; otherwise 1 · 2ⁿ seconds, of which the upper half is random. A wait above the
 * maximum is not shortened: retrying early prolongs a platform's throttling.
 */
export function retryDelayMs(state: RetryState): number | undefined {
	if (state.attempts >= maxAttempts) return undefined;
	const backOff = 1000 * 2 ** (state.attempts - 1);
	const delay = state.serverDelayMs ?? backOff * (0.5 + state.random / 2);
	return delay <= state.maxWaitMs ? Math.ceil(delay) : undefined;
}

/**
 * Reads a Retry-After header into milliseconds; undefined where there is none or it can't be read.
 *
 * Reads whole seconds and HTTP dates (RFC 9110, 10.2.3); a date in the past gives 0.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
	if (header === undefined) return undefined;
	const text = header.trim();
	if (/^\d+$/.test(text)) return Number(text) * 1000;
	const date = Date.parse(text);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** The HTTP statuses that are retried; no others are. */
export const retriedStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
