import axios from 'axios';
import { stringify } from 'flatted';
import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import type {
	IDataObject,
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeType,
	Logger,
} from 'n8n-workflow';
import { htmlPage, type Answer, type Fault } from '../../sandbox/server';
import { runWorkflow } from '../../harness/engine/runWorkflow';
import { builtTypes, runSingle } from '../support/singleNode';
import { startGoogle, startKlaviyo, startMeta, stopSandboxes } from '../support/syncContext';

const marked = {
	customerId: 'c1',
	email: 'marker.person@marker-mail.com',
	phone: '+16505550123',
	firstName: 'Markerfirst',
	churnRisk: 50,
	adConsent: true,
};

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const secrets = new RegExp(
	[
		'marker',
		'6505550',
		'pk_sandbox',
		'EAAsandbox',
		'ya29',
		'-----BEGIN',
		hashOf(marked.phone),
		'sandbox-secret',
		'appsecret_proof',
		hashOf(marked.email),
		hashOf(marked.phone.slice(1)),
	].join('|'),
	'i',
);

const quoting = (status: number, code: number): Answer => ({
	status,
	body: {
		errors: [
			{
				id: 'e1',
				code: 'invalid',
				title: 'Invalid value marker.person@marker-mail.com',
				detail: 'marker.person@marker-mail.com +16505550123 pk_sandbox',
			},
		],
		error: {
			code,
			message: 'marker.person@marker-mail.com EAAsandbox',
			error_user_msg: 'Markerfirst',
		},
	},
});

const faults: ReadonlyArray<readonly [string, Fault]> = [
	['401', { answer: quoting(401, 190) }],
	['a 400 that quotes what was sent', { answer: quoting(400, 100) }],
	['a page of HTML', { answer: htmlPage }],
	['no answer', { drop: 'before' }],
	['an answer that is lost', { drop: 'after' }],
];

/** Makes waits a hundred times shorter: six attempts would take half a minute. */
function hurry() {
	const atFullLength = setTimeout;
	const soon = (work: () => void, ms = 0) => atFullLength(work, ms / 100);
	jest.spyOn(globalThis, 'setTimeout').mockImplementation(soon as unknown as typeof setTimeout);
}

/** The log that n8n gives to nodes, and all that is written to it from now on. */
async function watchLog(): Promise<unknown[]> {
	let logger: Logger | undefined;
	const listener = {
		...builtTypes.computeRfm,
		execute(this: IExecuteFunctions) {
			logger = this.logger;
			return Promise.resolve([[]]);
		},
	} as unknown as INodeType;
	const at = (name: string, type: string) => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: {},
	});
	await runWorkflow(
		{
			nodes: [at('Start', 'n8n-nodes-base.manualTrigger'), at('Listener', 'listener')],
			connections: { Start: { main: [[{ node: 'Listener', type: 'main', index: 0 }]] } },
		},
		{ types: { listener } },
	);
	const written: unknown[] = [];
	for (const level of ['debug', 'info', 'warn', 'error'] as const) {
		jest.spyOn(logger as Logger, level).mockImplementation((...given) => void written.push(given));
	}
	return written;
}

afterEach(async () => {
	jest.restoreAllMocks();
	await stopSandboxes();
});

const platforms = {
	syncToKlaviyo: {
		start: async () => {
			const { sandbox, baseUrl } = await startKlaviyo({ now: Date.now, jobMs: 0 });
			const credentials = { customerValueKlaviyoApi: { apiKey: sandbox.key, baseUrl } };
			return { sandbox, credentials };
		},
		parameters: { dryRun: false },
		searches: ['searchLists'],
	},
	syncToMeta: {
		start: async () => {
			const { sandbox, baseUrl } = await startMeta({ now: Date.now });
			sandbox.addAudience('Customers A');
			const credentials = {
				customerValueMetaApi: {
					accessToken: sandbox.token,
					appSecret: sandbox.appSecret,
					graphVersion: 'v26.0',
					baseUrl,
				},
			};
			return { sandbox, credentials };
		},
		parameters: {
			dryRun: false,
			adAccountId: { __rl: true, mode: 'id', value: 'act_1234567890' },
			audience: { __rl: true, mode: 'name', value: 'Customers A' },
			options: { firstRun: true },
		},
		searches: ['searchAdAccounts', 'searchAudiences'],
	},
	syncToGoogle: {
		start: async () => {
			const { sandbox, baseUrl } = await startGoogle({ now: Date.now });
			sandbox.addList('Customers A');
			const credentials = {
				customerValueGoogleServiceAccountApi: {
					email: sandbox.tokens.serviceEmail,
					privateKey: sandbox.tokens.privateKey,
					accessToken: sandbox.token,
					baseUrl,
				},
			};
			return { sandbox, credentials };
		},
		parameters: {
			authentication: 'serviceAccount',
			dryRun: false,
			accountId: '1234567890',
			audience: { __rl: true, mode: 'name', value: 'Customers A' },
			options: { firstRun: true, termsAccepted: true },
		},
		searches: ['searchLists'],
	},
} as const;

