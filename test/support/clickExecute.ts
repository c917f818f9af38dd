import { parse } from 'flatted';
import type { IRun } from 'n8n-workflow';
import type { ImportableWorkflow } from '../../harness/n8n/workflowFile';
import { setup } from './endToEndSetup';

const pollMs = 200;
const busyMs = 60_000;
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, pollMs));

/**
 * Executes a workflow in the server as a click on "Execute workflow" in the editor does, and returns the run.
 *
 * Unlike n8n's command line it supports Data Tables, and starts at the manual trigger even if other workflows call the
 * workflow too.
 */
export async function clickExecute(id: string): Promise<IRun> {
	const ask = await server();
	const workflowData = await ask<ImportableWorkflow>(`/workflows/${id}`);
	const trigger = workflowData.nodes.find(({ type }) => type === 'n8n-nodes-base.manualTrigger');
	const { executionId } = await ask<{ executionId: string }>(`/workflows/${id}/run`, {
		workflowData,
		triggerToStartFrom: { name: trigger?.name },
	});
	for (let endedAt: number | undefined; ; await pause()) {
		const execution = await ask<Omit<IRun, 'data'> & { data: string }>(
			`/executions/${executionId}`,
		);
		if (['new', 'running', 'waiting'].includes(execution.status)) continue;
		// n8n 1 reports how a run ended before it has stored the data.
		const data = parse(execution.data) as IRun['data'] | undefined;
		if (data?.resultData !== undefined) return { ...execution, data };
		endedAt ??= Date.now();
		if (Date.now() > endedAt + busyMs) throw new Error(`${id}: ${execution.status}, no data.`);
	}
}

/** Replaces the nodes of a workflow in n8n; false where it has none with this ID. */
export async function updateWorkflow({
	id,
	nodes,
	connections,
	settings,
	pinData,
}: ImportableWorkflow): Promise<boolean> {
	const ask = await server();
	const known = await ask<ReadonlyArray<{ id: string }>>('/workflows');
	if (!known.some((one) => one.id === id)) return false;
	await ask(`/workflows/${id}`, { nodes, connections, settings, pinData }, 'PATCH');
	return true;
}

/** Creates a Data Table by hand, because n8n 1 has no node that does, and returns its ID. */
export async function makeDataTable(
	name: string,
	columns: ReadonlyArray<{ name: string; type: 'string' | 'boolean' | 'number' | 'date' }>,
): Promise<string> {
	const ask = await server();
	const project = await ask<{ id: string }>('/projects/personal');
	const table = await ask<{ id: string }>(`/projects/${project.id}/data-tables`, { name, columns });
	return table.id;
}

/**
 * Connects an OAuth credential as a person does: opens the address that n8n returns, and follows the platform's
 * redirect.
 */
/** Publishes a workflow in the running server: its webhooks answer from now on. */
export async function publish(id: string): Promise<void> {
	const ask = await server();
	const { versionId } = await ask<{ versionId: string }>(`/workflows/${id}`);
	if (setup().runtime.version.startsWith('1.')) {
		await ask(`/workflows/${id}`, { active: true, versionId }, 'PATCH');
	} else await ask(`/workflows/${id}/activate`, { versionId });
}

export async function connectOAuth(credentialId: string): Promise<void> {
	const ask = await server();
	const authorization = await ask<string>(`/oauth2-credential/auth?id=${credentialId}`);
	const agreed = await fetch(authorization, { redirect: 'manual' });
	const callback = agreed.headers.get('location') ?? '';
	await ask(callback.slice(callback.indexOf('/rest/') + '/rest'.length));
}

type Server = <Data>(path: string, body?: object, method?: string) => Promise<Data>;

let session: Promise<Server> | undefined;
/** One login serves all requests of a test file. */
const server = () => (session ??= logIn());

/**
 * Logs in as the owner, and returns a client of the server's own API: a GET, or with a body a POST or another method.
 */
async function logIn(): Promise<Server> {
	const { url, login } = setup();
	const credentials = { emailOrLdapLoginId: login.email, password: login.password };
	const loggedIn = await callServer(`${url}/rest/login`, { body: credentials });
	const cookie = loggedIn.headers
		.getSetCookie()
		.map((line) => line.split(';')[0])
		.join('; ');
	return async <Data>(path: string, body?: object, method?: string): Promise<Data> => {
		const answer = await callServer(`${url}/rest${path}`, { method, body, cookie });
		const isJson = answer.headers.get('content-type')?.includes('json') === true;
		return isJson ? ((await answer.json()) as { data: Data }).data : (undefined as Data);
	};
}

/** Calls n8n, and retries while it is busy: it answers 503 when its database has not answered in time. */
async function callServer(
	address: string,
	{
		body,
		cookie,
		method = body === undefined ? 'GET' : 'POST',
	}: { body?: object; cookie?: string; method?: string },
): Promise<Response> {
	for (const until = Date.now() + busyMs; ; await pause()) {
		const answer = await fetch(address, {
			method,
			headers: {
				'content-type': 'application/json',
				// n8n closes idle connections, and a request on one would be lost.
				connection: 'close',
				...(cookie && { cookie }),
			},
			body: body && JSON.stringify(body),
		});
		if (answer.ok) return answer;
		if (answer.status === 503 && Date.now() < until) continue;
		throw new Error(`${new URL(address).pathname}: ${answer.status}. ${await answer.text()}`);
	}
}
