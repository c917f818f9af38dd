import type { IRun } from 'n8n-workflow';
import type { StandIns } from '../../sandbox/standIns';
import { executeExample, rowsOf, startExpectedStandIns } from '../support/n8n';

describe('agency-client-a in n8n', () => {
	let standIns: StandIns;
	let run: IRun;
	beforeAll(async () => {
		standIns = await startExpectedStandIns();
		run = await executeExample('agency-client-a');
	}, 300_000);
	afterAll(() => standIns.stop());

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
		// Its preset keeps a tenth of the customers as a control group.
		expect(customers.some(({ holdoutGroup }) => holdoutGroup === 'control')).toBe(true);
	});

	it('looks at its own account alone, and changes nothing there', () => {
		expect(standIns.klaviyo.server.requests.length).toBeGreaterThan(0);
		expect(standIns.klaviyo.server.requests.every(({ method }) => method === 'GET')).toBe(true);
		expect(standIns.klaviyoB.server.requests).toEqual([]);
	});
});
