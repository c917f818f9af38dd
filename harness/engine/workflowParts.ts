import type { IDataObject, INode } from 'n8n-workflow';
import { newestVersion } from './builtNodes';
import type { WorkflowFile } from './runWorkflow';

/** A node of a generated workflow. */
export function node(
	name: string,
	type: string,
	parameters: object = {},
	settings: Partial<INode> = {},
): INode {
	return {
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
		...settings,
	};
}

/** A new node of this package, by the short name of its type, such as `computeRfm`. */
export function own(
	name: string,
	type: string,
	parameters?: object,
	settings?: Partial<INode>,
): INode {
	const newest = { typeVersion: newestVersion(type), ...settings };
	return node(name, `n8n-nodes-customer-value.${type}`, parameters, newest);
}

export const trigger = node('Start', 'n8n-nodes-base.manualTrigger');

/** A connection to an input of a node. */
export const to = ({ name }: INode, index = 0) => ({ node: name, type: 'main' as const, index });

/** A trigger and nodes in a row, each on the first output of the one before. */
export function chain(...nodes: INode[]): WorkflowFile {
	const all = [trigger, ...nodes];
	return {
		nodes: all,
		connections: Object.fromEntries(nodes.map((next, i) => [all[i].name, { main: [[to(next)]] }])),
	};
}

/** A trigger and a node whose second input receives rows; without rows nothing is connected to it. */
export function withSecondInput(target: INode, rows: readonly IDataObject[] = []): WorkflowFile {
	if (rows.length === 0) return chain(target);
	const stored = node('Stored', 'n8n-nodes-base.noOp');
	return {
		nodes: [trigger, stored, target],
		connections: {
			[trigger.name]: { main: [[to(stored), to(target)]] },
			[stored.name]: { main: [[to(target, 1)]] },
		},
		pinData: { [stored.name]: rows.map((json) => ({ json })) },
	};
}
