import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { IConnections, INode, IPinData, IWorkflowSettings } from 'n8n-workflow';

/** An example workflow with its ID in n8n. */
export interface ImportableWorkflow {
	readonly path: string;
	/** The file's name without its extension. */
	readonly slug: string;
	readonly id: string;
	readonly name: string;
	readonly nodes: INode[];
	readonly connections: IConnections;
	readonly settings?: IWorkflowSettings;
	readonly pinData?: IPinData;
}

/** Reads a workflow; one without an ID gets one derived from its file's name, so that links to it stay valid. */
export function readWorkflowFile(path: string): ImportableWorkflow {
	const slug = basename(path, '.json');
	const content = JSON.parse(readFileSync(path, 'utf8')) as Partial<ImportableWorkflow>;
	if (!content.nodes || !content.connections) throw new Error(`${path} is no n8n workflow.`);
	const id = createHash('sha256').update(slug).digest('hex').slice(0, 16);
	return {
		...(content as ImportableWorkflow),
		id: content.id ?? id,
		name: content.name ?? slug,
		path,
		slug,
	};
}

/** The workflows of a folder in the order of their names; none when there is no such folder. */
export function readWorkflowFolder(folder: string): ImportableWorkflow[] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((name) => name.endsWith('.json'))
		.sort()
		.map((name) => readWorkflowFile(join(folder, name)));
}

/** The paths of the webhooks that start a workflow. */
export const webhookPaths = ({ nodes }: Pick<ImportableWorkflow, 'nodes'>): string[] =>
	nodes
		.filter(({ type }) => type === 'n8n-nodes-base.webhook')
		.map(({ parameters }) => String(parameters.path));

/** Whether a webhook or another workflow calls a workflow: n8n 2 lets them call only published ones. */
export const isCalled = (workflow: Pick<ImportableWorkflow, 'nodes'>): boolean =>
	webhookPaths(workflow).length > 0 ||
	workflow.nodes.some(({ type }) => type === 'n8n-nodes-base.executeWorkflowTrigger');
