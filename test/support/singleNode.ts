import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { credentialsHelperFor } from '../../harness/engine/credentialsHelper';
import { loadBuiltNodes, runWorkflow, type WorkflowRun } from '../../harness/engine/runWorkflow';

/** The built node types by their short names, such as `computeRfm`. */
export const builtTypes: Readonly<Record<string, INodeType>> = Object.fromEntries(
	Object.entries(loadBuiltNodes()).map(([name, type]) => [name.split('.').at(-1), type]),
);

export interface SingleRun {
	/** Items of the second input, for a node that has one. */
	readonly second?: INodeExecutionData[];
	readonly onError?: INode['onError'];
	readonly credentials?: Readonly<Record<string, ICredentialDataDecryptedObject>>;
}

/** Runs one node of the package in n8n's engine on items; its results are those of the node called "Node". */
export async function runSingle(
	type: string,
	parameters: IDataObject,
	items: INodeExecutionData[],
	{ second = [], onError, credentials = {} }: SingleRun = {},
): Promise<WorkflowRun> {
	const link = (target: string, index: number) => ({ node: target, type: 'main' as const, index });
	const hasSecond = builtTypes[type].description.inputs.length === 2;
	return await runWorkflow(
		{
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger'),
				node('First', 'source.first'),
				node('Second', 'source.second'),
				{
					...node('Node', `n8n-nodes-customer-value.${type}`, parameters),
					...(onError && { onError }),
				},
			],
			connections: {
				Start: { main: [[link('First', 0), ...(hasSecond ? [link('Second', 0)] : [])]] },
				First: { main: [[link('Node', 0)]] },
				...(hasSecond && { Second: { main: [[link('Node', 1)]] } }),
			},
			settings: { timezone: 'America/New_York' },
		},
		{
			types: { 'source.first': source(items), 'source.second': source(second) },
			additionalData: { credentialsHelper: credentialsHelperFor(credentials) },
		},
	);
}

/** A node that gives items as they are: what another node of the same process could hand on. */
function source(items: INodeExecutionData[]): INodeType {
	return {
		description: {
			displayName: 'Source',
			name: 'source',
			group: ['transform'],
			version: 1,
			description: 'Source',
			defaults: { name: 'Source' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
		},
		execute: () => Promise.resolve([items]),
	};
}

function node(name: string, type: string, parameters: IDataObject = {}): INode {
	return {
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
		credentials: {
			customerValueKlaviyoApi: { id: '1', name: 'Klaviyo' },
			customerValueMetaApi: { id: '2', name: 'Meta' },
		},
	};
}
