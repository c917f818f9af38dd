import { createHash } from 'node:crypto';
import type { IDataObject, INode, IRun } from 'n8n-workflow';
import type { SandboxAudience } from '../../sandbox/meta/account';
import type { MetaSandbox } from '../../sandbox/meta/metaSandbox';
import type { Sandboxes } from '../../sandbox/sandboxes';
import { clickExecute, makeDataTable } from '../support/clickExecute';
import { isFirstLine } from '../support/endToEndSetup';
import { changedExample, importIntoN8n, rowsOf, startExpectedSandboxes } from '../support/n8n';

const slug = 'meta-lookalike-and-suppression';
const syncs = ['Leave out of ads', 'Fill the seed', 'Create the lookalike'] as const;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
/** How Meta identifies a customer: by the hashed email, or the hashed digits of the phone. */
const hashOf = ({ email, phone }: IDataObject) =>
	typeof email === 'string'
		? sha256(email.trim().toLowerCase())
		: sha256(String(phone).replace(/\D/g, ''));
const canBeFound = ({ email, phone }: IDataObject) =>
	typeof email === 'string' || typeof phone === 'string';

const writes = (meta: MetaSandbox) =>
	meta.server.requests.filter(({ method }) => method !== 'GET').length;
const planOf = (run: IRun, node: string) => rowsOf(run, node, 2)[0]?.plan;

function audienceNamed(meta: MetaSandbox, name: string): SandboxAudience {
	const found = [...meta.audiences.values()].find((audience) => audience.name === name);
	if (found === undefined) throw new Error(`There is no audience "${name}".`);
	return found;
}

/** In n8n 1 a person creates the table and selects it, as the workflow's note says. */
const makeTable = () =>
	makeDataTable('meta_last_synced', [
		{ name: 'customerId', type: 'string' },
		{ name: 'metaAudienceId', type: 'string' },
		{ name: 'metaMatchKeys', type: 'string' },
		{ name: 'metaInAudience', type: 'boolean' },
		{ name: 'metaSyncedAt', type: 'string' },
	]);

describe(`${slug} in n8n`, () => {
	let sandboxes: Sandboxes;
	let meta: MetaSandbox;
	let dryRun: IRun;
	let audiencesAfterDryRun: string[];
	let writesInDryRun: number;
	let real: IRun;
	let again: IRun;
	let writesBefore: number;
	beforeAll(async () => {
		sandboxes = await startExpectedSandboxes();
		meta = sandboxes.meta;
		const table = isFirstLine() ? await makeTable() : undefined;
		const chooseTable = (node: (name: string) => INode) => {
			if (table === undefined) return;
			for (const name of ['Last Synced', 'Remember']) {
				node(name).parameters.dataTableId = { __rl: true, mode: 'id', value: table };
			}
		};
		const asItIs = changedExample(slug, 'metaAsItIs', chooseTable);
		// Without the dry run, on a fixed day, in case midnight passes.
		const forReal = changedExample(slug, 'metaForReal', (node) => {
			chooseTable(node);
			node('Settings').parameters.jsonOutput = '{ "dryRun": false }';
			node('Sample Shop').parameters.options = { asOf: '2026-06-30' };
			node('Compute RFM').parameters.asOf = '2026-06-30';
			const leaveOut = node('Build Suppression List').parameters;
			leaveOut.options = { ...(leaveOut.options as IDataObject), outputFields: 'all' };
		});
		await importIntoN8n([asItIs, forReal]);
		dryRun = await clickExecute('metaAsItIs');
		audiencesAfterDryRun = [...meta.audiences.values()].map(({ name }) => name);
		writesInDryRun = writes(meta);
		real = await clickExecute('metaForReal');
		writesBefore = writes(meta);
		again = await clickExecute('metaForReal');
	}, 600_000);
	afterAll(() => sandboxes.stop());

	it('shows a plan for both audiences and the lookalike first, and changes nothing', () => {
		expect(dryRun.data.resultData.error).toBeUndefined();
		expect(planOf(dryRun, 'Leave out of ads')).toMatch(/^Customers to leave out: \d+ added\.$/);
		expect(planOf(dryRun, 'Fill the seed')).toMatch(
			/^Our best customers: \d+ added; skipped: \d+ without explicit consent\.$/,
		);
		expect(planOf(dryRun, 'Create the lookalike')).toBe('Like our best customers: 1 added.');
		expect(writesInDryRun).toBe(0);
		expect(audiencesAfterDryRun).toEqual(['Customers A']);
		expect(rowsOf(dryRun, 'Remember')).toEqual([]);
	});

	it('fills the audience of those to leave out with exactly their hashes', () => {
		expect(real.data.resultData.error).toBeUndefined();
		const chosen = rowsOf(real, 'Leave out?').filter(canBeFound);
		expect(chosen.length).toBeGreaterThan(500);
		const audience = audienceNamed(meta, 'Customers to leave out');
		expect(audience.restriction).toBe('EXCLUSION_ONLY');
		expect([...audience.members.keys()].sort()).toEqual([...new Set(chosen.map(hashOf))].sort());
	});

	it('leaves out recent buyers, the best, regulars, and low value that has long been silent', () => {
		const chosen = rowsOf(real, 'Leave out?');
		const why = (code: string) =>
			chosen.filter(({ suppressionReasons }) => String(suppressionReasons).includes(`:${code}`));
		for (const code of ['recentBuyer', 'topCustomer', 'repeatBuyer', 'retargetingTooLate']) {
			expect(why(code).length).toBeGreaterThan(0);
		}
	});

	it('fills the seed with the best who agreed, each with what they are expected to bring', () => {
		const chosen = rowsOf(real, 'In the seed?').filter(
			(row) => row.emailConsent === true && canBeFound(row),
		);
		expect(chosen.length).toBeGreaterThan(100);
		const audience = audienceNamed(meta, 'Our best customers');
		expect(audience.isValueBased).toBe(true);
		const values = new Map(
			[...audience.members].map(([key, row]) => [key, row.get('LOOKALIKE_VALUE')]),
		);
		expect(values).toEqual(new Map(chosen.map((row) => [hashOf(row), row.predictedClv])));
	});

	it('makes the lookalike from the seed', () => {
		const seed = audienceNamed(meta, 'Our best customers');
		const lookalike = audienceNamed(meta, 'Like our best customers');
		expect(lookalike.subtype).toBe('LOOKALIKE');
		expect(lookalike.spec).toMatchObject({ source: seed.id, ratio: 0.01 });
	});

	it('says what is left to do for the exclusion to take effect', () => {
		const hints = real.data.resultData.runData['Leave out of ads'][0].hints ?? [];
		expect(hints.map(({ message }) => message).join(' ')).toMatch(/exclude .* in each ad set/i);
	});

	it('has nothing to do when it runs again', () => {
		expect(again.data.resultData.error).toBeUndefined();
		expect(writes(meta)).toBe(writesBefore);
		for (const node of syncs) {
			const [summary] = rowsOf(again, node, 2);
			expect(summary).toMatchObject({
				sent: 0,
				plannedAdded: 0,
				plannedRemoved: 0,
				plannedChanged: 0,
			});
		}
		expect(rowsOf(again, 'Remember')).toEqual([]);
	});
});