type Platform = keyof typeof platforms;
const nodes = Object.keys(platforms) as Platform[];

describe.each(nodes)('%s', (type) => {
	const { start, parameters, searches } = platforms[type];

	it.each(
		faults.flatMap(([name, fault]) =>
			['GET', 'POST'].map((method) => [name, method, fault] as const),
		),
	)('keeps nothing personal and no key after %s to a %s', async (_name, method, fault) => {
		const log = await watchLog();
		hurry();
		const { sandbox, credentials } = await start();
		sandbox.server.fail({ method, times: 99, ...fault });
		const done = await runSingle(type, parameters as IDataObject, [{ json: marked }], {
			credentials,
		});
		expect(sandbox.server.faultsMet.length).toBeGreaterThan(0);
		const [task] = done.runs.Node;
		const { data, ...kept } = task;
		const outcome = (data?.main[0] ?? []).map(({ json }) =>
			Object.entries(json).filter(([name]) => /Sync(Status|Reason|Explanation)$/.test(name)),
		);
		expect(done.error !== undefined || outcome.length === 1).toBe(true);
		const stored = [
			stringify({ error: done.run.data.resultData.error, kept, outcome }),
			stringify(data?.main[2] ?? []),
			stringify(done.hints('Node')),
			inspect(done.error, { depth: 12, showHidden: true }).replace(/^\s+at .*$/gm, ''),
			inspect(log, { depth: 12 }),
		].join('\n');
		expect(stored).not.toMatch(secrets);
	});

	it.each(
		searches.flatMap((search) => faults.map(([name, fault]) => [search, name, fault] as const)),
	)('%s says nothing personal and no key after %s', async (search, _name, fault) => {
		hurry();
		const { sandbox, credentials } = await start();
		sandbox.server.fail({ times: 99, ...fault });
		const given = Object.values(credentials)[0] as Readonly<Record<string, string>>;
		const list = builtTypes[type].methods?.listSearch?.[search];
		const { isDone, error } = await searched(list, given);
		expect(isDone).toBe(false);
		expect(sandbox.server.faultsMet.length).toBeGreaterThan(0);
		const said = stringify([error]) + inspect(error, { depth: 12, showHidden: true });
		expect(said.replace(/^\s+at .*$/gm, '')).not.toMatch(secrets);
	});
});

type Search = NonNullable<NonNullable<INodeType['methods']>['listSearch']>[string];

/** Fills a dropdown as the editor does, with a real request. */
async function searched(list: Search | undefined, given: Readonly<Record<string, string>>) {
	const editor = {
		getCredentials: () => Promise.resolve(given),
		getTimezone: () => 'UTC',
		getNode: () => ({ name: 'Node', type: 'sync', typeVersion: 1, parameters: {} }),
		getCurrentNodeParameter: (name: string) =>
			name === 'adAccountId' ? 'act_1234567890' : '1234567890',
		helpers: {
			httpRequestWithAuthentication: (
				_type: string,
				{ url, method }: { url: string; method: string },
			) =>
				axios
					.request({
						url,
						method,
						proxy: false,
						validateStatus: () => true,
						responseType: 'text',
						headers: { authorization: `Bearer ${given.accessToken ?? given.apiKey}` },
					})
					.then(({ status, headers, data }) => ({
						statusCode: status,
						headers,
						body: data as string,
					})),
		},
	} as unknown as ILoadOptionsFunctions;
	const [end] = await Promise.allSettled([list?.call(editor, 'marker')]);
	return end.status === 'fulfilled'
		? { isDone: true, error: undefined }
		: { isDone: false, error: end.reason as unknown };
}
