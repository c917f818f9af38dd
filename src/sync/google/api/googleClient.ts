import type { z } from 'zod';
import { callPlatform } from '../../http/callPlatform';
import { Pacer } from '../../http/pacer';
import { readAnswer } from '../../http/readAnswer';
import type { TransportRequest } from '../../http/transport';
import type { SyncContext } from '../../run/context';
import { requestsPerMinute } from './dataManager';
import { judgeGoogle } from './judgeGoogle';

export interface GoogleCall {
	readonly method: Extract<TransportRequest['method'], 'GET' | 'POST'>;
	/** Path below the version, without a slash in front: `audienceMembers:ingest`. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string>>;
	readonly headers?: Readonly<Record<string, string>>;
	/** What to send as JSON, or JSON in UTF-8. */
	readonly body?: Readonly<Record<string, unknown>> | Buffer;
	/** What the request does, for messages: "reading lists". */
	readonly doing: string;
	/** Whether sending it twice has the same effect as sending it once; true by default. */
	readonly repeatable?: boolean;
	/** Google checks what is sent and changes nothing. */
	readonly isTrial?: boolean;
}

/** A client of the Data Manager API: version, limits, retries. The transport adds the token. */
export class GoogleClient {
	/** Google counts reads and writes separately, and members apart from lists. */
	private readonly pacers = new Map<string, Pacer>();
	private written = 0;
	private toldAt: number | undefined;

	constructor(readonly context: SyncContext) {}

	/** Whether anything has, or may have, been changed on the platform. */
	hasWritten(): boolean {
		return this.written > 0;
	}

	/**
	 * Google's clock by its latest answer, in ms since 1970, rounded down to the second, because n8n's clock may be ahead
	 * of it. n8n's clock where no answer has had a time.
	 */
	serverTime(): number {
		return Math.min(this.toldAt ?? Number.POSITIVE_INFINITY, this.context.now());
	}

	/** Sends one request and returns its answer as the schema reads it; throws as `callPlatform` does. */
	async call<Schema extends z.ZodTypeAny>(
		{ method, path, query = {}, headers, body, doing, repeatable = true, isTrial }: GoogleCall,
		schema: Schema,
	): Promise<z.output<Schema>> {
		const json = await callPlatform(this.context, {
			platform: 'Google',
			doing,
			repeatable,
			pacer: this.pacerOf(method, path),
			onActed: () => {
				if (method !== 'GET' && isTrial !== true) this.written++;
			},
			request: {
				method,
				path: `/v1/${path}`,
				query,
				headers: {
					accept: 'application/json',
					...(body === undefined ? {} : { 'content-type': 'application/json' }),
					...headers,
				},
				body: body === undefined || Buffer.isBuffer(body) ? body : JSON.stringify(body),
			},
			judge: (response) => {
				const told = Date.parse(response.headers.date ?? '');
				if (!Number.isNaN(told)) this.toldAt = told;
				return judgeGoogle(response, { doing, now: this.context.now() });
			},
		});
		return readAnswer('Google', doing, schema, json);
	}

	private pacerOf(method: string, path: string): Pacer {
		const kind = `${method} ${path.startsWith('accountTypes/') ? 'lists' : 'members'}`;
		let pacer = this.pacers.get(kind);
		if (pacer === undefined) {
			pacer = new Pacer([{ calls: requestsPerMinute, windowMs: 60_000 }]);
			this.pacers.set(kind, pacer);
		}
		return pacer;
	}
}
