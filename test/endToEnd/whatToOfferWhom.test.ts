import type { IDataObject, IRun } from 'n8n-workflow';
import type { Sandboxes } from '../../sandbox/sandboxes';
import { executeExample, rowsOf, startExpectedSandboxes } from '../support/n8n';

let sandboxes: Sandboxes;
let run: IRun;
beforeAll(async () => {
	sandboxes = await startExpectedSandboxes();
	run = await executeExample('what-to-offer-whom');
}, 300_000);

afterAll(async () => {
	await sandboxes.stop();
});

const customers = () => rowsOf(run, 'Plan Offers');
const summary = () => rowsOf(run, 'Plan Offers', 4)[0];
const sum = (rows: IDataObject[], field: string) =>
	rows.reduce((total, row) => total + Math.round(Number(row[field]) * 100), 0) / 100;

it('runs to its end and says in one sentence what the plan costs', () => {
	expect(run.data.resultData.error).toBeUndefined();
	const [{ text }] = rowsOf(run, 'In one sentence');
	expect(text).toMatch(
		/^Of \d+ customers \d+ get an offer, \d+ get content in its place, and \d+ get none\. The offers cost about [\d.]+ if/,
	);
	expect(text).not.toMatch(/undefined|null|NaN/);
});

it('knows what it needs of the nodes before: every verdict and every limit occurs', () => {
	const verdicts = new Set(customers().map(({ offerVerdict }) => offerVerdict));
	expect([...verdicts].sort()).toEqual(['blocked', 'content', 'granted', 'lowered']);
	expect(Object.keys(summary().reasons as IDataObject)).toEqual(
		expect.arrayContaining(['ceiling', 'controlGroup', 'discountDependent', 'marginShare']),
	);
	const notices = summary().notices as IDataObject[];
	expect(notices.filter(({ level }) => level === 'warning')).toEqual([]);
});

it('leaves the control group alone', () => {
	const control = customers().filter(({ holdoutGroup }) => holdoutGroup === 'control');
	expect(control.length).toBeGreaterThan(100);
	for (const { offerVerdict, offerPercent, winBackStep } of control)
		expect([offerVerdict, offerPercent, winBackStep]).toEqual(['blocked', 0, null]);
});

it('gives a master plan that adds up to the cent', () => {
	const plan = rowsOf(run, 'Master plan');
	expect(plan.map(({ tier }) => tier)).toEqual([
		'champions',
		'vip',
		'highValue',
		'midTier',
		'lowValue',
	]);
	expect(sum(plan, 'offerCost')).toBe(summary().costOfPlan);
	expect(sum(customers(), 'offerCost')).toBe(summary().costOfPlan);
	expect(summary().costOfPlan).toBeLessThan(Number(summary().costOfSameOfferToAll));
});

it('names a product for customers who have ordered', () => {
	const named = customers().filter(({ nextProduct1 }) => typeof nextProduct1 === 'string');
	expect(named.length).toBeGreaterThan(customers().length / 2);
});

it('shows the step of the win-backs that start today', () => {
	const due = customers().filter(({ winBackStep }) => winBackStep !== null);
	expect(due.length).toBeGreaterThan(0);
	for (const row of due)
		expect(row).toMatchObject({ winBackState: 'due', winBackStep: 1, winBackChannel: 'email' });
});

it('shows what Klaviyo would get, properties and lists, and sends nothing', () => {
	for (const name of ['Offers to profiles', 'One list for each verdict']) {
		const [done] = rowsOf(run, name, 2);
		expect(done).toMatchObject({ dryRun: true, endedEarly: false });
	}
	const [profiles] = rowsOf(run, 'Offers to profiles', 2);
	expect(profiles.operation).toBe('upsertProfiles');
	const [lists] = rowsOf(run, 'One list for each verdict', 2);
	expect(lists.operation).toBe('syncLists');
	expect(lists.plannedAdded).toBeGreaterThan(0);
	const methods = new Set(sandboxes.klaviyo.server.requests.map(({ method }) => method));
	expect([...methods]).toEqual(['GET']);
});
