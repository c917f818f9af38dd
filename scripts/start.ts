// Real n8n in the browser with the built package and the example workflows, beside sandbox servers of Klaviyo, Meta and
// Google.
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSandboxes } from '../sandbox/sandboxes';
import { freePort } from '../harness/process/freePort';
import { installPackage } from '../harness/package/installPackage';
import { importCredentials, importWorkflows } from '../harness/n8n/commands';
import { ensureRuntime, type Runtime } from '../harness/pinned/runtime';
import {
	ensureOwner,
	isReady,
	loadedNodes,
	publishWorkflows,
	startServer,
} from '../harness/n8n/server';
import { openBrowser } from './start/openBrowser';
import { withProgress } from '../harness/process/progress';
import { sandboxCredentials, type ImportableCredential } from '../harness/sandbox/credentials';
import { build, root, step } from '../harness/process/shell';
import {
	isCalled,
	readWorkflowFolder,
	webhookPaths,
	type ImportableWorkflow,
} from '../harness/n8n/workflowFile';

const { values: options } = parseArgs({
	options: {
		fresh: { type: 'boolean', default: false },
		open: { type: 'boolean', default: true },
		port: { type: 'string', default: '5678' },
	},
	allowNegative: true,
});
const userFolder = join(root, 'out', 'n8n');
/** The example to start with: it needs no credentials and sends nothing. */
const shownFirst = 'orders-to-suppression-list';
const runningFile = join(userFolder, 'running.json');
const importedFile = join(userFolder, 'imported.json');

function readJson<T>(file: string): T | undefined {
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

/** Two servers on one database would damage it. */
async function refuseSecondServer(): Promise<void> {
	const running = readJson<{ url: string; processId: number }>(runningFile);
	if (!running || !(await isReady(running.url))) return;
	try {
		process.kill(running.processId, 0);
	} catch {
		// That process has ended; another program answers at its address.
		return;
	}
	console.log(`\nn8n is running already: ${running.url}`);
	process.exit(0);
}

/** Imports only new and changed workflows, so that users' changes to the others stay, and returns them. */
async function importChanged(
	runtime: Runtime,
	examples: readonly ImportableWorkflow[],
	credentials: readonly ImportableCredential[],
): Promise<readonly ImportableWorkflow[]> {
	const known = readJson<Record<string, string>>(importedFile) ?? {};
	const hashes: Record<string, string> = {};
	const hasChanged = (name: string, content: string) => {
		hashes[name] = createHash('sha256').update(content).digest('hex');
		return known[name] !== hashes[name];
	};
	const newCredentials = credentials.filter((credential) =>
		hasChanged(credential.id, JSON.stringify(credential)),
	);
	const newExamples = examples.filter(({ slug, path }) =>
		hasChanged(slug, readFileSync(path, 'utf8')),
	);
	await importCredentials(runtime, userFolder, newCredentials);
	await importWorkflows(runtime, userFolder, newExamples);
	await writeFile(importedFile, JSON.stringify({ ...known, ...hashes }));
	return newExamples;
}

function stopOnSignal(stop: () => Promise<void>): void {
	let isStopping = false;
	const end = () => {
		if (isStopping) return;
		isStopping = true;
		console.log('\nStopping n8n …');
		void stop();
	};
	process.on('SIGINT', end).on('SIGTERM', end).on('SIGHUP', end);
}

await refuseSecondServer();
await step('Build', build);
console.log('\n── n8n');
const runtime = await ensureRuntime();
if (options.fresh) await rm(userFolder, { recursive: true, force: true });
await mkdir(userFolder, { recursive: true });
const packageName = await withProgress('Installing the package into n8n', () =>
	installPackage(root, userFolder),
);
const examples = readWorkflowFolder(join(root, 'examples'));
const klaviyoPort = await freePort(4010);
const sandboxes = await startSandboxes({
	klaviyoPort,
	klaviyoBPort: await freePort(klaviyoPort + 1),
	metaPort: await freePort(4020),
	googlePort: await freePort(4030),
	rateWindows: true,
});
// Each keeps its requests for tests to read; here nobody would.
sandboxes.klaviyo.server.forget();
sandboxes.klaviyoB.server.forget();
sandboxes.meta.server.forget();
sandboxes.google.server.forget();
const imported = await withProgress('Importing the example workflows and their credentials', () =>
	importChanged(runtime, examples, sandboxCredentials(sandboxes)),
);
const server = await withProgress(`Starting n8n ${runtime.version}`, () =>
	startServer(runtime, userFolder, {
		port: Number(options.port),
		timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
	}),
);
stopOnSignal(server.stop);
const { url, processId, log } = server;
await writeFile(runningFile, JSON.stringify({ url, processId }));
const login = await ensureOwner(server, userFolder);
const called = imported.filter(isCalled);
const unpublished = await publishWorkflows(
	server,
	login,
	called.map(({ id }) => id),
);
const toPublish = called
	.filter(({ id }) => unpublished.includes(id))
	.map(({ name }) => `\n   Publish it once it has its credentials: ${name}`)
	.join('');
const loaded = await loadedNodes(server, login, packageName);
const links = examples.map((example) =>
	[
		`     ${example.name}\n       ${url}/workflow/${example.id}`,
		...webhookPaths(example).map((path) => `       answers at ${url}/webhook/${path}`),
	].join('\n'),
);
console.log(`
   n8n is ready: ${url}
   Log in with:  ${login.email}
   Password:     ${login.password}
${loaded ? `\n   Nodes of ${packageName} in it: ${loaded.length}` : '\n   The password was changed in n8n since: use that one.'}${toPublish}
${links.length > 0 ? `\n   Example workflows (open one and click "Execute workflow"):\n${links.join('\n')}\n` : ''}
   Klaviyo and Meta are sandbox servers on this machine that begin anew each time. What they hold:
     Klaviyo  ${sandboxes.klaviyoUrl}/sandbox/state   (credential "Klaviyo sandbox")
     Client B ${sandboxes.klaviyoBUrl}/sandbox/state   (credential "Klaviyo sandbox B")
     Meta     ${sandboxes.metaUrl}/sandbox/state   (credential "Meta sandbox")

   Data:         ${userFolder} (start anew with: npm start -- --fresh)
   Log:          ${log}
   Ctrl-C stops n8n.
`);
const shown = examples.find(({ slug }) => slug === shownFirst);
if (options.open) openBrowser(shown ? `${url}/workflow/${shown.id}` : url);
await server.ended;
await sandboxes.stop();
await rm(runningFile, { force: true });
console.log('n8n has stopped.');
