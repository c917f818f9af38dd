import { createHmac } from 'node:crypto';
import { RateWindows } from '../rateWindows';
import { SandboxServer, type Answer, type ReceivedRequest } from '../server';
import { MetaAccount, type MetaAccountOptions } from './account';
import { fault, page, repeated, unknownEdge, usageHeader } from './answers';
import { answerAccount } from './routes/account';
import { answerAdSet } from './routes/adSet';
import { answerAudience } from './routes/audience';

export interface MetaSandboxOptions extends MetaAccountOptions {
	/** Whether the hourly quota is enforced. */
	readonly rateWindows?: boolean;
	readonly callsPerHour?: number;
	readonly token?: string;
	readonly appSecret?: string;
	/** Returns another answer to uploads and removals that were accepted. */
	readonly alterUploads?: (body: unknown) => unknown;
	/** Whether the second page of a list repeats forever. */
	readonly repeatsPages?: boolean;
}

const oldestVersion = 21;
const hourMs = 3_600_000;

/** A sandbox server of Meta's custom audiences: accounts, audiences, members and replace sessions, all in memory. */
export class MetaSandbox extends MetaAccount {
	readonly server: SandboxServer;
	readonly token: string;
	readonly appSecret: string;
	/** Returns another answer to uploads and removals that were accepted; a test may set it between two runs. */
	alterUploads: MetaSandboxOptions['alterUploads'];
	private readonly windows: RateWindows;

	constructor(override readonly options: MetaSandboxOptions = {}) {
		super(options);
		this.token = options.token ?? 'EAAsandbox';
		this.appSecret = options.appSecret ?? 'sandbox-secret';
		this.alterUploads = options.alterUploads;
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
		if (request.path === '/sandbox/state') return { status: 200, body: this.describe() };
		const [, version, path = ''] = /^\/v(\d+)\.0\/(.*)$/.exec(request.path) ?? [];
		if (version === undefined) return fault(2500, undefined, 'Unknown path components');
		if (Number(version) < oldestVersion) {
			return fault(2635, undefined, 'You are calling a deprecated version of the Ads API.');
		}
		const refused = this.keyProblem(request) ?? this.overLimit();
		if (refused !== undefined) return refused;
		this.letTimePass();
		const [id, edge] = path.split('/');
		const answerOf =
			id === 'me'
				? answerMe
				: id.startsWith('act_')
					? answerAccount
					: this.adSets.has(id)
						? answerAdSet
						: answerAudience;
		const answer = answerOf(this, request, id, edge);
		const isUpload = request.method !== 'GET' && edge?.startsWith('users') && answer.status === 200;
		if (isUpload && this.alterUploads) return { ...answer, body: this.alterUploads(answer.body) };
		return this.options.repeatsPages ? repeated(answer, request) : answer;
	}

	private keyProblem({ headers, query }: ReceivedRequest): Answer | undefined {
		if (headers.authorization !== `Bearer ${this.token}`) {
			return fault(190, undefined, 'Invalid OAuth access token.', 401);
		}
		const proof = createHmac('sha256', this.appSecret).update(this.token).digest('hex');
		if (query.appsecret_proof === proof) return undefined;
		return fault(
			100,
			undefined,
			query.appsecret_proof === undefined
				? 'API calls from the server require an appsecret_proof argument'
				: 'Invalid appsecret_proof provided in the API argument',
		);
	}

	private overLimit(): Answer | undefined {
		if (!this.options.rateWindows) return undefined;
		const calls = this.options.callsPerHour ?? 190_000 + 40 * this.audiences.size;
		const taken = this.windows.take('custom_audience', [[hourMs, calls]]);
		if (!taken.isFull) return undefined;
		return {
			...fault(80003, 2446079, 'There have been too many calls to this ad-account.'),
			headers: usageHeader(this.accounts[0], Math.ceil(taken.retryAfter / 60)),
		};
	}
}

/** Answers `GET /me/adaccounts`. */
function answerMe(
	{ accounts }: MetaAccount,
	request: ReceivedRequest,
	_me: string,
	edge?: string,
): Answer {
	if (request.method !== 'GET' || edge !== 'adaccounts') return unknownEdge();
	return page(accounts, request, (id) => ({ id: `act_${id}`, name: `Account ${id}` }));
}
