import { type IExecuteFunctions, NodeOperationError } from 'n8n-workflow';
import { SyncError } from '../../../src/sync/http/errors';
import type { SyncResult } from '../../../src/sync/run/carryOut';
import type { OnEarlyEnd } from '../../../src/sync/run/onEarlyEnd';
import { counted, grouped } from '../../../src/values/wording';
import { errorDescription } from './runSync';

/** Why a run failed whose node continues after errors. */
export interface SyncFailure {
	readonly message: string;
	/**
	 * Whether the node has an error output: n8n moves items there that hold only an error, and returns their rows to
	 * them.
	 */
	readonly hasErrorOutput: boolean;
}

/**
 * The failure of a run that ended before its plan did; undefined where it did not, or where the user chose to continue.
 *
 * Throws it unless the node continues after errors: then the customers' outcomes are returned with it. A cancelled run
 * is not a failure: n8n itself marks its execution.
 */
export function earlyEnd(
	context: IExecuteFunctions,
	{ stopped, outcomes, summary }: SyncResult,
	onEarlyEnd: OnEarlyEnd,
): SyncFailure | undefined {
	if (!(stopped instanceof SyncError) || onEarlyEnd === 'continue') return undefined;
	const done = ['sent', 'accepted', 'unchanged']
		.map((status) => Number(summary[status]))
		.reduce((sum, count) => sum + count, 0);
	if (!context.continueOnFail()) {
		const description = errorDescription(stopped.facts, [
			`${grouped(done)} of ${counted(outcomes.length, 'customer')} were done before that. Run again for the rest.`,
			'To continue with every outcome instead, set "On Early End" to Continue.',
		]);
		const { message } = stopped;
		// n8n replaces a message that names a network error, unless it is mapped to another one.
		const messageMapping = { [message]: `Ended early: ${message}` };
		throw new NodeOperationError(context.getNode(), message, { description, messageMapping });
	}
	const { onError } = context.getNode();
	return { message: stopped.message, hasErrorOutput: onError === 'continueErrorOutput' };
}
