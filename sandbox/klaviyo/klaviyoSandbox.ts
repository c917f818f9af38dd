import { RateWindows } from '../rateWindows';
import { SandboxServer, type Answer, type ReceivedRequest } from '../server';
import { KlaviyoAccount, type AccountOptions } from './account';
import { problem } from './answers';
import { OAuthServer } from './oauth';
import { contentProblem, headProblem, takeCall } from './limits';
import { accountRoutes } from './routes/accounts';
import { deletionRoutes } from './routes/deletions';
import { eventRoutes } from './routes/events';
import { importRoutes } from './routes/imports';
import { listRoutes } from './routes/lists';
import { profileRoutes } from './routes/profiles';
import { segmentRoutes } from './routes/segments';
import { subscriptionRoutes } from './routes/subscriptions';
import { suppressionRoutes } from './routes/suppressions';

export interface KlaviyoSandboxOptions extends AccountOptions {
	/** Whether the published limits are enforced. */
	readonly rateWindows?: boolean;
	readonly key?: string;
	/** The key's scopes; all by default. */
	readonly scopes?: ReadonlySet<string>;
}

const routes = [
	...listRoutes,
	...profileRoutes,
	...importRoutes,
	...subscriptionRoutes,
	...suppressionRoutes,
	...segmentRoutes,
	...eventRoutes,
	...accountRoutes,
	...deletionRoutes,
];

/**
 * A sandbox server of Klaviyo: profiles, lists, jobs, subscriptions, suppressions, segments and events, all in memory.
 */
export class KlaviyoSandbox extends KlaviyoAccount {
	readonly key: string;
	readonly server: SandboxServer;
	readonly oauth: OAuthServer;
	private readonly windows: RateWindows;
	private address = '';

	constructor(private readonly options: KlaviyoSandboxOptions = {}) {
		super(options);
		this.key = options.key ?? 'pk_sandbox';
		this.windows = new RateWindows(this.now);
		this.oauth = new OAuthServer(this.now);
		this.server = new SandboxServer((request) => this.answer(request));
	}

	async start(port?: number): Promise<string> {
		this.address = await this.server.listen(port);
		return this.address;
	}

	stop(): Promise<void> {
		return this.server.close();
	}

	private isAllowed(authorization = ''): boolean {
		const [, token] = /^Bearer (.+)$/.exec(authorization) ?? [];
		return token === undefined
			? authorization === `Klaviyo-API-Key ${this.key}`
			: this.oauth.isValid(token);
	}

	private answer(request: ReceivedRequest): Answer {
		this.jobs.doDue();
		if (request.path === '/sandbox/state') return { status: 200, body: this.describe() };
		const tokens = this.oauth.answer(request);
		if (tokens !== undefined) return tokens;
		if (!this.isAllowed(request.headers.authorization)) {
			return problem(401, 'not_authenticated', 'Authentication credentials were not provided.');
		}
		const route = routes.find(
			({ method, path }) => method === request.method && path.test(request.path),
		);
		if (route === undefined) return problem(404, 'not_found', 'Not found.');
		const { scopes, rateWindows } = this.options;
		const refusal = headProblem(request, route, scopes, this.now());
		if (refusal !== undefined) return refusal;
		const call = rateWindows ? takeCall(this.windows, route) : { headers: {} };
		if (call.refusal !== undefined) return call.refusal;
		const wrong = contentProblem(request, route, () => this.newId('E'));
		if (wrong !== undefined) return wrong;
		const [, id = ''] = route.path.exec(request.path) ?? [];
		const { address } = this;
		const { query, path, json } = request;
		const handled = { query, path, json, id: decodeURIComponent(id), address };
		const answer = route.handle(this, handled);
		return { ...answer, headers: { ...call.headers, ...answer.headers } };
	}
}
