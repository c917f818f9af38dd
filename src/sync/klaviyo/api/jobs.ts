import { sleepUnlessCancelled } from '../../http/callPlatform';
import type { SyncContext } from '../../run/context';

const longestPauseMs = 30_000;
const longestReadBackMs = 5 * 60_000;

/** The part of the time for polling that is spent on reading back: other people's changes could make it endless. */
export function shortOf(followMs: number): number {
	return Math.min(followMs, longestReadBackMs);
}

/** How often and how long to poll. */
export interface Polling {
	/** Pause before the first poll; each further one is longer by half, up to 30 seconds. */
	readonly firstPauseMs: number;
	/** The last poll is made when this time is up; 0 does not poll at all. */
	readonly forMs: number;
}

/** Polls until done or the time is up, and returns whether it is done. Stops when the execution is cancelled. */
export async function poll(
	context: SyncContext,
	{ firstPauseMs, forMs }: Polling,
	isDone: () => Promise<boolean>,
): Promise<boolean> {
	const until = context.now() + forMs;
	for (let pauseMs = firstPauseMs; context.now() < until; pauseMs *= 1.5) {
		const leftMs = Math.max(0, until - context.now());
		await sleepUnlessCancelled(context, Math.min(pauseMs, longestPauseMs, leftMs));
		if (await isDone()) return true;
	}
	return false;
}

/**
 * Polls jobs until all have ended or the time is up, first after half a second, then at growing intervals of at most 30 seconds.
 *
 * @param look returns whether a job has ended
 * @returns the jobs that have not ended in time
 */
export async function followJobs<Job>(
	context: SyncContext,
	jobs: readonly Job[],
	followMs: number,
	look: (job: Job) => Promise<boolean>,
): Promise<Job[]> {
	let open = [...jobs];
	if (open.length === 0) return open;
	await poll(context, { firstPauseMs: 500, forMs: followMs }, async () => {
		const still: Job[] = [];
		for (const job of open) {
			if (!(await look(job))) still.push(job);
		}
		open = still;
		return open.length === 0;
	});
	return open;
}

/** Pause between two polls of a job while others are still being sent. */
const restMs = 5000;

/**
 * Jobs that are polled while further ones are being sent.
 *
 * Platforms allow as many polls per minute as jobs: polling only after all have been sent would take a million
 * customers twice the time.
 */
export class JobQueue<Job> {
	/** Those that have not ended, the one polled longest ago first. */
	private open: Array<{ readonly job: Job; readonly since: number }> = [];

	/** @param look polls a job and returns whether it has ended */
	constructor(
		private readonly context: SyncContext,
		private readonly look: (job: Job) => Promise<boolean>,
	) {}

	add(job: Job): void {
		this.open.push({ job, since: this.context.now() });
	}

	/** Polls one job, where there is one that has not been polled for some seconds. */
	async lookAtOldest(): Promise<void> {
		const [oldest] = this.open;
		if (oldest === undefined || this.context.now() - oldest.since < restMs) return;
		const hasEnded = await this.look(oldest.job);
		this.open.shift();
		if (!hasEnded) this.open.push({ job: oldest.job, since: this.context.now() });
	}

	/** Polls all open jobs and returns those that have not ended in time. */
	async follow(followMs: number): Promise<Job[]> {
		const jobs = this.open.map(({ job }) => job);
		return await followJobs(this.context, jobs, followMs, this.look);
	}
}
