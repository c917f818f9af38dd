import { join } from 'node:path';
import type { IDataObject, INode, IRun, ITaskData } from 'n8n-workflow';
import { startSandboxes, type Sandboxes } from '../../sandbox/sandboxes';
import { executeWorkflow, importCredentials, importWorkflows } from '../../harness/n8n/commands';
import type { ImportableCredential } from '../../harness/sandbox/credentials';
import { root } from '../../harness/process/shell';
import { readWorkflowFile, type ImportableWorkflow } from '../../harness/n8n/workflowFile';
import { clickExecute, updateWorkflow } from './clickExecute';
import { setup } from './endToEndSetup';

/** Executes an example in n8n, from its manual trigger. */
export const executeExample = (slug: string): Promise<IRun> => clickExecute(readExample(slug).id);

/** Executes an example with n8n's command line, under settings that differ from the server's. */
export async function executeUnder(environment: NodeJS.ProcessEnv, slug: string): Promise<IRun> {
	const { runtime, userFolder } = setup();
	return await executeWorkflow(runtime, userFolder, readExample(slug).id, environment);
}

export const readExample = (slug: string): ImportableWorkflow =>
	readWorkflowFile(join(root, 'examples', `${slug}.json`));

/** A copy of an example under its own ID, with nodes changed by `change`, by their names. */
export function changedExample(
	slug: string,
	id: string,
	change: (node: (name: string) => INode) => void,
): ImportableWorkflow {
	const copy = { ...structuredClone(readExample(slug)), id };
	change((name) => {
		const found = copy.nodes.find((node) => node.name === name);
		if (found === undefined) throw new Error(`There is no node "${name}" in ${slug}.`);
		return found;
	});
	return copy;
}

/** Imports workflows, and the credentials they need, beside the examples; existing ones are replaced. */
export async function importIntoN8n(
	workflows: readonly ImportableWorkflow[],
	credentials: readonly ImportableCredential[] = [],
): Promise<void> {
	const { runtime, userFolder } = setup();
	await importCredentials(runtime, userFolder, credentials);
	const isKnown = await Promise.all(workflows.map(updateWorkflow));
	const missing = workflows.filter((_workflow, at) => !isKnown[at]);
	await importWorkflows(runtime, userFolder, missing);
}

/** Executes a copy of an example with changed parameters of some nodes. */
export async function executeChangedExample(
	slug: string,
	parameters: Readonly<Record<string, INode['parameters']>>,
): Promise<IRun> {
	const changed = changedExample(slug, `${readExample(slug).id}-changed`, (node) => {
		for (const [name, given] of Object.entries(parameters)) {
			Object.assign(node(name).parameters, given);
		}
	});
	await importIntoN8n([changed]);
	return await clickExecute(changed.id);
}

/**
 * Imports a copy of an example that ends once a node has run, because nothing follows it, and returns the copy's ID.
 */
export async function importCutExample(
	slug: string,
	cutAfter: string,
	change: (node: (name: string) => INode) => void = () => undefined,
): Promise<string> {
	const copy = changedExample(slug, `${readExample(slug).id}-cut`, change);
	await importIntoN8n([
		{ ...copy, connections: { ...copy.connections, [cutAfter]: { main: [] } } },
	]);
	return copy.id;
}

/** Executes a copy of an example that ends once a node has run. */
export const executeCutExample = async (
	...cut: Parameters<typeof importCutExample>
): Promise<IRun> => await clickExecute(await importCutExample(...cut));

/** Executes a test's own workflow, with the credentials it needs. */
export async function executeOwnWorkflow(
	workflow: Pick<ImportableWorkflow, 'id' | 'name' | 'nodes' | 'connections' | 'settings'>,
	credentials: readonly ImportableCredential[] = [],
): Promise<IRun> {
	await importIntoN8n([{ ...workflow, path: '', slug: workflow.id }], credentials);
	return await clickExecute(workflow.id);
}

/** Posts a body to the webhook of an example; a text is sent as it is, everything else as JSON. */
export async function postToWebhook(path: string, body: unknown): Promise<Response> {
	return await fetch(`${setup().url}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});
}

/** The address where the credentials of the examples expect Klaviyo. */
export const klaviyoAddress = (): string => `http://127.0.0.1:${setup().klaviyoPort}`;

/** Starts empty sandbox servers of Klaviyo, Meta and Google where the credentials of the examples expect them. */
export async function startExpectedSandboxes(): Promise<Sandboxes> {
	const { klaviyoPort, klaviyoBPort, metaPort, googlePort } = setup();
	return await startSandboxes({ klaviyoPort, klaviyoBPort, metaPort, googlePort });
}

/** The rows of each output of each run of a node, as stored. */
export function rowsOfRuns(runs: readonly ITaskData[]): IDataObject[][][] {
	const rows = runs.map((run) =>
		(run.data?.main ?? []).map((items) => (items ?? []).map((item) => item.json)),
	);
	return JSON.parse(JSON.stringify(rows)) as IDataObject[][][];
}

/** The rows of one output of a node's first run; none where the node did not run. */
export function rowsOf(run: IRun, node: string, outputIndex = 0): IDataObject[] {
	return rowsOfRuns(run.data.resultData.runData[node] ?? [])[0]?.[outputIndex] ?? [];
}
