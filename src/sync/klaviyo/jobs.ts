import { sleepUnlessCancelled } from '../shared/callPlatform';
import type { SyncContext } from '../shared/context';

const firstPauseMs = 500;
const longestPauseMs = 30_000;

/**
 * Asks after jobs until all have ended or the time is up, first after half a second, then at growing intervals of at most 30 seconds.
 *
 * @param look tells whether a job has ended
 * @returns the jobs that have not ended in time
 */
export async function followJobs<Job>(
	context: SyncContext,
	jobs: readonly Job[],
	maxWaitMs: number,
	look: (job: Job) => Promise<boolean>,
): Promise<Job[]> {
	const until = context.now() + maxWaitMs;
	let open = [...jobs];
	for (let pause = firstPauseMs; open.length > 0 && context.now() < until; pause *= 1.5) {
		await sleepUnlessCancelled(
			context,
			Math.min(pause, longestPauseMs, Math.max(0, until - context.now())),
		);
		const still: Job[] = [];
		for (const job of open) {
			if (!(await look(job))) still.push(job);
		}
		open = still;
	}
	return open;
}
