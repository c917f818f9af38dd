// Real n8n with the built package in it and the example workflows, in the browser.
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installPackage } from './support/installPackage';
import { importWorkflows } from './support/n8nCommand';
import { ensureRuntime, type Runtime } from './support/n8nRuntime';
import { ensureOwner, isReady, loadedNodes, startServer } from './support/n8nServer';
import { openBrowser } from './support/openBrowser';
import { withProgress } from './support/progress';
import { build, root, step } from './support/shell';
import { readWorkflowFolder, type ImportableWorkflow } from './support/workflowFile';

const { values: options } = parseArgs({
	options: {
		fresh: { type: 'boolean', default: false },
		open: { type: 'boolean', default: true },
		port: { type: 'string', default: '5678' },
	},
	allowNegative: true,
});
const userFolder = join(root, 'out', 'n8n');
const runningFile = join(userFolder, 'running.json');
const importedFile = join(userFolder, 'imported.json');

function readJson<T>(file: string): T | undefined {
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}

/** Two servers on one database would harm it. */
async function refuseSecondServer(): Promise<void> {
	const running = readJson<{ url: string; processId: number }>(runningFile);
	if (!running || !(await isReady(running.url))) return;
	try {
		process.kill(running.processId, 0);
	} catch {
		// That process is gone; another program answers at its address.
		return;
	}
	console.log(`\nn8n is running already: ${running.url}`);
	process.exit(0);
}

/** Imports the examples that are new or have changed since, so that what a user made of the others stays. */
async function importExamples(runtime: Runtime, examples: readonly ImportableWorkflow[]) {
	const known = readJson<Record<string, string>>(importedFile) ?? {};
	const hashes = Object.fromEntries(
		examples.map(({ slug, path }) => [
			slug,
			createHash('sha256').update(readFileSync(path)).digest('hex'),
		]),
	);
	const changed = examples.filter(({ slug }) => known[slug] !== hashes[slug]);
	await importWorkflows(runtime, userFolder, changed);
	await writeFile(importedFile, JSON.stringify({ ...known, ...hashes }));
	return changed.length;
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
await withProgress('Importing the example workflows', () => importExamples(runtime, examples));
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
const loaded = await loadedNodes(server, login, packageName);
const links = examples.map(({ name, id }) => `     ${name}\n       ${url}/workflow/${id}`);
console.log(`
   n8n is ready: ${url}
   Log in with:  ${login.email}
   Password:     ${login.password}
${loaded ? `\n   Nodes of ${packageName} in it: ${loaded.length}` : '\n   The password was changed in n8n since: use that one.'}
${links.length > 0 ? `\n   Example workflows (open one and click "Execute workflow"):\n${links.join('\n')}\n` : ''}
   Data:         ${userFolder} (start anew with: npm start -- --fresh)
   Log:          ${log}
   Ctrl-C stops n8n.
`);
if (options.open) openBrowser(examples[0] ? `${url}/workflow/${examples[0].id}` : url);
await server.ended;
await rm(runningFile, { force: true });
console.log('n8n has stopped.');
