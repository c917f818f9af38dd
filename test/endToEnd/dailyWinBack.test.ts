import type { IDataObject, IRun } from 'n8n-workflow';
import type { Sandboxes } from '../../sandbox/sandboxes';
import { executeExample, rowsOf, startExpectedSandboxes } from '../support/n8n';

const slug = 'daily-win-back';

let sandboxes: Sandboxes;
let first: IRun;

const keysOf = (rows: readonly IDataObject[]) => rows.map(({ winBackKey }) => winBackKey).sort();
/** The keys of the events that the sandbox server of Klaviyo holds. */
const sentKeys = () =>
	[...sandboxes.klaviyo.events.values()].map(({ properties }) => properties.winBackKey).sort();
const writes = () =>
	sandboxes.klaviyo.server.requests.filter(({ method }) => method !== 'GET').length;

beforeAll(async () => {
	sandboxes = await startExpectedSandboxes();
	first = await executeExample(slug);
}, 300_000);
afterAll(async () => await sandboxes.stop());

it('runs to its end and says so in words', () => {
	expect(first.data.resultData.error).toBeUndefined();
	const [{ text }] = rowsOf(first, 'Alert: win-backs sent');
	expect(text).toMatch(/^Win-back today: \d+ of \d+ customers due got their event, \d+ did not/);
});

it('finds customers who have just lapsed and may be written to, in both groups', () => {
	const due = rowsOf(first, 'One message per lapse');
	expect(due.length).toBeGreaterThan(20);
	for (const row of due) {
		expect(row.churnStatus).toBe('lapsed');
		expect(Number(row.daysSinceLastOrder) - Number(row.lapseAfterDays)).toBeLessThan(30);
		expect(row.emailConsent).not.toBe(false);
	}
	expect(new Set(due.map(({ holdoutGroup }) => holdoutGroup))).toEqual(
		new Set(['treated', 'control']),
	);
});

it('sends one event to each of the treated, and to nobody else', () => {
	const treated = rowsOf(first, 'Record of the treated');
	expect(treated.length).toBeGreaterThan(20);
	expect(new Set(treated.map(({ holdoutGroup }) => holdoutGroup))).toEqual(new Set(['treated']));
	const accepted = treated.filter(({ outcome }) => outcome === 'accepted');
	expect(accepted.length).toBeGreaterThan(0.9 * treated.length);
	expect(sentKeys()).toEqual(keysOf(accepted));
	expect(sandboxes.klaviyo.describe().events).toEqual({ 'Win-Back Due': accepted.length });
});

it('records the control group and leaves it alone', () => {
	const control = rowsOf(first, 'Record of the control group');
	expect(control.length).toBeGreaterThan(0);
	const sent = new Set(sentKeys());
	for (const { winBackKey, holdoutGroup, outcome } of control) {
		expect({ holdoutGroup, outcome }).toEqual({ holdoutGroup: 'control', outcome: 'leftAlone' });
		expect(sent).not.toContain(winBackKey);
	}
});

it('sends and records nothing when it runs again on the same day', async () => {
	const [keys, requests] = [sentKeys(), writes()];
	const second = await executeExample(slug);
	expect(second.data.resultData.error).toBeUndefined();
	expect(keysOf(rowsOf(second, 'May we write today?'))).toEqual(
		keysOf(rowsOf(first, 'May we write today?')),
	);
	expect(rowsOf(second, 'One message per lapse')).toEqual([]);
	expect(rowsOf(second, 'Record of the control group')).toEqual([]);
	expect(sentKeys()).toEqual(keys);
	expect(writes()).toBe(requests);
}, 300_000);
