import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { metaColumns } from '../../sandbox/meta/schemas';
import { matchKeys } from '../../src/sync/meta/people/matchKey';
import { audienceLabels, metaOptions } from '../../src/sync/meta/options';
import { mostRowsPerUpload } from '../../src/sync/meta/api/graph';
import { judgeMeta } from '../../src/sync/meta/api/judgeMeta';
import { syncToMeta } from '../../src/sync/meta/syncToMeta';
import { startMeta, stopSandboxes } from '../support/syncContext';

const path = join(
	__dirname,
	'..',
	'..',
	'..',
	'shared',
	'reference',
	'meta',
	'meta-custom-audience.trimmed.json',
);
const isThere = existsSync(path);
const describeWhereShared = isThere ? describe : describe.skip;
const title = isThere
	? 'the published parameters of Meta'
	: 'the published parameters of Meta (skipped: ../shared is not there)';

interface Api {
	method: string;
	endpoint?: string;
	name?: string;
	params: Array<{ name: string }>;
}

interface Published {
	nodes: Record<'CustomAudience' | 'AdAccount', { fields: Record<string, string>; apis: Api[] }>;
	overlay_v26: { enums: Record<string, string[]>; params: Record<string, Record<string, string>> };
	payload: {
		max_rows_per_call: number;
		schema_keys: string[];
		not_hashed: string[];
		session: Record<string, string>;
	};
	errors: Array<{ code: number; subcode?: number; class: string }>;
}

afterEach(stopSandboxes);

describeWhereShared(title, () => {
	const published = isThere ? (JSON.parse(readFileSync(path, 'utf8')) as Published) : undefined;
	const parametersOf = (node: 'CustomAudience' | 'AdAccount', method: string, edge: string) =>
		new Set(
			published?.nodes[node].apis
				.find((api) => api.method === method && (api.endpoint ?? api.name) === edge)
				?.params.map(({ name }) => name),
		);

	it('know every column of an upload, and how many rows one may have', () => {
		expect(Object.keys(metaColumns).sort()).toEqual(
			[...(published?.payload.schema_keys ?? [])].sort(),
		);
		for (const key of matchKeys) expect(published?.payload.schema_keys).toContain(key);
		expect(mostRowsPerUpload).toBe(published?.payload.max_rows_per_call);
	});

	it('know the labels that are offered, in both of their sources', () => {
		for (const [name, labels] of Object.entries(published?.overlay_v26.enums ?? {})) {
			for (const label of audienceLabels)
				expect({ name, labels }).toMatchObject({
					labels: expect.arrayContaining([label]) as unknown,
				});
		}
	});

	it('class the errors as they are judged', () => {
		const kinds: Record<string, string[]> = {
			throttle: ['throttled'],
			transient: ['transient', 'throttled'],
			auth: ['AuthenticationError'],
			tos: ['RejectedError'],
			permanent: ['RejectedError'],
			blocked: ['RejectedError'],
			restart: ['RejectedError'],
			'retry-later': ['throttled'],
			'transient-after-create': ['RejectedError'],
		};
		for (const { code, subcode, class: kind } of published?.errors ?? []) {
			const body = JSON.stringify({ error: { code, error_subcode: subcode } });
			const verdict = judgeMeta({ status: 400, headers: {}, body }, { doing: 'x', now: 0 });
			const found = verdict.kind === 'failed' ? verdict.error.name : verdict.kind;
			expect({ code, subcode, found: kinds[kind].includes(found) ? kind : found }).toEqual({
				code,
				subcode,
				found: kind,
			});
		}
	});

	it('know every parameter of every request', async () => {
		const { sandbox, context } = await startMeta();
		const best = sandbox.addAudience('Best');
		const rows = [
			{
				customerId: 'c1',
				email: 'ann@example.com',
				adConsent: true,
				predictedClv: 3,
				wantsToLeave: true,
			},
		];
		const byName = {
			by: 'name',
			name: 'A',
			exclusionOnly: true,
			labels: ['AT_RISK'],
			retentionDays: 30,
			description: 'x',
		};
		const source = { by: 'id', id: best.id };
		for (const given of [
			{ operation: 'addToAudience', audience: byName, limitedDataUse: 'automatic' },
			{ operation: 'valueBasedAudience', audience: { by: 'name', name: 'V' } },
			{ operation: 'replaceAudience', audience: source },
			{ operation: 'removeFromAudience', audience: source },
			{ operation: 'removeEverywhere', requestField: 'wantsToLeave' },
			{ operation: 'createLookalike', audience: source, name: 'L', countries: ['US', 'CA'] },
			{ operation: 'audienceStatus', audience: source },
		]) {
			const options = metaOptions.parse({
				...given,
				adAccountId: sandbox.accounts[0],
				dryRun: false,
			});
			await syncToMeta(rows, undefined, options, context);
		}
		const recent = published?.overlay_v26.params['POST /act_{id}/customaudiences'] ?? {};
		let checked = 0;
		for (const { method, path: requestPath, json, query } of sandbox.server.requests) {
			const [, , first, edge] = requestPath.split('/');
			const node = first.startsWith('act_') ? 'AdAccount' : 'CustomAudience';
			const described = edge === undefined ? node : 'CustomAudience';
			for (const field of query.fields?.split(',') ?? []) {
				const isKnown = field in (published?.nodes[described].fields ?? {});
				expect({ field, isKnown }).toEqual({ field, isKnown: true });
			}
			if (json === undefined) continue;
			const known = parametersOf(node, method, edge ?? '#update');
			for (const name of Object.keys(json as object)) {
				// Published only for newer audiences, or only in the guide.
				if (name in recent || name === 'audience_labels') continue;
				expect({ method, edge, name, isKnown: known.has(name) }).toEqual({
					method,
					edge,
					name,
					isKnown: true,
				});
				checked++;
			}
			const { session } = json as { session?: Record<string, unknown> };
			for (const name of Object.keys(session ?? {})) {
				expect(Object.keys(published?.payload.session ?? {})).toContain(name);
			}
		}
		expect(checked).toBeGreaterThan(10);
	});
});
