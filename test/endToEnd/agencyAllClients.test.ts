import type { IDataObject, INode, IRun } from 'n8n-workflow';
import type { KlaviyoSandbox } from '../../sandbox/klaviyo/klaviyoSandbox';
import type { Sandboxes } from '../../sandbox/sandboxes';
import type { ImportableWorkflow } from '../../harness/n8n/workflowFile';
import { clickExecute } from '../support/clickExecute';
import {
	changedExample,
	importIntoN8n,
	klaviyoAddress,
	readExample,
	rowsOf,
	startExpectedSandboxes,
} from '../support/n8n';

type ChangeNodes = (node: (name: string) => INode) => void;

/** A client without Dry Run, on a fixed day. */
function client(letter: 'a' | 'b', id: string, change: ChangeNodes = () => {}): ImportableWorkflow {
	return changedExample(`agency-client-${letter}`, id, (node) => {
		const { parameters } = node('Client');
		parameters.jsonOutput = String(parameters.jsonOutput).replace(
			/"asOf": "[^"]*"/,
			'"asOf": "2026-06-30"',
		);
		node('Klaviyo profiles').parameters.dryRun = false;
		change(node);
	});
}

function allClients(id: string, workflowIds: readonly string[]): ImportableWorkflow {
	return changedExample('agency-all-clients', id, (node) => {
		const clients = workflowIds.map((workflowId) => ({ client: workflowId, workflowId }));
		node('Clients').parameters.jsonOutput = JSON.stringify({ clients });
	});
}

const wrongKey = { customerValueKlaviyoApi: { id: 'klaviyoWrongKey', name: 'A key of yesterday' } };
const statusRows = (run: IRun): IDataObject[] => rowsOf(run, 'One row per client');

/** Every request that an account received to change it, byte for byte. */
const writesTo = ({ server }: KlaviyoSandbox): string[] =>
	server.requests
		.filter(({ method }) => method !== 'GET')
		.map(({ method, path, body }) => `${method} ${path} ${body}`);
const emailsIn = ({ profiles }: KlaviyoSandbox): string[] =>
	[...profiles.values()].flatMap(({ email }) => email ?? []).sort();

/** Runs a workflow against empty accounts. */
async function runAfresh(id: string) {
	const sandboxes: Sandboxes = await startExpectedSandboxes();
	try {
		const run = await clickExecute(id);
		const { klaviyo, klaviyoB } = sandboxes;
		return {
			run,
			writesToA: writesTo(klaviyo),
			writesToB: writesTo(klaviyoB),
			emailsInA: emailsIn(klaviyo),
			emailsInB: emailsIn(klaviyoB),
		};
	} finally {
		await sandboxes.stop();
	}
}

type Afresh = Awaited<ReturnType<typeof runAfresh>>;

