import axios, { isAxiosError } from 'axios';
import { NoAnswerError, type Transport } from '../../src/sync/http/transport';

/** What a transport adds to requests: the base address and the key. */
export interface AxiosTransportOptions {
	readonly baseUrl: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly query?: Readonly<Record<string, string>>;
	/** Asked before each request where it is a function. */
	readonly timeoutMs?: number | (() => number);
}

/** Returns a transport that sends with axios, for use outside n8n. */
export function axiosTransport({
	baseUrl,
	headers = {},
	query = {},
	timeoutMs = 30_000,
}: AxiosTransportOptions): Transport {
	const client = axios.create({
		baseURL: baseUrl,
		proxy: false,
		responseType: 'text',
		transformResponse: (body: unknown) => body,
		validateStatus: () => true,
		maxBodyLength: Infinity,
		maxRedirects: 0,
	});
	return async (request) => {
		const [answer] = await Promise.allSettled([
			client.request<string>({
				timeout: typeof timeoutMs === 'function' ? timeoutMs() : timeoutMs,
				method: request.method,
				url: request.path,
				params: { ...request.query, ...query },
				headers: { ...request.headers, ...headers },
				data: request.body,
				transformRequest: (body: unknown) => body,
			}),
		]);
		if (answer.status === 'rejected') {
			const code = isAxiosError(answer.reason) ? answer.reason.code : undefined;
			if (code === undefined) throw new Error('The request could not be sent');
			throw new NoAnswerError(code, baseUrl);
		}
		const { status, data } = answer.value;
		return {
			status,
			headers: Object.fromEntries(
				Object.entries(answer.value.headers).map(([name, value]) => [
					name.toLowerCase(),
					String(value),
				]),
			),
			body: data ?? '',
		};
	};
}
