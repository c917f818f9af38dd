import type { IRun } from 'n8n-workflow';
import type { StandIns } from '../../sandbox/standIns';
import { executeExample, readExample, rowsOf, startExpectedStandIns } from '../support/n8n';

describe('agency-client-b in n8n', () => {
	let standIns: StandIns;
	let run: IRun;
	beforeAll(async () => {
		standIns = await startExpectedStandIns();
		run = await executeExample('agency-client-b');
	}, 300_000);
	afterAll(() => standIns.stop());

	it('runs to its end and hands back one status row', () => {
		expect(run.data.resultData.error).toBeUndefined();
		expect(rowsOf(run, 'Status')).toHaveLength(1);
		expect(rowsOf(run, 'Status')[0]).toMatchObject({ client: 'Client B', status: 'done' });
	});

	it('looks at its own account alone, and changes nothing there', () => {
		expect(standIns.klaviyoB.server.requests.length).toBeGreaterThan(0);
		expect(standIns.klaviyoB.server.requests.every(({ method }) => method === 'GET')).toBe(true);
		expect(standIns.klaviyo.server.requests).toEqual([]);
	});

	it('differs from client A in its preset, its orders and its log-in, and in nothing else that runs', () => {
		const own = ['Client', 'Orders', 'Klaviyo profiles'];
		const shared = (slug: string) =>
			readExample(slug)
				.nodes.filter(({ name, type }) => !own.includes(name) && !type.endsWith('stickyNote'))
				.map(({ id: _, ...node }) => node);
		expect(shared('agency-client-b')).toEqual(shared('agency-client-a'));
	});
});
