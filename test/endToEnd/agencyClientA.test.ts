import type { IRun } from 'n8n-workflow';
import type { Sandboxes } from '../../sandbox/sandboxes';
import { executeExample, rowsOf, startExpectedSandboxes } from '../support/n8n';

describe('agency-client-a in n8n', () => {
	let sandboxes: Sandboxes;
	let run: IRun;
	beforeAll(async () => {
		sandboxes = await startExpectedSandboxes();
		run = await executeExample('agency-client-a');
	}, 300_000);
	afterAll(() => sandboxes.stop());

	it('runs to its end and hands back one status row', () => {
		expect(run.data.resultData.error).toBeUndefined();
		expect(rowsOf(run, 'Status')).toHaveLength(1);
		expect(rowsOf(run, 'Status')[0]).toMatchObject({
			client: 'Client A',
			status: 'done',
			klaviyoDryRun: true,
			klaviyoSent: 0,
		});
	});

	it('gets every customer back from the shared scoring, scored by its own preset', () => {
		const [answer] = rowsOf(run, 'Shared scoring') as Array<{
			client: string;
			summary: { customers: number };
		}>;
		const customers = rowsOf(run, 'Customers');
		expect(answer.client).toBe('Client A');
		expect(customers).toHaveLength(answer.summary.customers);
		expect(
			customers.every(({ suppressedChannels }) => typeof suppressedChannels === 'string'),
		).toBe(true);
		// Its preset puts a tenth of the customers into a control group.
		expect(customers.some(({ holdoutGroup }) => holdoutGroup === 'control')).toBe(true);
	});

	it('looks at its own account alone, and changes nothing there', () => {
		expect(sandboxes.klaviyo.server.requests.length).toBeGreaterThan(0);
		expect(sandboxes.klaviyo.server.requests.every(({ method }) => method === 'GET')).toBe(true);
		expect(sandboxes.klaviyoB.server.requests).toEqual([]);
	});
});
