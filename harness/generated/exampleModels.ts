import { readFileSync } from 'node:fs';
import type { IDataObject } from 'n8n-workflow';
import { runWorkflow, type WorkflowFile } from '../engine/runWorkflow';

/** The nodes of the example that fit a model, by the name under which "Saved models" holds it. */
const learners = {
	rfm: { node: 'Fit RFM', summary: 2 },
	score: { node: 'Fit score', summary: 2 },
	clv: { node: 'Fit lifetime value', summary: 2 },
	tier: { node: 'Fit tiers', summary: 2 },
	churn: { node: 'Fit churn', summary: 4 },
} as const;

const ownNode = /^(n8n-nodes-customer-value\.|n8n-nodes-base\.manualTrigger$)/;
const holder = 'Saved models';

/** Fits the models of "Score one customer by webhook" by running its lower row in n8n's engine. */
export async function learnExampleModels(
	file: WorkflowFile,
): Promise<Record<keyof typeof learners, IDataObject>> {
	const nodes = file.nodes.filter(({ type }) => ownNode.test(type));
	const names = new Set(nodes.map(({ name }) => name));
	const connections = Object.fromEntries(
		Object.entries(file.connections)
			.filter(([name]) => names.has(name))
			.map(([name, { main }]) => [
				name,
				{ main: main.map((output) => output?.filter(({ node }) => names.has(node)) ?? []) },
			]),
	);
	const run = await runWorkflow({ ...file, nodes, connections });
	if (run.error) throw run.error;
	const models = Object.entries(learners).map(([name, { node, summary }]) => [
		name,
		run.rows(node, summary)[0].model,
	]);
	return Object.fromEntries(models) as Record<keyof typeof learners, IDataObject>;
}

/** Reads the models that the example ships. */
export function savedExampleModels(path: string): IDataObject {
	const { nodes } = JSON.parse(readFileSync(path, 'utf8')) as WorkflowFile;
	const saved = nodes.find(({ name }) => name === holder);
	return JSON.parse(String(saved?.parameters.jsonOutput)) as IDataObject;
}

/** Returns the example with these models in it, as text. */
export function withModels(file: WorkflowFile, models: IDataObject): string {
	const nodes = file.nodes.map((node) =>
		node.name === holder
			? {
					...node,
					parameters: { ...node.parameters, jsonOutput: JSON.stringify(models, null, 2) },
				}
			: node,
	);
	return `${JSON.stringify({ ...file, nodes }, null, '\t')}\n`;
}
