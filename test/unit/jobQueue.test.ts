import { JobQueue } from '../../src/sync/klaviyo/api/jobs';
import type { SyncContext } from '../../src/sync/run/context';

/** A queue on its own clock, and the jobs it has polled; jobs end at the given times. */
function queueOf(endsAt: Readonly<Record<string, number>>) {
	const clock = { now: 0 };
	const asked: string[] = [];
	const context = {
		now: () => clock.now,
		isCancelled: () => false,
		sleep: async (ms: number) => {
			clock.now += ms;
		},
	} as unknown as SyncContext;
	const queue = new JobQueue<string>(context, async (job) => {
		asked.push(job);
		return clock.now >= endsAt[job];
	});
	return { queue, clock, asked };
}

describe('jobs followed while others are sent', () => {
	it('leaves a job alone for five seconds, then asks after the one that has waited longest', async () => {
		const { queue, clock, asked } = queueOf({ a: 7000, b: 0 });
		queue.add('a');
		clock.now = 1000;
		queue.add('b');
		clock.now = 4999;
		await queue.lookAtOldest();
		expect(asked).toEqual([]);
		clock.now = 5500;
		await queue.lookAtOldest();
		await queue.lookAtOldest();
		expect(asked).toEqual(['a']);
		clock.now = 6000;
		await queue.lookAtOldest();
		clock.now = 10_500;
		await queue.lookAtOldest();
		expect(asked).toEqual(['a', 'b', 'a']);
		expect(await queue.follow(60_000)).toEqual([]);
	});

	it('asks after those alone that have not ended, and gives those that never do', async () => {
		const { queue, clock, asked } = queueOf({ a: 0, b: Number.POSITIVE_INFINITY });
		queue.add('a');
		queue.add('b');
		clock.now = 5000;
		await queue.lookAtOldest();
		asked.length = 0;
		expect(await queue.follow(10_000)).toEqual(['b']);
		expect(new Set(asked)).toEqual(new Set(['b']));
		expect(clock.now).toBe(15_000);
	});
});
