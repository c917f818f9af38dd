import type { IExecuteFunctions } from 'n8n-workflow';
import type { Notice } from '../../src/values/notice';

/** Whether n8n runs the node once per batch, and so passes it only some of the customers. */
export interface LoopPlace {
	/** Number of earlier runs of the node in this execution: 0 outside loops. */
	readonly loopIteration: number;
	/** Whether a Loop Over Items node before this one still holds items. */
	readonly loopHasMore: boolean;
}

/** Returns the node's position in a loop. */
export function loopPlace(context: IExecuteFunctions): LoopPlace {
	return { loopIteration: loopIteration(context), loopHasMore: loopHasMore(context) };
}

/** Returns the number of earlier runs of the node in this execution. */
export function loopIteration(context: IExecuteFunctions): number {
	const iteration = Number(context.getWorkflowDataProxy(0).$runIndex);
	return Number.isInteger(iteration) && iteration > 0 ? iteration : 0;
}

const loopType = 'n8n-nodes-base.splitInBatches';

/**
 * Loop Over Items keeps in its context whether items are left; a loop made of other nodes shows only in `$runIndex`.
 */
function loopHasMore(context: IExecuteFunctions): boolean {
	const loops = context
		.getParentNodes(context.getNode().name)
		.filter(({ type, disabled }) => type === loopType && !disabled);
	if (loops.length === 0) return false;
	const { $node: nodes } = context.getWorkflowDataProxy(0) as {
		$node: Record<string, { context: Record<string, unknown> }>;
	};
	return loops.some(({ name }) => nodes[name].context.noItemsLeft === false);
}

/**
 * Warns, for an operation that has to receive all customers, that another workflow called this one: the node can't
 * distinguish a call per batch from a call with everybody.
 */
export function calledNotice(context: Pick<IExecuteFunctions, 'getMode'>): Notice[] {
	if (context.getMode() !== 'integrated') return [];
	return [
		{
			code: 'calledByWorkflow',
			message:
				'Another workflow called this one, and this operation treats the customers of the call as all customers. Call it once with all customers, never once per batch.',
			level: 'info',
		},
	];
}
