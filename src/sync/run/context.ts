import type { Transport } from '../http/transport';

/** How far a run has come. */
export interface Progress {
	/** What is going on, e.g. "Importing profiles". */
	readonly phase: string;
	readonly done: number;
	/** Absent where it can't be known beforehand. */
	readonly total?: number;
}

/** Dates as the host's workflow understands them; the machine's own zone never matters. */
export interface Calendar {
	/** The instant that a cell means, in ms since 1970; NaN for what is none. A time without a zone is in the workflow's. */
	readonly instantOf: (cell: unknown) => number;
	/** The workflow's date at an instant, as YYYY-MM-DD. */
	readonly dateAt: (instant: number) => string;
}

/** What a host gives to a sync: the way to the platform, time and a way to stop. */
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
	/** Whether the host speaks for an app that was connected by OAuth, and not with a key. */
	readonly usesOAuth?: boolean;
	/** The longest single wait for a rate limit; longer ones end the run with what is left deferred. */
	readonly maxWaitMs: number;
}
