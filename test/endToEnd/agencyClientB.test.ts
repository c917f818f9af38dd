import type { IRun } from 'n8n-workflow';
import type { Sandboxes } from '../../sandbox/sandboxes';
import { executeExample, readExample, rowsOf, startExpectedSandboxes } from '../support/n8n';

describe('agency-client-b in n8n', () => {
	let sandboxes: Sandboxes;
	let run: IRun;
	beforeAll(async () => {
		sandboxes = await startExpectedSandboxes();
		run = await executeExample('agency-client-b');
	}, 300_000);
	afterAll(() => sandboxes.stop());

	it('runs to its end and hands back one status row', () => {
		expect(run.data.resultData.error).toBeUndefined();
		expect(rowsOf(run, 'Status')).toHaveLength(1);
		expect(rowsOf(run, 'Status')[0]).toMatchObject({ client: 'Client B', status: 'done' });
	});

	it('looks at its own account alone, and changes nothing there', () => {
		expect(sandboxes.klaviyoB.server.requests.length).toBeGreaterThan(0);
		expect(sandboxes.klaviyoB.server.requests.every(({ method }) => method === 'GET')).toBe(true);
		expect(sandboxes.klaviyo.server.requests).toEqual([]);
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
