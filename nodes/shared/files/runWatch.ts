import { type IExecuteFunctions, sleep } from 'n8n-workflow';
import type { Steps } from '../../../src/values/steps';
import { grouped } from '../../../src/values/wording';

/** Milliseconds after which n8n may do other work, such as cancelling the execution. */
const lookEvery = 200;

/** Milliseconds between two log lines about the progress. */
const logEvery = 5_000;

/** Stops a run whose execution was cancelled, and logs its progress. */
export class RunWatch {
	private looked = Date.now();
	private logged = this.looked;

	/** @param what is done, after the count where there is one, such as "customers read" */
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly what: string,
	) {}

	/**
	 * Lets n8n do other work from time to time, then throws if the execution was cancelled; cheap enough to be called
	 * for each portion.
	 */
	async look(count?: number): Promise<void> {
		const now = Date.now();
		const isTime = now - this.looked >= lookEvery;
		if (isTime) await sleep(0);
		this.context.getExecutionCancelSignal()?.throwIfAborted();
		if (!isTime) return;
		this.looked = now;
		if (now - this.logged < logEvery) return;
		this.logged = now;
		const progress = count === undefined ? this.what : `${grouped(count)} ${this.what}`;
		this.context.logger.info(`${this.context.getNode().name}: ${progress}`);
	}

	/** Runs work in steps, and looks between them. */
	async run<Result>(steps: Steps<Result>): Promise<Result> {
		for (;;) {
			const { done, value } = steps.next();
			if (done === true) return value;
			await this.look();
		}
	}
}
