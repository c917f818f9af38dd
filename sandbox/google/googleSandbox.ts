import { RateWindows } from '../rateWindows';
import { SandboxServer, type Answer, type ReceivedRequest } from '../server';
import { GoogleAccount, type GoogleAccountOptions } from './account';
import { fault } from './answers';
import { changeMembers, requestStatus } from './routes/changeMembers';
import { userLists } from './routes/userLists';
import { TokenServer } from './tokens';

export interface GoogleSandboxOptions extends GoogleAccountOptions {
	/** Whether the quotas of a Google Cloud project are enforced. */
	readonly rateWindows?: boolean;
	readonly callsPerMinute?: number;
	readonly callsPerDay?: number;
	readonly token?: string;
	/** Whether the Data Manager API is enabled in the project. */
	readonly isEnabled?: boolean;
	/** Whether the second page of lists repeats forever. */
	readonly repeatsPages?: boolean;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** A sandbox server of the Data Manager API: lists, members and requests that are processed later, all in memory. */
export class GoogleSandbox extends GoogleAccount {
	readonly server: SandboxServer;
	/** A token that never expires. */
	readonly token: string;
	readonly tokens: TokenServer;
	private readonly windows: RateWindows;

	constructor(override readonly options: GoogleSandboxOptions = {}) {
		super(options);
		this.token = options.token ?? 'ya29.sandbox';
		this.tokens = new TokenServer(this.now);
		this.windows = new RateWindows(this.now);
		this.server = new SandboxServer((request) => this.answer(request));
	}

	start(port?: number): Promise<string> {
		return this.server.listen(port);
	}

	stop(): Promise<void> {
		return this.server.close();
	}

	private answer(request: ReceivedRequest): Answer {
		const answer = this.tokens.answer(request) ?? this.answerOf(request);
		const date = new Date(this.now()).toUTCString();
		return { ...answer, headers: { date, ...answer.headers } };
	}

	private answerOf(request: ReceivedRequest): Answer {
		const { method, path, query } = request;
		if (path === '/sandbox/state') return { status: 200, body: this.describe() };
		const refused = this.tokenProblem(request) ?? this.overLimit(request);
		if (refused !== undefined) return refused;
		const [, kind] = /^\/v1\/audienceMembers:(\w+)$/.exec(path) ?? [];
		if (kind !== undefined && method === 'POST') return changeMembers(this, request, kind);
		if (path === '/v1/requestStatus:retrieve' && method === 'GET') {
			return requestStatus(this, request);
		}
		const [, parent, id] =
			/^\/v1\/(accountTypes\/\w+\/accounts\/\d+)\/userLists(?:\/(\d+))?$/.exec(path) ?? [];
		if (parent === undefined) return fault('NOT_FOUND', 'NOT_FOUND');
		const answer = userLists(this, request, parent, id);
		if (!this.options.repeatsPages || id !== undefined || method !== 'GET') return answer;
		const nextPageToken = query.pageToken ?? '0';
		return { ...answer, body: { ...(answer.body as object), nextPageToken } };
	}

	private tokenProblem({ headers }: ReceivedRequest): Answer | undefined {
		const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
		if (token === undefined) return fault('UNAUTHENTICATED', 'CREDENTIALS_MISSING');
		if (token !== this.token && !this.tokens.isValid(token)) {
			return fault('UNAUTHENTICATED', 'ACCESS_TOKEN_EXPIRED');
		}
		if (this.options.isEnabled === false) return fault('PERMISSION_DENIED', 'SERVICE_DISABLED');
		return undefined;
	}

	/** Members and lists have separate quotas, for reads and for writes. */
	private overLimit({ method, path }: ReceivedRequest): Answer | undefined {
		if (!this.options.rateWindows) return undefined;
		const isOfLists = path.startsWith('/v1/accountTypes/');
		const { callsPerMinute = 300, callsPerDay = isOfLists ? 50_000 : 100_000 } = this.options;
		const name = `${isOfLists ? 'lists' : 'members'}/${method}`;
		const taken = this.windows.take(name, [
			[minuteMs, callsPerMinute],
			[dayMs, callsPerDay],
		]);
		if (!taken.isFull) return undefined;
		const isOfDay = taken.retryAfter > 60;
		return fault('RESOURCE_EXHAUSTED', 'RATE_LIMIT_EXCEEDED', [], {
			quota_limit: isOfDay ? 'MutateRequestsPerDayPerProject' : 'MutateRequestsPerMinutePerProject',
		});
	}
}
