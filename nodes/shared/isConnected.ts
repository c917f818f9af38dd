import { type IExecuteFunctions, NodeConnectionTypes } from 'n8n-workflow';

/**
 * The part of n8n's contexts that their interface leaves out: a node's connections by input, null where an input has
 * none.
 */
interface WithConnections {
	readonly getConnections?: (
		node: ReturnType<IExecuteFunctions['getNode']>,
		type: string,
	) => ReadonlyArray<readonly unknown[] | null | undefined>;
}

/**
 * Whether anything is connected to an input: a connected node without items is different from no node.
 *
 * Where n8n doesn't report it, only an input with items counts as connected.
 */
export function isConnected(context: IExecuteFunctions, input: number): boolean {
	const { getConnections } = context as WithConnections;
	if (typeof getConnections !== 'function') return (context.getInputData(input) ?? []).length > 0;
	const connections = getConnections.call(context, context.getNode(), NodeConnectionTypes.Main);
	return (connections[input] ?? []).length > 0;
}
