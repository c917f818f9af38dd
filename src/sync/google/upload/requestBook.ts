import type { Notice } from '../../../values/notice';
import { settle } from '../../../values/settle';
import { counted } from '../../../values/wording';
import type { GoogleClient } from '../api/googleClient';
import {
	followRequests,
	isUnanswered,
	spanOf,
	type RequestState,
	type RequestStatus,
} from './requestStatus';

/** The state of several requests together. */
export type JointState = 'done' | 'processing' | 'partial' | 'failed';

/** The requests of a run, which Google processes after it has accepted them. */
export class RequestBook {
	private readonly statuses = new Map<string, RequestStatus | undefined>();
	private until: number | undefined;

	constructor(
		private readonly client: GoogleClient,
		private readonly notices: Notice[],
		private readonly waitMs: number,
	) {}

	/** Notes a request that Google has accepted. */
	note(requestId: string): void {
		this.statuses.set(requestId, undefined);
	}

	/**
	 * Polls requests until Google has processed them or the run's time is up; without time it polls once.
	 *
	 * They were accepted: where Google does not answer, they count as processing, and a notice says so.
	 */
	async follow(requestIds: readonly string[] = [...this.statuses.keys()]): Promise<void> {
		const open = requestIds.filter((id) => this.stateOf(id) === 'processing');
		if (open.length === 0) return;
		this.until ??= this.client.context.now() + this.waitMs;
		const read = await settle(followRequests(this.client, open, this.until));
		if (read.status === 'fulfilled') {
			for (const [id, status] of read.value) this.statuses.set(id, status);
			return;
		}
		if (!isUnanswered(read.reason)) throw read.reason;
		this.notices.push({
			code: 'statusNotRead',
			message: `Google accepted the requests, but their status could not be read afterwards (${read.reason.message}). The next run checks.`,
			level: 'info',
		});
	}

	stateOf(requestId: string): RequestState {
		return this.statuses.get(requestId)?.state ?? 'processing';
	}

	/** The state of somebody who is in several requests. */
	jointState(requestIds: readonly string[]): JointState {
		const states = requestIds.map((id) => this.stateOf(id));
		if (states.includes('failed') || states.includes('unknown')) return 'failed';
		if (states.includes('partial')) return 'partial';
		return states.includes('processing') ? 'processing' : 'done';
	}

	/** Reports members that Google refused while it processed the requests. */
	noticeErrors(): void {
		const errors: Record<string, number> = {};
		for (const status of this.statuses.values()) {
			for (const [reason, members] of Object.entries(status?.errors ?? {})) {
				errors[reason] = (errors[reason] ?? 0) + members;
			}
		}
		const found = Object.entries(errors);
		if (found.length === 0) return;
		const said = found.map(([reason, members]) => `${counted(members, 'customer')}: ${reason}`);
		this.notices.push({
			code: 'processingErrors',
			message: `While processing, Google refused customers and does not say which (${said.join('; ')}). The next run sends their requests again.`,
			level: 'warning',
		});
	}

	/** Flat fields for the summary. */
	facts(): Readonly<Record<string, string | number>> {
		const ids = [...this.statuses.keys()];
		if (ids.length === 0) return {};
		const count = (state: RequestState) => ids.filter((id) => this.stateOf(id) === state).length;
		const rates = [...this.statuses.values()].flatMap((status) =>
			status?.matchRate === undefined ? [] : [status.matchRate],
		);
		const [atLeast, atMost] = rates.length === 0 ? [] : spanOf(rates);
		return {
			requestIds: ids.join(', '),
			requestsDone: count('done'),
			requestsProcessing: count('processing'),
			requestsPartial: count('partial'),
			requestsFailed: count('failed') + count('unknown'),
			...(atLeast === undefined || atMost === undefined
				? {}
				: { matchRateAtLeastPercent: atLeast, matchRateAtMostPercent: atMost }),
		};
	}
}
