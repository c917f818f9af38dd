export type Platform = 'Klaviyo' | 'Meta' | 'Google';

/** Facts of a failed request; none of them is personal data. */
export interface ErrorFacts {
	readonly platform: Platform;
	/** What the request did, for messages: "reading lists". */
	readonly doing: string;
	readonly status?: number;
	/** The platform's own code, e.g. `duplicate_profile` or `190/463`. */
	readonly code?: string;
	/** What the user can do about it. */
	readonly advice?: string;
	/** The platform's ID of the request, for its support. */
	readonly requestId?: string;
}

/** A request that failed. The subclass says who has to act. */
export abstract class SyncError extends Error {
	constructor(
		message: string,
		readonly facts: ErrorFacts,
	) {
		super(message);
	}
}

/** The key, token or permission is not sufficient: its owner has to act; retrying does not help. */
export class AuthenticationError extends SyncError {
	override readonly name = 'AuthenticationError';
}

/** The platform understood and refuses: the request, the object or the account's settings have to change. */
export class RejectedError extends SyncError {
	override readonly name = 'RejectedError';

	constructor(
		message: string,
		facts: ErrorFacts,
		readonly faults: readonly RejectedFault[] = [],
	) {
		super(message, facts);
	}
}

/** One fault of a platform's answer. */
export interface RejectedFault {
	readonly code: string;
	/** Position in the request as a JSON pointer. */
	readonly pointer?: string;
	/** Klaviyo: the profile that already holds one of the identifiers. */
	readonly duplicateProfileId?: string;
}

/** Too many requests, and the wait is longer than allowed: run again later. */
export class RateLimitedError extends SyncError {
	override readonly name = 'RateLimitedError';

	constructor(
		message: string,
		facts: ErrorFacts,
		readonly retryAfterMs?: number,
	) {
		super(message, facts);
	}
}

/** The platform, or the connection to it, is temporarily unavailable, and retrying did not help: run again later. */
export class TransientError extends SyncError {
	override readonly name = 'TransientError';
}

/** A safety rule forbids the plan, which is not carried out; nothing was sent. */
export class RefusedError extends Error {
	override readonly name = 'RefusedError';

	constructor(
		readonly code: string,
		message: string,
	) {
		super(message);
	}
}

/** The execution was cancelled; thrown between two requests. */
export class CancelledError extends Error {
	override readonly name = 'CancelledError';

	constructor() {
		super('Cancelled');
	}
}
