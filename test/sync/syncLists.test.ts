import { codes, noticeCodes, statuses, sync } from '../support/klaviyoRun';
import { startKlaviyo, stopSandboxes } from '../support/syncContext';

afterEach(stopSandboxes);

const ann = { email: 'ann@example.com', tier: 'vip' };
const bob = { email: 'bob@example.com', tier: 'vip' };

describe('what a list shows after the run', () => {
	it('is looked at until it is right', async () => {
		const started = await startKlaviyo({ listMs: 60_000 });
		const list = started.sandbox.addList('VIP', ['ann@example.com']);
		const result = await sync(started, [ann, bob], { operation: 'addToList', listId: list.id });
		expect(codes(result)).toEqual(['unchanged', 'sent']);
		expect(noticeCodes(result)).toEqual([]);
		expect(started.clock.slept).toBeGreaterThanOrEqual(60_000);
	});

	it('is said where it is not right in time', async () => {
		const started = await startKlaviyo({ listMs: 60_000 });
		const list = started.sandbox.addList('VIP');
		const result = await sync(started, [ann], {
			operation: 'addToList',
			listId: list.id,
			maxWaitMinutes: 0.2,
		});
		expect(codes(result)).toEqual(['not_visible_yet']);
		expect(statuses(result)).toEqual(['accepted']);
		expect(noticeCodes(result)).toEqual(['read_back_differs']);
	});
});
