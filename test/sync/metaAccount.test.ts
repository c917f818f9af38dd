import { usageHeader } from '../../sandbox/meta/answers';
import type { MetaSandboxOptions } from '../../sandbox/meta/metaSandbox';
import { htmlPage } from '../../sandbox/server';
import { findAudiences } from '../../src/sync/meta/audience/findAudiences';
import { metaOptions } from '../../src/sync/meta/options';
import { syncToMeta } from '../../src/sync/meta/syncToMeta';
import { TransientError } from '../../src/sync/http/errors';
import { startMeta, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

type Started = Awaited<ReturnType<typeof startMeta>>;

const customers = (count: number) =>
	Array.from({ length: count }, (_, place) => ({
		customerId: `c${place}`,
		email: `p${place}@example.com`,
		adConsent: true,
		predictedClv: place,
	}));
const byName = { by: 'name', name: 'Customers A' } as const;

function run({ context, sandbox }: Started, given: Record<string, unknown>, rows = customers(3)) {
	return syncToMeta(
		rows,
		undefined,
		metaOptions.parse({ dryRun: false, adAccountId: sandbox.accounts[0], ...given }),
		context,
	);
}

const codesOf = ({ notices }: { notices: ReadonlyArray<{ code: string }> }) =>
	notices.map(({ code }) => code);

describe('an audience by its ID', () => {
	const accounts = ['11', '22'];
	const owner = { accountId: 'act_22' };

	it.each([
		'addToAudience',
		'removeFromAudience',
		'replaceAudience',
		'createLookalike',
		'audienceStatus',
	])('is refused where it belongs to another ad account: %s', async (operation) => {
		const started = await startMeta({ accounts });
		const { id } = started.sandbox.addAudience('Of client B', owner);
		const audience = { by: 'id', id };
		const more = operation === 'createLookalike' ? { name: 'L', countries: ['US'] } : {};
		const run1 = run(started, { operation, audience, ...more });
		await expect(run1).rejects.toThrow(/"Ad Account" \(act_11\).* belongs to act_22/);
		await expect(run1).rejects.toMatchObject({ field: 'audience' });
		expect(started.sandbox.membersOf(id)).toEqual([]);
	});

	it('is taken where its owner shares it with the ad account', async () => {
		const started = await startMeta({ accounts });
		const { id } = started.sandbox.addAudience('Shared', { ...owner, sharedWith: ['act_11'] });
		await run(started, { operation: 'addToAudience', audience: { by: 'id', id } });
		expect(started.sandbox.membersOf(id)).toHaveLength(3);
	});

	it('is refused where Meta does not say with whom it is shared', async () => {
		const started = await startMeta({ accounts });
		const { id } = started.sandbox.addAudience('Of client B', owner);
		started.sandbox.server.fail({
			path: /adaccounts$/,
			answer: { status: 403, body: { error: { code: 200 } } },
		});
		await expect(
			run(started, { operation: 'addToAudience', audience: { by: 'id', id } }),
		).rejects.toMatchObject({ field: 'audience' });
	});
});

describe('an audience that Meta keeps from being written to', () => {
	it.each([
		['addToAudience', 471, 'flagged'],
		['removeFromAudience', 471, 'flagged'],
		['addToAudience', 470, 'inactive account'],
		['mirrorAudience', 500, 'in an error'],
	])('is refused before anything is sent: %s, status %d', async (operation, status, words) => {
		const started = await startMeta();
		started.sandbox.addAudience('Customers A', { status });
		await expect(run(started, { operation, audience: byName })).rejects.toMatchObject({
			code: `audienceStatus${status}`,
			message: expect.stringContaining(words) as string,
		});
		expect(started.sandbox.server.requests.every(({ method }) => method === 'GET')).toBe(true);
	});

	it('stops nothing where nothing is to be sent', async () => {
		const started = await startMeta();
		started.sandbox.addAudience('Customers A', { status: 471 });
		const rows = customers(1).map((row) => ({ ...row, adConsent: false }));
		const result = await run(started, { operation: 'addToAudience', audience: byName }, rows);
		expect(result.summary).toMatchObject({ skipped: 1 });
	});
});

describe('settings of an audience that is created', () => {
	const settings = {
		description: 'x',
		labels: ['AT_RISK'],
		exclusionOnly: true,
		retentionDays: 30,
		customerFileSource: 'PARTNER_PROVIDED_ONLY',
	};
	const add = { operation: 'addToAudience' };
	const code = 'settingsOfCreation';

	it('change nothing of one that is there, which is said', async () => {
		const started = await startMeta();
		const { id } = started.sandbox.addAudience('Customers A', {
			description: '',
			customerFileSource: 'USER_PROVIDED_ONLY',
		});
		const byId = await run(started, { ...add, audience: { by: 'id', id, ...settings } });
		const [notice] = byId.notices.filter((each) => each.code === code);
		expect(notice.message).toMatch(
			/"Audience Description", "Audience Labels", "Data Source", "For Exclusion Only", "Retention \(Days\)" apply/,
		);
		const named = await run(started, { ...add, audience: { ...byName, ...settings } });
		expect(codesOf(named)).toContain(code);
	});

	it('are not mentioned where it was created with them, or where none is given', async () => {
		const started = await startMeta();
		const given = { ...add, audience: { ...byName, ...settings } };
		await run(started, given);
		expect(codesOf(await run(started, given))).not.toContain(code);
		const [id] = started.sandbox.audiences.keys();
		const byId = await run(started, { ...add, audience: { by: 'id', id } });
		expect(codesOf(byId).filter((each) => each === code)).toEqual([]);
	});
});

describe('the terms of the ad account', () => {
	const nothing: MetaSandboxOptions = { terms: {} };
	const plainOnly: MetaSandboxOptions = { terms: { custom_audience_tos: 1 } };
	const refused: MetaSandboxOptions = {
		terms: { custom_audience_tos: 0, value_based_custom_audience_tos: 1 },
	};
	const add = { operation: 'addToAudience', audience: byName };
	const valueBased = { operation: 'valueBasedAudience', audience: byName };

	it.each([
		['none is accepted', nothing, add, /Custom Audience terms .*customaudiences\/tos/],
		['they are refused', refused, add, /Custom Audience terms/],
		['those of value-based ones are not', plainOnly, valueBased, /value-based .*value_based\/tos/],
	])('stop a run before anything is created where %s', async (_what, terms, options, sentence) => {
		const started = await startMeta(terms);
		await expect(run(started, options)).rejects.toMatchObject({
			code: 'termsNotAccepted',
			message: expect.stringMatching(sentence) as string,
		});
		expect(started.sandbox.server.requests.every(({ method }) => method === 'GET')).toBe(true);
		const shown = await run(started, { ...options, dryRun: true });
		expect(codesOf(shown)).toContain('termsNotAccepted');
	});

	it('stop a lookalike of a value-based audience', async () => {
		const started = await startMeta(plainOnly);
		const { id } = started.sandbox.addAudience('Best', { isValueBased: true });
		const options = { audience: { by: 'id', id }, name: 'Like them', countries: ['US'] };
		await expect(run(started, { operation: 'createLookalike', ...options })).rejects.toMatchObject({
			code: 'termsNotAccepted',
		});
	});

	it.each([
		['says nothing of them', { tellsTerms: false }, undefined],
		['gives no map', {}, { status: 200, body: { id: 'act_1', tos_accepted: [] } }],
		['does not let them be read', {}, { status: 403, body: { error: { code: 10 } } }],
		[
			'has the word of the user',
			{},
			{ status: 200, body: { tos_accepted: {}, user_tos_accepted: { custom_audience_tos: 1 } } },
		],
	])('stop nothing where Meta %s', async (_what, given, answer) => {
		const started = await startMeta(given);
		if (answer !== undefined) {
			started.sandbox.server.fail({ method: 'GET', path: /\/act_\d+$/, answer });
		}
		const result = await run(started, add);
		expect(result.summary).toMatchObject({ sent: 3 });
	});

	it('are not asked for where nothing is to be added', async () => {
		const started = await startMeta(nothing);
		started.sandbox.addAudience('Customers A');
		const rows = customers(1).map((row) => ({ ...row, adConsent: false }));
		const result = await run(started, add, rows);
		expect(result.summary).toMatchObject({ skipped: 1 });
		const asked = started.sandbox.server.requests.map(({ query }) => query.fields ?? '');
		expect(asked.join()).not.toContain('tos_accepted');
	});
});

describe('creating', () => {
	const lost = [
		['a lost answer', { drop: 'after' as const }],
		['a 504 after it has acted', { acts: true, answer: { status: 504 } }],
		['a page of HTML after it has acted', { acts: true, answer: htmlPage }],
		[
			'code 2 after it has acted',
			{ acts: true, answer: { status: 500, body: { error: { code: 2 } } } },
		],
		['a 504 before it has acted', { answer: { status: 504 } }],
	] as const;
	const creation = { method: 'POST', path: /customaudiences$/ };

	it.each(lost)('makes one audience at %s, though Meta knows it late', async (_what, fault) => {
		const started = await startMeta({ lagMs: 4000 });
		started.sandbox.server.fail({ ...creation, ...fault });
		const result = await run(started, { operation: 'addToAudience', audience: byName });
		expect(result.summary).toMatchObject({ sent: 3 });
		expect(started.sandbox.audiences.size).toBe(1);
	});

	it.each(lost)('makes one lookalike at %s', async (_what, fault) => {
		const started = await startMeta();
		const { id } = started.sandbox.addAudience('Best');
		started.sandbox.server.fail({ ...creation, ...fault });
		const options = { audience: { by: 'id', id }, name: 'Like them', countries: ['US'] };
		const result = await run(started, { operation: 'createLookalike', ...options });
		const [, made] = started.sandbox.audiences.keys();
		expect(result.summary).toMatchObject({ audienceId: made });
		expect(started.sandbox.audiences.size).toBe(2);
	});

	it('gives up where Meta stays out of order', async () => {
		const started = await startMeta();
		started.sandbox.server.fail({ ...creation, times: 99, answer: { status: 504 } });
		const result = await run(started, { operation: 'addToAudience', audience: byName });
		expect(result.stopped).toBeInstanceOf(TransientError);
	});

	it.each([
		[{ knowsLabels: false }, ['audienceWithoutLabels'], 'EXCLUSION_ONLY', []],
		[
			{ knowsLabels: false, knowsRestrictions: false },
			['audienceWithoutLabels', 'audienceWithoutRestriction'],
			undefined,
			[],
		],
	])(
		'gives up the labels first, and the restriction only where it must: %j',
		async (given, notices, restriction, labels) => {
			const started = await startMeta(given);
			const audience = { ...byName, exclusionOnly: true, labels: ['X'] };
			const result = await run(started, { operation: 'addToAudience', audience });
			expect(codesOf(result).filter((code) => code.startsWith('audienceWithout'))).toEqual(notices);
			expect([...started.sandbox.audiences.values()]).toMatchObject([{ restriction, labels }]);
		},
	);

	it('takes no other fault for one of the labels', async () => {
		const started = await startMeta();
		started.sandbox.server.fail({
			...creation,
			answer: { status: 400, body: { error: { code: 100, error_subcode: 33 } } },
		});
		const audience = { ...byName, labels: ['X'] };
		await expect(run(started, { operation: 'addToAudience', audience })).rejects.toMatchObject({
			facts: { code: '100/33' },
		});
	});
});

describe('a lookalike', () => {
	const options = { operation: 'createLookalike', name: 'Like them', countries: ['US', 'CA'] };

	async function startWithTwin() {
		const started = await startMeta();
		const { id } = started.sandbox.addAudience('Best');
		const audience = { by: 'id', id };
		await run(started, { ...options, audience, name: 'Twin', countries: ['CA', 'US'] });
		return { started, audience, twin: [...started.sandbox.audiences.keys()][1] };
	}

	it.each([1_713_007, undefined])(
		'of the same source, size and place is found, with subcode %p',
		async (error_subcode) => {
			const { started, audience, twin } = await startWithTwin();
			started.sandbox.server.fail({
				method: 'POST',
				answer: { status: 400, body: { error: { code: 2654, error_subcode } } },
			});
			const result = await run(started, { ...options, audience });
			const [notice] = result.notices.filter(({ code }) => code === 'lookalikeExists');
			expect(notice.message).toContain('"Twin"');
			expect(result.summary).toMatchObject({ audienceId: twin });
		},
	);

	it('that Meta can not make for another reason is an error', async () => {
		const { started, audience } = await startWithTwin();
		started.sandbox.server.fail({
			method: 'POST',
			answer: { status: 400, body: { error: { code: 2654, error_subcode: 1_713_999 } } },
		});
		await expect(run(started, { ...options, audience, ratio: 0.05 })).rejects.toMatchObject({
			facts: { code: '2654/1713999' },
		});
	});

	it('whose name others have is refused under the name, not the audience', async () => {
		const started = await startMeta();
		const { id } = started.sandbox.addAudience('Best');
		for (const name of ['Like them', 'Like them']) started.sandbox.addAudience(name);
		await expect(run(started, { ...options, audience: { by: 'id', id } })).rejects.toMatchObject({
			field: 'name',
		});
	});

	it.each([0.015, 0.0101])('has a size in whole percent: %d is none', (ratio) => {
		const given = { ...options, adAccountId: '1', audience: { by: 'id', id: '1' } };
		expect(metaOptions.safeParse({ ...given, ratio }).success).toBe(false);
		for (let percent = 1; percent <= 20; percent++) {
			expect(metaOptions.safeParse({ ...given, ratio: percent / 100 }).success).toBe(true);
		}
	});
});

describe('lists of audiences', () => {
	it('are read in smaller pages where Meta finds them too large', async () => {
		const started = await startMeta();
		for (let place = 0; place < 60; place++) started.sandbox.addAudience(`Audience ${place}`);
		const message = "Please reduce the amount of data you're asking for, then retry your request";
		started.sandbox.server.fail({
			times: 2,
			answer: { status: 500, body: { error: { code: 1, message } } },
		});
		const found = await findAudiences(`act_${started.sandbox.accounts[0]}`, '', started.context);
		expect(found).toHaveLength(60);
		expect(started.clock.slept).toBe(0);
		const limits = started.sandbox.server.requests.map(({ query }) => Number(query.limit));
		expect(limits.slice(0, 3)).toEqual([50, 25, 12]);
	});
});

describe('sessions of uploads', () => {
	const sessionsOf = ({ sandbox }: Started) =>
		sandbox.server.exchanges
			.filter(({ request, answer }) => request.path.endsWith('/users') && answer.status === 200)
			.map(
				({ request }) => (request.json as { session: Record<string, number | boolean> }).session,
			);

	it('number their batches, mark the last one, and count the whole', async () => {
		const started = await startMeta();
		const result = await run(
			started,
			{ operation: 'addToAudience', audience: byName },
			customers(25_000),
		);
		const sessions = sessionsOf(started);
		expect(new Set(sessions.map(({ session_id: id }) => id)).size).toBe(1);
		expect(sessions.map(({ batch_seq, last_batch_flag }) => [batch_seq, last_batch_flag])).toEqual([
			[1, false],
			[2, false],
			[3, true],
		]);
		expect(sessions[0].estimated_num_total).toBe(25_000);
		expect(result.summary).toMatchObject({ sent: 25_000, received: 25_000 });
		expect(codesOf(result)).not.toContain('readBackDiffers');
	}, 20_000);

	it('keep their numbers in order where a batch is refused and halved, or its answer is lost', async () => {
		const started = await startMeta();
		started.sandbox.addAudience('Customers A');
		const refusal = { status: 400, body: { error: { code: 100 } } };
		const users = { method: 'POST', path: /\/users$/ };
		started.sandbox.server.fail({ ...users, answer: refusal });
		started.sandbox.server.fail({ ...users, drop: 'after' });
		const result = await run(started, { operation: 'addToAudience', audience: byName });
		expect(result.summary).toMatchObject({ sent: 3, received: 3 });
		const sessions = sessionsOf(started);
		expect(sessions.map(({ batch_seq, last_batch_flag }) => [batch_seq, last_batch_flag])).toEqual([
			[1, false],
			[1, false],
			[2, true],
		]);
	});
});

describe('the progress of an upload', () => {
	const add = { operation: 'addToAudience', audience: byName };

	it('is looked at once, and may be "uploading" for good', async () => {
		const started = await startMeta();
		const result = await run(started, add);
		expect(result.summary).toMatchObject({
			sent: 3,
			uploadStage: 'uploading',
			uploadProgressPercent: 0,
			uploadReceived: 3,
			uploadInvalid: 0,
		});
		expect(result.summary).not.toHaveProperty('uploadMatched');
		expect(started.clock.slept).toBe(0);
	});

	it('is followed until Meta has ended it, or the time is up', async () => {
		const ending = await startMeta({ sessionMs: 20_000 });
		const ended = await run(ending, { ...add, waitForMetaMinutes: 5 });
		expect(ended.summary).toMatchObject({ uploadStage: 'finished', uploadMatched: 1 });
		expect(ending.clock.slept).toBe(30_000);
		const endless = await startMeta();
		const waited = await run(endless, { ...add, waitForMetaMinutes: 2 });
		expect(waited.summary).toMatchObject({ sent: 3, uploadStage: 'uploading' });
		expect(endless.clock.slept).toBe(120_000);
	});

	it('is told with the status of the audience, the latest upload first', async () => {
		const started = await startMeta({ sessionMs: 0 });
		await run(started, add);
		await started.clock.sleep(60_000);
		await run(started, add, customers(5));
		const status = await run(started, { operation: 'audienceStatus', audience: byName });
		expect(status.summary).toMatchObject({ uploadReceived: 5, uploadStage: 'finished' });
	});

	it('costs nothing where Meta does not tell it', async () => {
		const started = await startMeta();
		const answer = { status: 400, body: { error: { code: 100 } } };
		started.sandbox.server.fail({ path: /sessions$/, answer });
		const result = await run(started, add);
		expect(result.summary).toMatchObject({ sent: 3, matchedAtLeast: 1000 });
		expect(result.summary).not.toHaveProperty('uploadStage');
	});
});

describe('the limit of requests', () => {
	it.each([
		['addToAudience', { audience: byName }, 25_000, 4],
		[
			'removeFromAudience',
			{ audience: byName, maxRemovalShare: 1, maxRemovals: 99_999 },
			12_000,
			2,
		],
		['replaceAudience', { audience: byName }, 12_000, 2],
		['createLookalike', { audience: byName, name: 'L', countries: ['US'] }, 1, 1],
	])('is planned with: %s', async (operation, given, count, requests) => {
		const started = await startMeta();
		if (operation !== 'addToAudience') started.sandbox.addAudience('Customers A');
		const options = { operation, ...given };
		const shown = await run(started, { ...options, dryRun: true }, customers(count));
		expect(shown.summary).toMatchObject({ plannedRequests: requests });
		await run(started, options, customers(count));
		const { requests: sent } = started.sandbox.server;
		expect(sent.filter(({ method }) => method !== 'GET')).toHaveLength(requests);
	});

	it.each([
		[79, false],
		[80, true],
	])('used up to %d %% is in the summary; warned of: %p', async (percent, isWarned) => {
		const started = await startMeta();
		const header = 'x-business-use-case-usage';
		const usage = { 1: [{ type: 'custom_audience', call_count: 3, total_time: percent }] };
		started.sandbox.server.fail({
			method: 'GET',
			answer: {
				status: 200,
				headers: { [header]: JSON.stringify(usage) },
				body: { data: [], paging: {} },
			},
		});
		const result = await run(started, { operation: 'addToAudience', audience: byName });
		expect(result.summary).toMatchObject({ limitUsedPercent: percent });
		expect(codesOf(result).includes('limitNearlyReached')).toBe(isWarned);
	});

	it('is not reached by what other requests of the app have used up', async () => {
		const started = await startMeta();
		started.sandbox.addAudience('Customers A');
		const header = 'x-business-use-case-usage';
		const headers = {
			[header]: usageHeader('1', 55)[header].replace('custom_audience', 'ads_insights'),
		};
		const page = { data: [], paging: {} };
		started.sandbox.server.fail({ method: 'GET', answer: { status: 200, headers, body: page } });
		const result = await run(started, { operation: 'addToAudience', audience: byName });
		expect(result.stopped).toBeUndefined();
		expect(started.clock.slept).toBe(0);
	});
});
