import type { Transport } from '../http/transport';

/** The progress of a run. */
export interface Progress {
	/** The current phase, e.g. "Importing profiles". */
	readonly phase: string;
	readonly done: number;
	/** Absent where it isn't known in advance. */
	readonly total?: number;
}

/** Dates in the host's workflow; the server's own time zone never matters. */
export interface Calendar {
	/**
	 * The instant of a cell, in ms since 1970; NaN where it has none. A time without a time zone is in the workflow's.
	 */
	readonly instantOf: (cell: unknown) => number;
	/** The workflow's date at an instant, as YYYY-MM-DD. */
	readonly dateAt: (instant: number) => string;
}

/** What a host gives to a sync: access to the platform, time, and a way to stop. */
export interface SyncContext {
	readonly transport: Transport;
	readonly sleep: (ms: number) => Promise<void>;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	readonly calendar: Calendar;
	readonly isCancelled: () => boolean;
	readonly onProgress?: (progress: Progress) => void;
	/** A number in [0, 1); spreads retries and names sessions. */
	readonly random: () => number;
	/** Whether the host is an app connected by OAuth rather than a key. */
	readonly usesOAuth?: boolean;
	/** The longest single wait for a rate limit; longer ones end the run and defer the rest. */
	readonly maxWaitMs: number;
}
