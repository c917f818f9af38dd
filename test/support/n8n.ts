import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INode, IRun, ITaskData } from 'n8n-workflow';
import { startSandboxes, type Sandboxes } from '../../sandbox/sandboxes';
import { executeWorkflow, importCredentials, importWorkflows } from '../../harness/n8n/commands';
import type { EndToEndSetup } from '../../harness/n8n/endToEndSetup';
import type { ImportableCredential } from '../../harness/sandbox/credentials';
import { root } from '../../harness/process/shell';
import { readWorkflowFile, type ImportableWorkflow } from '../../harness/n8n/workflowFile';

/** Reads what `npm run test:e2e` left for its tests. */
export function readEndToEndResult<Result>(name: string): Result {
	try {
		return JSON.parse(readFileSync(join(process.env.E2E_RESULTS ?? '', name), 'utf8')) as Result;
	} catch (cause) {
		throw new Error(`${name} is missing: run npm run test:e2e.`, { cause });
	}
}

const setup = () => readEndToEndResult<EndToEndSetup>('setup.json');

/** Whether the tests run in n8n's previous line. */
export const isFirstLine = (): boolean => setup().runtime.version.startsWith('1.');

/** Whether the tests run in the line of n8n whose editor is known here: of the previous one all is tested but its editor. */
export const hasKnownEditor = (): boolean => setup().runtime.version.startsWith('2.');

/** Executes an example in n8n, from its manual trigger. */
export async function executeExample(slug: string, environment?: NodeJS.ProcessEnv): Promise<IRun> {
	const { runtime, userFolder } = setup();
	return await executeWorkflow(runtime, userFolder, readExample(slug).id, environment);
}

export const readExample = (slug: string): ImportableWorkflow =>
	readWorkflowFile(join(root, 'examples', `${slug}.json`));

/** A copy of an example under an id of its own, with what `change` makes of its nodes, by their names. */
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

/** Imports workflows, and credentials that they need, beside the examples. */
export async function importIntoN8n(
	workflows: readonly ImportableWorkflow[],
	credentials: readonly ImportableCredential[] = [],
): Promise<void> {
	const { runtime, userFolder } = setup();
	await importCredentials(runtime, userFolder, credentials);
	await importWorkflows(runtime, userFolder, workflows);
}

/** Executes a copy of an example in which some nodes are set otherwise. */
export async function executeChangedExample(
	slug: string,
	parameters: Readonly<Record<string, INode['parameters']>>,
): Promise<IRun> {
	const { runtime, userFolder } = setup();
	const changed = changedExample(slug, `${readExample(slug).id}-changed`, (node) => {
		for (const [name, given] of Object.entries(parameters)) {
			Object.assign(node(name).parameters, given);
		}
	});
	await importIntoN8n([changed]);
	return await executeWorkflow(runtime, userFolder, changed.id);
}

/** Imports a copy of an example that dies once a node has run, for nothing follows it, and gives the copy's id. */
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

/** Executes a copy of an example that dies once a node has run. */
export async function executeCutExample(
	...cut: Parameters<typeof importCutExample>
): Promise<IRun> {
	const { runtime, userFolder } = setup();
	return await executeWorkflow(runtime, userFolder, await importCutExample(...cut));
}

/** Executes a workflow of a test's own, with the credentials it needs. */
export async function executeOwnWorkflow(
	workflow: Pick<ImportableWorkflow, 'id' | 'name' | 'nodes' | 'connections' | 'settings'>,
	credentials: readonly ImportableCredential[] = [],
): Promise<IRun> {
	const { runtime, userFolder } = setup();
	await importCredentials(runtime, userFolder, credentials);
	await importWorkflows(runtime, userFolder, [{ ...workflow, path: '', slug: workflow.id }]);
	return await executeWorkflow(runtime, userFolder, workflow.id);
}

/** Posts a body to the webhook of an example; a text goes as it is, everything else as JSON. */
export async function postToWebhook(path: string, body: unknown): Promise<Response> {
	return await fetch(`${setup().url}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});
}

/** Where the credentials of the examples expect Klaviyo. */
export const klaviyoAddress = (): string => `http://127.0.0.1:${setup().klaviyoPort}`;

/** Starts empty sandbox servers of Klaviyo and Meta where the credentials of the examples expect them. */
export async function startExpectedSandboxes(): Promise<Sandboxes> {
	const { klaviyoPort, klaviyoBPort, metaPort } = setup();
	return await startSandboxes({ klaviyoPort, klaviyoBPort, metaPort });
}

/** The rows of each output of each run of a node, as they look once they have been stored. */
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
