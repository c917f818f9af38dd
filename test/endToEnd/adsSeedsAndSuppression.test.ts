import type { IDataObject, INode, IRun } from 'n8n-workflow';
import { googleEmail } from '../../src/sync/google/people/identifier';
import { sha256 } from '../../src/values/sha256';
import type { Sandboxes } from '../../sandbox/sandboxes';
import { clickExecute, makeDataTable } from '../support/clickExecute';
import { isFirstLine } from '../support/endToEndSetup';
import { changedExample, importIntoN8n, rowsOf, startExpectedSandboxes } from '../support/n8n';

const slug = 'ads-seeds-and-suppression';
const syncs = ['Meta', 'Google'].flatMap((platform) =>
	['leave out', 'fill the seed'].map((what) => `${platform}: ${what}`),
);

/** In n8n 1 a person creates the tables and selects them, as the workflow's note says. */
const makeTable = (platform: string, texts: readonly string[]) =>
	makeDataTable(`ads_${platform}_last_synced`, [
		{ name: 'customerId', type: 'string' },
		...texts.map((name) => ({ name: platform + name, type: 'string' as const })),
		{ name: `${platform}InAudience`, type: 'boolean' },
	]);

const texts = ['AudienceId', 'MatchKeys', 'SyncedAt'];

describe(`${slug} in n8n`, () => {
	let sandboxes: Sandboxes;
	let dryRun: IRun;
	let real: IRun;
	let again: IRun;
	let writesOf: [inDryRun: number, before: number, after: number];
	const writes = () =>
		[sandboxes.meta, sandboxes.google].flatMap(({ server }) =>
			server.requests.filter(({ method }) => method !== 'GET'),
		).length;
	const listNamed = (name: string) =>
		[...sandboxes.google.lists.values()].find((list) => list.name === name);
	beforeAll(async () => {
		sandboxes = await startExpectedSandboxes();
		const tables = isFirstLine()
			? {
					Meta: await makeTable('meta', texts),
					Google: await makeTable('google', [...texts, 'Request']),
				}
			: undefined;
		const chooseTables = (node: (name: string) => INode) => {
			// Another template's test stores its Meta audiences under the default name.
			for (const platform of tables === undefined ? ['Meta', 'Google'] : []) {
				const table = `ads_${platform.toLowerCase()}_last_synced`;
				node(`A table for ${platform}`).parameters.tableName = table;
				for (const name of [`Last Synced: ${platform}`, `Remember: ${platform}`]) {
					node(name).parameters.dataTableId = { __rl: true, mode: 'name', value: table };
				}
			}
			for (const [platform, table] of Object.entries(tables ?? {})) {
				for (const name of [`Last Synced: ${platform}`, `Remember: ${platform}`]) {
					node(name).parameters.dataTableId = { __rl: true, mode: 'id', value: table };
				}
			}
		};
		// On a fixed day, in case midnight passes, and with a shop small enough for a short test.
		const small = (id: string, isDryRun: boolean) =>
			changedExample(slug, id, (node) => {
				chooseTables(node);
				node('Settings').parameters.jsonOutput = `{ "dryRun": ${isDryRun} }`;
				node('Sample Shop').parameters = { customers: 400, options: { asOf: '2026-06-30' } };
				node('Compute RFM').parameters.asOf = '2026-06-30';
			});
		await importIntoN8n([small('adsAsItIs', true), small('adsForReal', false)]);
		dryRun = await clickExecute('adsAsItIs');
		const inDryRun = writes();
		real = await clickExecute('adsForReal');
		const before = writes();
		again = await clickExecute('adsForReal');
		writesOf = [inDryRun, before, writes()];
	}, 300_000);
	afterAll(() => sandboxes.stop());

	it('shows a plan for both platforms first, and changes nothing', () => {
		expect(dryRun.data.resultData.error).toBeUndefined();
		for (const sync of syncs) {
			expect(rowsOf(dryRun, sync, 2)[0]?.plan).toMatch(/: \d+ added/);
		}
		expect(writesOf[0]).toBe(0);
	});

	it('fills a list of Google with those to leave out, and with the best who agreed', () => {
		expect(real.data.resultData.error).toBeUndefined();
		const emailsIn = (rows: readonly IDataObject[]) =>
			rows.flatMap(({ email }) => (typeof email === 'string' ? [googleEmail(email) ?? ''] : []));
		// Google accepts nobody from the EEA, or from an unknown country, without an explicit yes.
		const agreed = (name: string) =>
			emailsIn(rowsOf(real, name).filter(({ emailConsent }) => emailConsent === true)).map(sha256);
		const leftOut = agreed('Leave out?');
		const seed = agreed('In the seed?');
		expect(leftOut.length).toBeGreaterThan(50);
		expect(seed.length).toBeGreaterThan(10);
		const excluded = listNamed('Customers to leave out')?.members ?? new Map();
		const best = listNamed('Our best customers')?.members ?? new Map();
		expect(leftOut.filter((key) => !excluded.has(key))).toEqual([]);
		expect(seed.filter((key) => !best.has(key))).toEqual([]);
		expect([...best.values()].every(({ hasConsent }) => hasConsent)).toBe(true);
	});

	it('fills the same audiences at Meta', () => {
		const names = [...sandboxes.meta.audiences.values()].map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining(['Customers to leave out', 'Our best customers']));
	});

	it('has nothing to do when it runs again', () => {
		expect(again.data.resultData.error).toBeUndefined();
		expect(writesOf[2]).toBe(writesOf[1]);
		for (const sync of syncs) {
			expect(rowsOf(again, sync, 2)[0]).toMatchObject({
				plannedAdded: 0,
				plannedRemoved: 0,
				plannedChanged: 0,
			});
		}
		expect(rowsOf(again, 'Remember: Google')).toEqual([]);
	});
});
