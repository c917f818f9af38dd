import type { Answer } from '../server';
import { notFound } from './answers';

export interface JobFault {
	readonly code: string;
	readonly detail: string;
	/** What was sent; null where Klaviyo does not quote it. */
	readonly payload: unknown;
	/** The wrong attribute, where the fault is about one. */
	readonly attribute?: string;
	/** Position of the profile in its import. */
	readonly index?: number;
}

interface Job {
	readonly id: string;
	readonly type: string;
	readonly createdAt: number;
	readonly total: number;
	readonly work: (job: Job) => JobFault[];
	/** The faults; undefined until the job has been processed. */
	faults?: JobFault[];
	skipped: number;
}

export interface JobTimes {
	readonly jobMs?: number;
	/** Milliseconds after which subscribing and unsubscribing takes effect. */
	readonly subscriptionMs?: number;
}

const cancelledWords = 'This job was cancelled';
const queuedMs = 500;

/** What Klaviyo accepts now and processes later. */
export class Jobs {
	/** How many of the next jobs are canceled instead of completed. */
	cancels = 0;
	private readonly jobs = new Map<string, Job>();
	/** Subscriptions that were accepted and have not taken effect yet. */
	private readonly pending: Array<{ readonly at: number; readonly work: () => void }> = [];

	constructor(
		private readonly now: () => number,
		private readonly newId: () => string,
		private readonly times: JobTimes,
	) {}

	start(address: string, type: string, total: number, work: Job['work']): Answer {
		const id = this.newId();
		this.jobs.set(id, { id, type, createdAt: this.now(), total, work, skipped: 0 });
		return this.answer(address, id, 202);
	}

	later(work: () => void): void {
		this.pending.push({ at: this.now() + (this.times.subscriptionMs ?? 1500), work });
	}

	/** Processes what is due. */
	doDue(): void {
		while (this.pending.length > 0 && this.pending[0].at <= this.now())
			this.pending.shift()?.work();
		for (const job of this.jobs.values()) {
			if (job.faults !== undefined) continue;
			if (this.now() - job.createdAt < (this.times.jobMs ?? 1500)) continue;
			if (this.cancels > 0) {
				this.cancels--;
				job.faults = [{ code: 'cancelled', detail: cancelledWords, payload: null }];
			} else {
				job.faults = job.work(job);
			}
		}
	}

	/** Applies pending subscriptions, whatever the clock says. */
	settle(): void {
		for (const { work } of this.pending.splice(0)) work();
	}

	faultsOf(id: string): readonly JobFault[] {
		return this.jobs.get(id)?.faults ?? [];
	}

	answer(address: string, id: string, status = 200): Answer {
		const job = this.jobs.get(id);
		if (job === undefined) return notFound('job');
		const { type, createdAt, total, skipped, faults } = job;
		const isCancelled = faults?.[0]?.detail === cancelledWords;
		const failed = isCancelled ? 0 : (faults?.length ?? 0);
		const isDone = faults !== undefined && !isCancelled;
		const running = this.now() - createdAt < queuedMs ? 'queued' : 'processing';
		const links = { self: `${address}/api/${type}s/${id}` };
		return {
			status,
			body: {
				data: {
					type,
					id,
					attributes: {
						status: isCancelled ? 'cancelled' : isDone ? 'complete' : running,
						created_at: new Date(createdAt).toISOString(),
						total_count: total,
						completed_count: isDone ? total - failed - skipped : 0,
						...(type === 'profile-bulk-import-job'
							? { failed_count: failed }
							: { skipped_count: isDone ? skipped : 0 }),
						completed_at: isDone ? new Date(this.now()).toISOString() : null,
					},
					links,
				},
				links,
			},
		};
	}
}
