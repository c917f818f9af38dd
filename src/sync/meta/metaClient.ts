import { z } from 'zod';
import { callPlatform } from '../shared/callPlatform';
import type { SyncContext } from '../shared/context';
import { TransientError } from '../shared/errors';
import { Pacer } from '../shared/pacer';
import type { TransportRequest } from '../shared/transport';
import { graphVersion } from './graph';
import { judgeMeta, regainAccessMs } from './judgeMeta';

export interface MetaCall {
	readonly method: TransportRequest['method'];
	/** Path below the version, without a slash in front: `act_1/customaudiences`. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string>>;
	readonly body?: unknown;
	/** What is being done, in words. */
	readonly doing: string;
	/** Whether sending it twice does no more than sending it once; true unless told otherwise. */
	readonly repeatable?: boolean;
	/** The object was created just now. */
	readonly mayLag?: boolean;
}

/** Speaks Meta's Graph API: version, limits, retries, pages. Token and proof are added by the transport. */
export class MetaClient {
	private readonly pacer = new Pacer([]);
	private written = 0;

	constructor(
		readonly context: SyncContext,
		private readonly version: string = graphVersion,
	) {}

	/** Whether anything has been changed on the platform. */
	hasWritten(): boolean {
		return this.written > 0;
	}

	/** Sends one request and gives its answer as the schema reads it; throws as `callPlatform` does. */
	async call<Schema extends z.ZodTypeAny>(
		{ method, path, query = {}, body, doing, repeatable = true, mayLag = false }: MetaCall,
		schema: Schema,
	): Promise<z.output<Schema>> {
		const json = await callPlatform(this.context, {
			platform: 'Meta',
			doing,
			repeatable,
			pacer: this.pacer,
			request: {
				method,
				path: `/${this.version}/${path}`,
				query,
				headers: {
					accept: 'application/json',
					...(body === undefined ? {} : { 'content-type': 'application/json' }),
				},
				body: body === undefined ? undefined : JSON.stringify(body),
			},
			judge: (response) => {
				const waitMs = regainAccessMs(response.headers);
				if (waitMs !== undefined) this.pacer.blockUntil(this.context.now() + waitMs);
				return judgeMeta(response, doing, mayLag);
			},
		});
		if (method !== 'GET') this.written++;
		const read = schema.safeParse(json);
		if (read.success) return read.data;
		throw new TransientError(`Meta's answer is not understood (${doing})`, {
			platform: 'Meta',
			doing,
			code: 'unexpected_answer',
			advice: 'Run the workflow again later. If it stays, update the package.',
		});
	}

	/** Gives an edge page by page. The cursor is followed, not `paging.next`: that address may carry the token. */
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
		let query = { limit: '100', ...call.query };
		for (;;) {
			const page = await this.call({ ...call, query, method: 'GET' }, schema);
			yield page.data as Array<z.output<Schema>>;
			const after = page.paging?.cursors?.after;
			if (page.paging?.next === undefined || after === undefined) return;
			query = { ...query, after } as typeof query;
		}
	}
}
