import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type INode, type INodeType, NodeHelpers, Workflow } from 'n8n-workflow';

/** Every command of the project runs in its root. */
const root = process.cwd();

/** The node types of the built package, by the names a workflow uses: `n8n-nodes-customer-value.computeRfm`. */
export function loadBuiltNodes(): Record<string, INodeType> {
	const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
		name: string;
		n8n: { nodes: string[] };
	};
	const types: Record<string, INodeType> = {};
	for (const file of manifest.n8n.nodes) {
		const className = file.split('/').at(-1)?.split('.')[0] ?? '';
		// eslint-disable-next-line @typescript-eslint/no-require-imports
		const module = require(join(root, file)) as Record<string, new () => INodeType>;
		const node = new module[className]();
		types[`${manifest.name}.${node.description.name}`] = node;
	}
	return types;
}

/** The versions of a node. */
export const versionsOf = ({ description: { version } }: INodeType): readonly number[] =>
	[version].flat();

/** The number of outputs of a node's version, as n8n counts them; the error output is not counted. */
export function outputCountOf(type: INodeType, typeVersion: number): number {
	const { description } = type;
	const node: INode = {
		id: 'node',
		name: 'Node',
		type: description.name,
		typeVersion,
		position: [0, 0],
		parameters: {},
	};
	const nodeTypes = {
		getByName: () => type,
		getByNameAndVersion: () => type,
		getKnownTypes: () => ({}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	return NodeHelpers.getNodeOutputs(workflow, node, description).length;
}

/** The version of a new node, by the short name of its type, such as `computeRfm`. */
export function newestVersion(type: string): number {
	const built = loadBuiltNodes();
	const node = built[`n8n-nodes-customer-value.${type.replace(/Tool$/, '')}`];
	return Math.max(...versionsOf(node));
}
