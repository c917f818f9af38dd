import { settle } from '../../../values/settle';
import { z } from 'zod';
import { callPlatform } from '../../http/callPlatform';
import type { SyncContext } from '../../run/context';
import { RejectedError } from '../../http/errors';
import { Pacer } from '../../http/pacer';
import { notUnderstood, readAnswer } from '../../http/readAnswer';
import type { TransportRequest } from '../../http/transport';
import { graphVersion } from './graph';
import { judgeMeta, pageTooLarge } from './judgeMeta';
import { limitUsedPercent, regainAccessMs } from './usage';

export interface MetaCall {
	readonly method: TransportRequest['method'];
	/** Path below the version, without a slash in front: `act_1/customaudiences`. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string>>;
	/** What to send as JSON, or JSON in UTF-8. */
	readonly body?: Readonly<Record<string, unknown>> | Buffer;
	/** What the request does, for messages. */
	readonly doing: string;
	/** Whether sending it twice has the same effect as sending it once; true by default. */
	readonly repeatable?: boolean;
	/** The object was created just now. */
	readonly mayLag?: boolean;
	/** The instant after which the request is of no use: no wait goes beyond it. */
	readonly until?: number;
	/** A page of a list. */
	readonly isPage?: boolean;
	/** Meta validates what is sent and changes nothing. */
	readonly isTrial?: boolean;
}

/** Entries requested per page, and the fewest before a page that Meta finds too large ends the run. */
const mostPerPage = 50;
const leastPerPage = 5;

/** A client of Meta's Graph API: version, limits, retries, pages. The transport adds token and proof. */
export class MetaClient {
	private readonly pacer = new Pacer([]);
	private written = 0;
	private peakUsage: number | undefined;

	constructor(
		readonly context: SyncContext,
		private readonly version: string = graphVersion,
	) {}

	/** Whether anything has, or may have, been changed on the platform. */
	hasWritten(): boolean {
		return this.written > 0;
	}

	/**
	 * The highest percentage of the hourly limit for audiences that Meta has reported so far; undefined where it has
	 * reported none.
	 */
	limitUsedPercent(): number | undefined {
		return this.peakUsage;
	}

	/** Sends one request and returns its answer as the schema reads it; throws as `callPlatform` does. */
	async call<Schema extends z.ZodTypeAny>(
		call: MetaCall,
		schema: Schema,
	): Promise<z.output<Schema>> {
		const {
			method,
			path,
			query = {},
			body,
			doing,
			repeatable = true,
			mayLag,
			until,
			isPage,
		} = call;
		const json = await callPlatform(
			until === undefined ? this.context : waiting(this.context, until),
			{
				platform: 'Meta',
				doing,
				repeatable,
				pacer: this.pacer,
				onActed: () => {
					if (method !== 'GET' && call.isTrial !== true) this.written++;
				},
				request: {
					method,
					path: `/${this.version}/${path}`,
					query,
					headers: {
						accept: 'application/json',
						...(body === undefined ? {} : { 'content-type': 'application/json' }),
					},
					body: body === undefined || Buffer.isBuffer(body) ? body : JSON.stringify(body),
				},
				judge: (response) => {
					const now = this.context.now();
					const waitMs = regainAccessMs(response.headers);
					if (waitMs !== undefined) this.pacer.blockUntil(now + waitMs);
					const used = limitUsedPercent(response.headers);
					if (used !== undefined) this.peakUsage = Math.max(this.peakUsage ?? 0, used);
					return judgeMeta(response, { doing, now, mayLag, isPage });
				},
			},
		);
		return readAnswer('Meta', doing, schema, json);
	}

	/** An edge, page by page. The cursor is followed, not `paging.next`: that address may carry the token. */
	async *pages<Schema extends z.ZodTypeAny>(
		call: Omit<MetaCall, 'method' | 'body'>,
		entry: Schema,
	): AsyncGenerator<Array<z.output<Schema>>> {
		const schema = z.object({
			data: z.array(entry),
			paging: z
				.object({
					cursors: z.object({ after: z.string().optional() }).optional(),
					next: z.string().optional(),
				})
				.optional(),
		});
		let limit = mostPerPage;
		let after: string | undefined;
		const cursors = new Set<string>();
		for (;;) {
			const query = {
				...call.query,
				limit: String(limit),
				...(after === undefined ? {} : { after }),
			};
			const read = await settle(
				this.call({ ...call, query, method: 'GET', isPage: limit > leastPerPage }, schema),
			);
			if (read.status === 'rejected') {
				const error: unknown = read.reason;
				if (!(error instanceof RejectedError) || error.facts.code !== pageTooLarge) throw error;
				limit = Math.max(leastPerPage, Math.floor(limit / 2));
				continue;
			}
			const page = read.value;
			yield page.data as Array<z.output<Schema>>;
			after = page.paging?.cursors?.after;
			if (page.paging?.next === undefined || after === undefined) return;
			if (cursors.has(after)) throw notUnderstood('Meta', call.doing, 'pagesRepeat');
			cursors.add(after);
		}
	}
}

/** The context with waits that end at an instant. */
function waiting(context: SyncContext, until: number): SyncContext {
	return {
		...context,
		get maxWaitMs() {
			return Math.max(0, Math.min(context.maxWaitMs, until - context.now()));
		},
	};
}
