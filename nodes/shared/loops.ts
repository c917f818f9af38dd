import type { IExecuteFunctions } from 'n8n-workflow';
import type { Notice } from '../../src/values/notice';

/** Whether n8n runs the node once per batch, and so shows it a part of the customers. */
export interface LoopPlace {
	/** How often the node has run in this execution: 0 outside loops. */
	readonly loopIteration: number;
	/** Whether a Loop Over Items node before this one still holds items. */
	readonly loopHasMore: boolean;
}

/** Returns where in a loop the node runs. */
export function loopPlace(context: IExecuteFunctions): LoopPlace {
	return { loopIteration: loopIteration(context), loopHasMore: loopHasMore(context) };
}

/** Returns how often the node has run in this execution before. */
export function loopIteration(context: IExecuteFunctions): number {
	const iteration = Number(context.getWorkflowDataProxy(0).$runIndex);
	return Number.isInteger(iteration) && iteration > 0 ? iteration : 0;
}

const loopType = 'n8n-nodes-base.splitInBatches';

/** Loop Over Items keeps in its context whether items are left; a loop made of other nodes shows in `$runIndex` alone. */
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
 * Says of an operation that has to see all customers that another workflow called this one: a call per batch looks to the node like
 * a call with everybody.
 */
export function calledNotice(context: Pick<IExecuteFunctions, 'getMode'>): Notice[] {
	if (context.getMode() !== 'integrated') return [];
	return [
		{
			code: 'calledByWorkflow',
			message:
				'Another workflow called this one, and this operation takes the customers of the call for all there are. Call it once with all customers, never once per batch.',
			level: 'info',
		},
	];
}
