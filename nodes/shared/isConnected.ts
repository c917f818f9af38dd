import { type IExecuteFunctions, NodeConnectionTypes } from 'n8n-workflow';

/** What n8n's contexts have besides their interface: a node's connections by input, null where an input has none. */
interface WithConnections {
	readonly getConnections?: (
		node: ReturnType<IExecuteFunctions['getNode']>,
		type: string,
	) => ReadonlyArray<readonly unknown[] | null | undefined>;
}

/**
 * Whether anything is connected to an input: a step that gave no items is something else than no step.
 *
 * Where n8n doesn't tell, only an input with items counts as connected.
 */
export function isConnected(context: IExecuteFunctions, input: number): boolean {
	const { getConnections } = context as WithConnections;
	if (typeof getConnections !== 'function') return (context.getInputData(input) ?? []).length > 0;
	const connections = getConnections.call(context, context.getNode(), NodeConnectionTypes.Main);
	return (connections[input] ?? []).length > 0;
}
