import type { IDataObject, IRun } from 'n8n-workflow';
import type { Sandboxes } from '../../sandbox/sandboxes';
import {
	executeChangedExample,
	executeExample,
	rowsOf,
	startExpectedSandboxes,
} from '../support/n8n';

const slug = 'weekly-klaviyo-refresh';
const lists: Readonly<Record<string, string>> = {
	champions: 'L000001',
	vip: 'L000002',
	highValue: 'L000003',
	midTier: 'L000004',
	lowValue: 'L000005',
};

let sandboxes: Sandboxes;
let dryRun: IRun;
let writesInDryRun: number;
let run: IRun;
let customers: IDataObject[];

/** The parameters of a person who turned Dry Run off. */
const forReal = { 'Write profiles': { dryRun: false }, 'Keep lists exact': { dryRun: false } };
const writes = () =>
	sandboxes.klaviyo.server.requests.filter(({ method }) => method !== 'GET').length;
const ranNodes = ({ data }: IRun) => Object.keys(data.resultData.runData);
const held = () =>
	Object.fromEntries(
		Object.entries(lists).map(([tier, id]) => [tier, sandboxes.klaviyo.emailsOn(id)]),
	);

beforeAll(async () => {
	sandboxes = await startExpectedSandboxes();
	dryRun = await executeExample(slug);
	writesInDryRun = writes();
	run = await executeChangedExample(slug, forReal);
	customers = rowsOf(run, 'Build Suppression List');
}, 300_000);
afterAll(async () => await sandboxes.stop());

it('is a dry run as it comes, sends nothing, and says so', () => {
	expect(dryRun.data.resultData.error).toBeUndefined();
	expect(writesInDryRun).toBe(0);
	const [{ text }] = rowsOf(dryRun, 'Alert: refresh done');
	expect(text).toMatch(
		/^Dry run, nothing was sent to Klaviyo\. Planned for \d+ customers\. Lists:/,
	);
});

it('runs to its end and says so in words', () => {
	expect(run.data.resultData.error).toBeUndefined();
	const [{ text }] = rowsOf(run, 'Alert: refresh done');
	expect(text).toMatch(/^Weekly refresh done for \d+ customers\. Lists: Champions: \d+ added; VIP/);
	expect(text).not.toMatch(/undefined|null|NaN/);
});

it('shows the change first, and sends nothing while it does', () => {
	const [plan] = rowsOf(run, 'Show what would change', 2);
	expect(plan).toMatchObject({ dryRun: true, sent: 0, accepted: 0, plannedRemoved: 0 });
	expect(Number(plan.plannedAdded)).toBeGreaterThan(1000);
});

it("writes every customer's value onto the profile", () => {
	const profiles = new Map(
		[...sandboxes.klaviyo.profiles.values()].map(({ email, properties }) => [email, properties]),
	);
	const sent = rowsOf(run, 'Write profiles').filter(
		// Some are known only by their phone number.
		({ klaviyoSyncStatus, email }) => klaviyoSyncStatus === 'sent' && email !== null,
	);
	expect(sent.length).toBeGreaterThan(0.9 * customers.length);
	for (const { email, tier, churnRisk, predictedClv } of sent) {
		const written = Object.entries({
			customer_tier: tier,
			churn_risk: churnRisk,
			predicted_clv: predictedClv,
		}).filter(([, value]) => value !== null);
		expect(profiles.get(String(email))).toMatchObject(Object.fromEntries(written));
	}
});

it('has every list hold the customers of its tier', () => {
	const outcomes = rowsOf(run, 'Keep lists exact').filter(
		({ klaviyoSyncStatus }) => klaviyoSyncStatus !== 'skipped',
	);
	for (const [tier, emails] of Object.entries(held())) {
		const wanted = outcomes
			.filter((row) => row.tier === tier)
			.map(({ email }) => String(email ?? ''));
		expect(emails.length).toBeGreaterThan(0);
		expect(emails).toEqual(wanted.sort());
	}
});

it('changes nothing when it runs again', async () => {
	const before = writes();
	const again = await executeChangedExample(slug, forReal);
	expect(again.data.resultData.error).toBeUndefined();
	expect(rowsOf(again, 'Keep lists exact', 2)[0]).toMatchObject({
		plannedAdded: 0,
		plannedRemoved: 0,
	});
	expect(writes()).toBe(before);
}, 300_000);

it('stops before anything is sent when too many would change lists', async () => {
	const [before, lists] = [writes(), held()];
	const stopped = await executeChangedExample(slug, {
		...forReal,
		'Assign Tier': { value: 'field', valueField: 'customerAgeDays' },
	});
	expect(stopped.data.resultData.error?.message).toMatch(
		/was stopped, and nothing was sent to Klaviyo\. Planned: Champions: .*removed/,
	);
	expect(rowsOf(stopped, 'Alert: refresh stopped')).toHaveLength(1);
	expect(ranNodes(stopped)).not.toContain('Write profiles');
	expect(writes()).toBe(before);
	expect(held()).toEqual(lists);
}, 300_000);

it('raises an alert when no order is usable', async () => {
	const before = writes();
	const stopped = await executeChangedExample(slug, {
		...forReal,
		'Compute RFM': { source: 'stripe' },
	});
	expect(stopped.data.resultData.error?.message).toMatch(
		/^The weekly refresh found no usable order: \d+ rows came in/,
	);
	expect(ranNodes(stopped)).not.toContain('Show what would change');
	expect(writes()).toBe(before);
}, 300_000);
