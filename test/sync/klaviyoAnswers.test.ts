import { judgeKlaviyo } from '../../src/sync/klaviyo/api/judgeKlaviyo';
import { endpoints } from '../../src/sync/klaviyo/api/endpoints';
import type { Transport } from '../../src/sync/http/transport';
import { codes, noticeCodes, statuses, sync, type StartedKlaviyo } from '../support/klaviyoRun';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

/** Changes the answers to some requests. */
function answering(started: StartedKlaviyo, change: (request: Request, answer: Answer) => Answer) {
	const { transport } = started.context;
	const changed: Transport = async (request) => change(request, await transport(request));
	return { ...started, context: { ...started.context, transport: changed } };
}

type Request = Parameters<Transport>[0];
type Answer = Awaited<ReturnType<Transport>>;

const ann = { email: 'ann@example.com', tier: 'vip' };

it('stops where a page leads back to an earlier one', async () => {
	const started = answering(await startKlaviyo(), (request, answer) => {
		if (request.path !== '/api/profiles') return answer;
		const body = JSON.parse(answer.body) as Record<string, unknown>;
		const links = { next: 'https://a.klaviyo.com/api/profiles?page%5Bcursor%5D=same' };
		return { ...answer, body: JSON.stringify({ ...body, links }) };
	});
	const result = await sync(started, [ann], { operation: 'upsertProfiles' });
	expect(statuses(result)).toEqual(['deferred']);
	expect(result.summary).toMatchObject({ endedEarly: true });
	expect(started.sandbox.server.requests.length).toBeLessThan(5);
});

it.each([404, 410])(
	'calls nobody sent where the errors of an import are gone (%d)',
	async (status) => {
		const sandbox = await startKlaviyo();
		sandbox.sandbox.failImports((email) => (email === 'bob@example.com' ? 'invalid' : undefined));
		const started = answering(sandbox, (request, answer) =>
			request.path.endsWith('/import-errors')
				? { status, headers: {}, body: '{"errors":[{"code":"not_found"}]}' }
				: answer,
		);
		const rows = [ann, { email: 'bob@example.com' }];
		const result = await sync(started, rows, { operation: 'upsertProfiles' });
		expect(codes(result)).toEqual(['unconfirmed', 'unconfirmed']);
		expect(noticeCodes(result)).toContain('unnamedFailures');
		expect(result.summary).toMatchObject({ importsFailed: 1, endedEarly: false });
	},
);

it('advises to update where Klaviyo does not know a collection in this revision', () => {
	const answer = { status: 404, headers: {}, body: '{"errors":[{"code":"not_found"}]}' };
	const adviceOf = (name: 'get_lists' | 'get_list') => {
		const verdict = judgeKlaviyo(answer, endpoints[name], 0);
		return verdict.kind === 'failed' ? verdict.error.facts.advice : undefined;
	};
	expect(adviceOf('get_lists')).toMatch(/revision 20\d\d-\d\d-\d\d: update the package/);
	expect(adviceOf('get_list')).toContain('no longer exists: choose it again');
});

it('says how to find a job that was still running when the run ended', async () => {
	const started = await startKlaviyo({ jobMs: 3_600_000 });
	const result = await sync(started, [ann], { operation: 'upsertProfiles', maxWaitMinutes: 1 });
	expect(codes(result)).toEqual(['jobRunning']);
	expect(result.summary.jobIds).toEqual([expect.stringMatching(/\S/)]);
});

it('does not say that there is nothing to do where Klaviyo could not be read', async () => {
	const started = answering(await startKlaviyo(), (_request, answer) => ({
		...answer,
		status: 503,
	}));
	const result = await sync(started, [ann], { operation: 'upsertProfiles' });
	expect(statuses(result)).toEqual(['deferred']);
	expect(result.plan.sentence).not.toMatch(/nothing to do/i);
	expect(result.summary.plan).toContain('ended before it could be planned');
});
