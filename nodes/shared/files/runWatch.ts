import { type IExecuteFunctions, sleep } from 'n8n-workflow';
import { grouped } from '../../../src/values/wording';

/** Milliseconds between two checks for a cancelled execution. */
const lookEvery = 200;

/** Milliseconds between two log lines about the progress. */
const logEvery = 5_000;

/** Stops a run whose execution was cancelled, and logs its progress. */
export class RunWatch {
	private looked = Date.now();
	private logged = this.looked;

	/** @param what the things that are counted and what is done to them, such as "customers read" */
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly what: string,
	) {}

	/**
	 * Lets n8n do other work from time to time, then throws if the execution was cancelled; cheap enough to be called
	 * for each portion.
	 */
	async look(count: number): Promise<void> {
		const now = Date.now();
		if (now - this.looked < lookEvery) return;
		this.looked = now;
		await sleep(0);
		this.context.getExecutionCancelSignal()?.throwIfAborted();
		if (now - this.logged < logEvery) return;
		this.logged = now;
		this.context.logger.info(`${this.context.getNode().name}: ${grouped(count)} ${this.what}`);
	}
}
