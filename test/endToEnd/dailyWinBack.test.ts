import type { IDataObject, IRun } from 'n8n-workflow';
import type { Sandboxes } from '../../sandbox/sandboxes';
import { clickExecute } from '../support/clickExecute';
import { isFirstLine } from '../support/endToEndSetup';
import { importCutExample, readExample, rowsOf, startExpectedSandboxes } from '../support/n8n';

const slug = 'daily-win-back';
const send = 'Send win-back events';

let sandboxes: Sandboxes;

const keysOf = (rows: readonly IDataObject[]) => rows.map(({ winBackKey }) => winBackKey).sort();
/** The keys of the events that the sandbox server of Klaviyo holds. */
const sentKeys = () =>
	[...sandboxes.klaviyo.events.values()].map(({ properties }) => properties.winBackKey).sort();
const writes = () =>
	sandboxes.klaviyo.server.requests.filter(({ method }) => method !== 'GET').length;
/** The rows of the log when a run began. */
const logOf = (run: IRun) => rowsOf(run, 'Win-backs so far');
const groupOf = (rows: readonly IDataObject[], group: string) =>
	rows.filter(({ holdoutGroup }) => holdoutGroup === group);
const dueOf = (run: IRun) => rowsOf(run, 'May we write today?');

// n8n 1 has no node that creates a data table; the template with Postgres runs there.
(isFirstLine() ? describe.skip : describe)('Daily win-back with a data table', () => {
	/** A run in Dry Run, then one that dies after each of these nodes, then one to the end, then one more. */
	const deadly = [
		'Prepare the win-back log',
		'Churn Check',
		'May we write today?',
		'Treated or control?',
		send,
		'Record of the treated',
		'Sent or left alone?',
		'Record of the control group',
	];
	let dry: IRun;
	const killed: IRun[] = [];
	let full: IRun;
	let again: IRun;

	beforeAll(async () => {
		sandboxes = await startExpectedSandboxes();
		const sending = async (cutAfter: string) =>
			await clickExecute(
				await importCutExample(slug, cutAfter, (node) => {
					node(send).parameters.dryRun = false;
				}),
			);
		dry = await clickExecute(readExample(slug).id);
		for (const node of deadly) killed.push(await sending(node));
		full = await sending('Alert: win-backs sent');
		again = await sending('Alert: win-backs sent');
	}, 900_000);
	afterAll(async () => await sandboxes.stop());

	it('runs to its end and says so in words', () => {
		for (const run of [dry, ...killed, full, again]) {
			expect(run.data.resultData.error).toBeUndefined();
		}
		expect(rowsOf(killed[7], 'Alert: win-backs sent')[0].text).toMatch(
			/^Win-back today: \d+ of \d+ customers due got their event, \d+ did not/,
		);
	});

	it('finds customers who have just lapsed and may be written to, in both groups', () => {
		const due = dueOf(dry);
		expect(due.length).toBeGreaterThan(20);
		for (const row of due) {
			expect(row.churnStatus).toBe('lapsed');
			expect(row.winBackState).toBe('due');
			expect(Number(row.daysSinceLastOrder) - Number(row.lapseAfterDays)).toBeLessThanOrEqual(30);
			expect(row.emailConsent).not.toBe(false);
		}
		expect(groupOf(due, 'treated').length + groupOf(due, 'control').length).toBe(due.length);
		expect(groupOf(due, 'control').length).toBeGreaterThan(0);
	});

	it('remembers nobody after a dry run, and none of the treated after a run that died before the log was written', () => {
		for (const run of killed) {
			// The other branch continues: the control group is written without the treated.
			expect(groupOf(logOf(run), 'treated')).toEqual([]);
		}
		for (const run of killed.slice(0, 5)) expect(logOf(run)).toEqual([]);
		for (const run of killed.slice(2)) {
			expect(keysOf(groupOf(dueOf(run), 'treated'))).toEqual(
				keysOf(groupOf(dueOf(dry), 'treated')),
			);
		}
	});

	it('remembers the treated once Klaviyo has accepted their events, and asks again for the others', () => {
		// The last of the runs that died wrote the treated before it died.
		const others = rowsOf(killed[7], 'Record of the treated').filter(
			({ outcome }) => outcome !== 'accepted',
		);
		expect(keysOf(dueOf(full))).toEqual(keysOf(others));
	});

	it('has each of the treated in Klaviyo once, and nobody of the control group', () => {
		const accepted = rowsOf(killed[4], send).filter(
			({ klaviyoSyncStatus }) => klaviyoSyncStatus === 'accepted',
		);
		expect(accepted.length).toBeGreaterThan(0.9 * groupOf(dueOf(dry), 'treated').length);
		expect(sentKeys()).toEqual(keysOf(accepted));
		expect(sandboxes.klaviyo.describe().events).toEqual({ 'Win-Back Due': accepted.length });
	});

	it('has everybody in the log once, with the group and the day that Measure Lift reads', () => {
		const log = logOf(again);
		expect(new Set(keysOf(log)).size).toBe(log.length);
		expect(keysOf(groupOf(log, 'treated'))).toEqual(sentKeys());
		expect(keysOf(groupOf(log, 'control'))).toEqual(keysOf(groupOf(dueOf(dry), 'control')));
		for (const { assignedAt, winBackSince, outcome, holdoutGroup } of log) {
			expect(assignedAt).toMatch(/^\d{4}-\d\d-\d\d$/);
			expect(winBackSince).toBe(assignedAt);
			expect(outcome).toBe(holdoutGroup === 'control' ? 'leftAlone' : 'accepted');
		}
	});

	it('sends and records nothing when it runs again on the same day', async () => {
		const requests = writes();
		const last = await clickExecute(readExample(slug).id);
		expect(rowsOf(last, 'Record of the treated').map(({ outcome }) => outcome)).not.toContain(
			'accepted',
		);
		expect(rowsOf(last, 'Record of the control group')).toEqual([]);
		expect(writes()).toBe(requests);
		expect(keysOf(logOf(last))).toEqual(keysOf(logOf(again)));
	}, 300_000);
});
