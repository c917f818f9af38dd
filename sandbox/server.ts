import { parseJson } from '../src/values/parseJson';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it was received. */
export interface ReceivedRequest {
	readonly method: string;
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
	/** The body read as JSON; undefined where it is not JSON. */
	readonly json: unknown;
}

/** An answer to send. */
export interface Answer {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	/** An object is sent as JSON, a text as it is, undefined as an empty body. */
	readonly body?: unknown;
}

/** Something that goes wrong on purpose. */
export interface Fault {
	readonly method?: string;
	readonly path?: RegExp;
	readonly body?: RegExp;
	/** Matching requests that are let through first. */
	readonly skip?: number;
	/** How often it happens; once by default. */
	readonly times?: number;
	/** The answer instead of the server's, which does not act unless `acts` is set. */
	readonly answer?: Answer;
	/** Lets the server act before `answer` is sent, as behind a proxy that gave up waiting. */
	readonly acts?: boolean;
	/** Cuts the connection before the server acts, or after it has acted and before it answers. */
	readonly drop?: 'before' | 'after';
	/** Waits before answering; the server has acted by then. */
	readonly delayMs?: number;
}

export type Handler = (request: ReceivedRequest) => Answer;

/** A proxy's error page: HTML, not JSON. */
export const htmlPage: Answer = {
	status: 502,
	headers: { 'content-type': 'text/html' },
	body: '<html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>',
};

/** A local HTTP server with scripted faults that keeps every request it was sent. */
export class SandboxServer {
	readonly requests: ReceivedRequest[] = [];
	/** Request and answer of everything that the handler itself answered. */
	readonly exchanges: Array<{ request: ReceivedRequest; answer: Answer }> = [];
	/** The faults that have happened, one entry each time. */
	readonly faultsMet: Fault[] = [];
	private readonly faults: Array<{ fault: Fault; skip: number; times: number }> = [];
	private readonly server: Server;
	private keeps = true;

	constructor(private readonly handle: Handler) {
		this.server = createServer((message, response) => {
			void this.serve(message, response);
		});
	}

	/** Starts to listen on loopback and returns the address. */
	async listen(port = 0): Promise<string> {
		await new Promise<void>((resolve) => {
			this.server.listen(port, '127.0.0.1', resolve);
		});
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise<void>((resolve) => {
			this.server.close(() => resolve());
		});
	}

	/** Schedules a fault for the requests to come; faults are tried in the order in which they were added. */
	fail(fault: Fault): void {
		this.faults.push({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 });
	}

	/** Whether an answer to come is scheduled to be late. */
	get willBeLate(): boolean {
		return this.faults.some(({ fault }) => fault.delayMs !== undefined);
	}

	/** Forgets the faults that have not happened. */
	recover(): void {
		this.faults.length = 0;
	}

	/** Stops keeping requests, for long runs. */
	forget(): void {
		this.keeps = false;
		this.requests.length = 0;
		this.exchanges.length = 0;
	}

	private async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
		const request = await receive(message);
		if (this.keeps) this.requests.push(request);
		const fault = this.nextFault(request);
		if (fault?.drop === 'before') {
			message.socket.destroy();
			return;
		}
		const acted =
			fault?.answer === undefined || fault.acts === true ? this.handle(request) : undefined;
		if (this.keeps && acted !== undefined) this.exchanges.push({ request, answer: acted });
		const answer = fault?.answer ?? acted;
		if (fault?.drop === 'after') {
			message.socket.destroy();
			return;
		}
		if (fault?.delayMs !== undefined) {
			await new Promise((resolve) => {
				setTimeout(resolve, fault.delayMs);
			});
		}
		if (answer !== undefined) send(response, answer);
	}

	private nextFault({ method, path, body }: ReceivedRequest): Fault | undefined {
		for (const entry of this.faults) {
			const { fault } = entry;
			if (entry.times === 0) continue;
			if (fault.method !== undefined && fault.method !== method) continue;
			if (fault.path !== undefined && !fault.path.test(path)) continue;
			if (fault.body !== undefined && !fault.body.test(body)) continue;
			if (entry.skip > 0) {
				entry.skip--;
				continue;
			}
			entry.times--;
			this.faultsMet.push(fault);
			return fault;
		}
		return undefined;
	}
}

async function receive(message: IncomingMessage): Promise<ReceivedRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of message) chunks.push(chunk as Buffer);
	const body = Buffer.concat(chunks).toString('utf8');
	const url = new URL(message.url ?? '/', 'http://localhost');
	return {
		method: message.method ?? 'GET',
		path: url.pathname,
		query: Object.fromEntries(url.searchParams),
		headers: Object.fromEntries(
			Object.entries(message.headers).map(([name, value]) => [name, String(value)]),
		),
		body,
		json: parseJson(body),
	};
}

function send(response: ServerResponse, { status, headers = {}, body }: Answer): void {
	const isText = typeof body === 'string';
	response.writeHead(status, {
		...(body === undefined ? {} : { 'content-type': isText ? 'text/plain' : 'application/json' }),
		...headers,
	});
	response.end(body === undefined ? undefined : isText ? body : JSON.stringify(body));
}
