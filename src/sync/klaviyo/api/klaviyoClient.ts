import { z } from 'zod';
import { callPlatform } from '../../http/callPlatform';
import type { SyncContext } from '../../run/context';
import { Pacer } from '../../http/pacer';
import { notUnderstood, readAnswer } from '../../http/readAnswer';
import type { TransportRequest } from '../../http/transport';
import {
	endpoints,
	klaviyoRevision,
	windowsOf,
	type Endpoint,
	type EndpointName,
} from './endpoints';
import { judgeKlaviyo } from './judgeKlaviyo';

export interface KlaviyoCall {
	/** The object's id, where the endpoint's path has one. */
	readonly id?: string;
	readonly query?: Readonly<Record<string, string>>;
	/** The JSON to send. */
	readonly body?: TransportRequest['body'];
	/** Whether sending it twice has the same effect as sending it once, where that depends on what is sent. */
	readonly isRepeatable?: boolean;
}

/** Only requests that create an object under a new ID do more when sent twice. */
const notRepeatable: ReadonlySet<EndpointName> = new Set(['create_segment', 'create_list']);

/** A client of Klaviyo's API: headers, limits, retries, pages. One instance per run counts its calls. */
export class KlaviyoClient {
	private readonly pacers = new Map<EndpointName, Pacer>();
	private written = 0;

	constructor(readonly context: SyncContext) {}

	/** Whether anything has, or may have, been changed on the platform. */
	hasWritten(): boolean {
		return this.written > 0;
	}

	/** Sends one request and returns its answer as the schema reads it; throws as `callPlatform` does. */
	async call<Schema extends z.ZodTypeAny>(
		name: EndpointName,
		{ id, query = {}, body, isRepeatable = !notRepeatable.has(name) }: KlaviyoCall,
		schema: Schema,
	): Promise<z.output<Schema>> {
		const endpoint: Endpoint = endpoints[name];
		const pacer = this.pacerOf(name);
		const json = await callPlatform(this.context, {
			platform: 'Klaviyo',
			doing: endpoint.doing,
			pacer,
			repeatable: isRepeatable,
			onActed: () => {
				if (endpoint.method !== 'GET') this.written++;
			},
			request: {
				method: endpoint.method,
				path: endpoint.path.replace('{id}', encodeURIComponent(id ?? '')),
				query,
				headers: {
					revision: klaviyoRevision,
					accept: 'application/vnd.api+json',
					...(body === undefined ? {} : { 'content-type': 'application/vnd.api+json' }),
				},
				body,
			},
			judge: (response) => {
				this.obey(pacer, response.headers);
				return judgeKlaviyo(response, endpoint, this.context.now(), this.context.usesOAuth);
			},
		});
		return readAnswer('Klaviyo', endpoint.doing, schema, json);
	}

	/**
	 * Returns a collection page by page.
	 *
	 * `links.next` is a whole address: its path and query are requested from the credential's own host, never from
	 * another one. A page that links back to an earlier one ends the run, because paging would never end.
	 */
	async *pages<Schema extends z.ZodTypeAny>(
		name: EndpointName,
		call: KlaviyoCall,
		entry: Schema,
	): AsyncGenerator<Array<z.output<Schema>>> {
		const schema = z.object({
			data: z.array(entry),
			links: z.object({ next: z.string().nullish() }).optional(),
		});
		let query = call.query ?? {};
		const followed = new Set<string>();
		for (;;) {
			const page = await this.call(name, { ...call, query }, schema);
			yield page.data as Array<z.output<Schema>>;
			const next = page.links?.next;
			if (next == null || next === '') return;
			const { searchParams } = new URL(next);
			const place = searchParams.toString();
			if (followed.has(place)) throw notUnderstood('Klaviyo', endpoints[name].doing, 'pagesRepeat');
			followed.add(place);
			query = Object.fromEntries(searchParams);
		}
	}

	private pacerOf(name: EndpointName): Pacer {
		let pacer = this.pacers.get(name);
		if (pacer === undefined) {
			pacer = new Pacer(windowsOf(endpoints[name]));
			this.pacers.set(name, pacer);
		}
		return pacer;
	}

	/** Klaviyo reports how many calls are left in the minute on every answer but 429. */
	private obey(pacer: Pacer, headers: Readonly<Record<string, string>>) {
		const remaining = Number.parseInt(headers['ratelimit-remaining'] ?? '', 10);
		const resetSeconds = Number.parseInt(headers['ratelimit-reset'] ?? '', 10);
		if (remaining === 0 && resetSeconds > 0) {
			pacer.blockUntil(this.context.now() + resetSeconds * 1000);
		}
	}
}

/** The schema of answers without a body. */
export const nothing = z.unknown();
