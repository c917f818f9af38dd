import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';
import { credentialsHelperFor } from '../../harness/engine/credentialsHelper';
import { loadBuiltNodes } from '../../harness/engine/builtNodes';
import { runWorkflow, type WorkflowRun } from '../../harness/engine/runWorkflow';
import { node, own, to, trigger } from '../../harness/engine/workflowParts';

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
	const hasSecond = builtTypes[type].description.inputs.length === 2;
	const [first, other] = [node('First', 'source.first'), node('Second', 'source.second')];
	const settings = { typeVersion: 1, credentials: placeholders, ...(onError && { onError }) };
	const target = own('Node', type, parameters, settings);
	return await runWorkflow(
		{
			nodes: [trigger, first, other, target],
			connections: {
				Start: { main: [[to(first), ...(hasSecond ? [to(other)] : [])]] },
				First: { main: [[to(target)]] },
				...(hasSecond && { Second: { main: [[to(target, 1)]] } }),
			},
			settings: { timezone: 'America/New_York' },
		},
		{
			types: { 'source.first': source(items), 'source.second': source(second) },
			additionalData: { credentialsHelper: credentialsHelperFor(credentials) },
		},
	);
}

const placeholders = {
	customerValueKlaviyoApi: { id: '1', name: 'Klaviyo' },
	customerValueMetaApi: { id: '2', name: 'Meta' },
	customerValueGoogleOAuth2Api: { id: '3', name: 'Google' },
	customerValueGoogleServiceAccountApi: { id: '4', name: 'Google service account' },
};

/** A node that outputs items as they are: as another node of the same process could pass them. */
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