describe('agency-all-clients in n8n', () => {
	it('runs both clients on a click, in dry run, and has nothing to alert', async () => {
		const sandboxes = await startExpectedSandboxes();
		try {
			const run = await clickExecute(readExample('agency-all-clients').id);
			expect(run.data.resultData.error).toBeUndefined();
			expect(statusRows(run).map(({ client, status }) => [client, status])).toEqual([
				['Client A', 'done'],
				['Client B', 'done'],
			]);
			expect(rowsOf(run, 'Failed')).toEqual([]);
			expect([...writesTo(sandboxes.klaviyo), ...writesTo(sandboxes.klaviyoB)]).toEqual([]);
		} finally {
			await sandboxes.stop();
		}
	}, 300_000);

	describe('with clients that send for real', () => {
		let aloneA: Afresh;
		let aloneB: Afresh;
		let aThenB: Afresh;
		let bThenA: Afresh;
		let withFaults: Afresh;
		beforeAll(async () => {
			await importIntoN8n(
				[
					client('a', 'realClientA'),
					client('b', 'realClientB'),
					client('a', 'badPreset', (node) => {
						const { parameters } = node('Client');
						parameters.jsonOutput = String(parameters.jsonOutput).replace('"fashion"', '"fashon"');
					}),
					client('a', 'emptySource', (node) => {
						const never = {
							leftValue: 1,
							rightValue: 2,
							operator: { type: 'number', operation: 'equals' },
						};
						Object.assign(node('Orders'), {
							type: 'n8n-nodes-base.filter',
							typeVersion: 2,
							parameters: {
								conditions: { options: { version: 1 }, combinator: 'and', conditions: [never] },
							},
						});
					}),
					client('a', 'otherColumns', (node) => {
						node('Orders').parameters.what = 'surveys';
					}),
					client('a', 'wrongKey', (node) => {
						node('Klaviyo profiles').credentials = wrongKey;
					}),
					allClients('allAThenB', ['realClientA', 'realClientB']),
					allClients('allBThenA', ['realClientB', 'realClientA']),
					allClients('allWithFaults', [
						'badPreset',
						'emptySource',
						'otherColumns',
						'wrongKey',
						'noSuchWorkflow',
						'realClientA',
						'realClientB',
					]),
				],
				[
					{
						id: wrongKey.customerValueKlaviyoApi.id,
						name: wrongKey.customerValueKlaviyoApi.name,
						type: 'customerValueKlaviyoApi',
						data: { apiKey: 'pk_yesterday', baseUrl: klaviyoAddress() },
					},
				],
			);
			aloneA = await runAfresh('realClientA');
			aloneB = await runAfresh('realClientB');
			aThenB = await runAfresh('allAThenB');
			bThenA = await runAfresh('allBThenA');
			withFaults = await runAfresh('allWithFaults');
		}, 600_000);

		it('sends each client the same bytes alone, first, last and after others that failed', () => {
			expect(aloneA.writesToA.length).toBeGreaterThan(0);
			expect(aloneB.writesToB.length).toBeGreaterThan(0);
			for (const { writesToA, writesToB } of [aThenB, bThenA, withFaults]) {
				// Compared as a boolean: a diff of 800 customers would be unreadable.
				expect(writesToA.join('\n') === aloneA.writesToA.join('\n')).toBe(true);
				expect(writesToB.join('\n') === aloneB.writesToB.join('\n')).toBe(true);
			}
		});

		it('measures every client against the day that the client gives', () => {
			for (const { run } of [aloneA, aloneB]) {
				const days = rowsOf(run, 'Customers').map(({ asOf }) => String(asOf).slice(0, 10));
				expect([...new Set(days)]).toEqual(['2026-06-30']);
			}
		});

		it("lets no client's customers into another's account", () => {
			const emailsOf = ({ run }: Afresh) =>
				rowsOf(run, 'Customers')
					.flatMap(({ email }) => (typeof email === 'string' ? email.toLowerCase() : []))
					.sort();
			expect(aloneA.writesToB).toEqual([]);
			expect(aloneB.writesToA).toEqual([]);
			for (const { emailsInA, emailsInB } of [aThenB, bThenA, withFaults]) {
				expect(emailsInA).toEqual(emailsOf(aloneA));
				expect(emailsInB).toEqual(emailsOf(aloneB));
			}
		});

		it('has the same status row for a client, whatever ran before', () => {
			const byClient = ({ run }: Afresh) =>
				Object.fromEntries(statusRows(run).map((row) => [String(row.client), row]));
			const expected = byClient(aThenB);
			expect(expected.realClientA).toMatchObject({ status: 'done', klaviyoDryRun: false });
			expect(byClient(bThenA)).toEqual(expected);
			expect(byClient(withFaults)).toMatchObject(expected);
		});

		it('goes on when a client fails, and says of each why', () => {
			const rows = statusRows(withFaults.run);
			expect(rows.map(({ client, status }) => [client, status])).toEqual([
				['badPreset', 'failed'],
				['emptySource', 'failed'],
				['otherColumns', 'failed'],
				['wrongKey', 'failed'],
				['noSuchWorkflow', 'failed'],
				['realClientA', 'done'],
				['realClientB', 'done'],
			]);
			const reasons = rows.map(({ reason }) => String(reason));
			expect(reasons[0]).toContain('fashon');
			expect(reasons[1]).toContain('Client A: no orders came in');
			expect(reasons[2]).toMatch(/Client A: none of the \d+ orders could be used/);
			expect(reasons[3]).toContain('Klaviyo');
		});

		it('ends with an error and an alert that lists the failures and names no customer', () => {
			const { run } = withFaults;
			const [{ text }] = rowsOf(run, 'Alert: clients failed');
			const [heading, ...failures] = String(text).split('\n');
			expect(heading).toBe('5 of 7 clients failed; the others are done.');
			expect(failures.map((line) => line.split(':')[0])).toEqual([
				'badPreset',
				'emptySource',
				'otherColumns',
				'wrongKey',
				'noSuchWorkflow',
			]);
			expect(text).not.toContain('@');
			expect(run.data.resultData.error?.message).toBe(text);
			expect(aThenB.run.data.resultData.error).toBeUndefined();
		});
	});
});
