/** One HTTP request, without host and credentials: the transport adds both. */
export interface TransportRequest {
	readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
	/** Path below the service's base URL, beginning with a slash, without a query. */
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	readonly headers: Readonly<Record<string, string>>;
	/** The JSON to send, as text or in UTF-8; absent where there is no body. */
	readonly body?: string | Buffer;
}

/** What a server answered, whatever its status. */
export interface TransportResponse {
	readonly status: number;
	/** Header names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
}

/**
 * Sends a request to the platform and returns its answer.
 *
 * Resolves for every status. Throws `NoAnswerError` where the network has a code for why no answer came back; any other
 * error is a fault on this side, and contains nothing of the request.
 */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

/**
 * No answer came back: a dropped socket, a time-out, a name that can't be resolved. Whether the platform acted is unknown.
 *
 * Holds only the system's code and the server's address: the errors of HTTP clients hold the whole request, including
 * keys and customers.
 */
export class NoAnswerError extends Error {
	override readonly name = 'NoAnswerError';

	constructor(
		readonly code: string,
		/** Where the request went, without path and query. */
		readonly address: string,
	) {
		super(`No answer from ${address} (${code})`);
	}
}
