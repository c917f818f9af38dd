import { spawn } from 'node:child_process';
import { closeSync, createReadStream, openSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { INodeTypeDescription, IRun } from 'n8n-workflow';
import { Advice } from '../process/advice';
import { readExecution } from './executionOutput';
import { n8nEnvironment } from './environment';
import type { Runtime } from '../pinned/runtime';
import type { ImportableCredential } from '../sandbox/credentials';
import type { ImportableWorkflow } from './workflowFile';

const timeoutMs = 10 * 60_000;

/**
 * Runs one of n8n's commands on the data of a user folder and returns what was read of its output; its exit code means
 * little.
 */
async function runCommand(
	runtime: Runtime,
	userFolder: string,
	args: readonly string[],
	environment?: NodeJS.ProcessEnv,
): Promise<string>;
async function runCommand<Result>(
	runtime: Runtime,
	userFolder: string,
	args: readonly string[],
	environment: NodeJS.ProcessEnv,
	read: (outputFile: string) => Promise<Result>,
): Promise<Result>;
async function runCommand(
	runtime: Runtime,
	userFolder: string,
	args: readonly string[],
	environment: NodeJS.ProcessEnv = {},
	read: (outputFile: string) => Promise<unknown> = (file) => readFile(file, 'utf8'),
): Promise<unknown> {
	const folder = await mkdtemp(join(tmpdir(), 'customer-value-n8n-'));
	try {
		const file = join(folder, 'output');
		// A file, not a pipe: n8n exits before a pipe has received all of a large output.
		const output = openSync(file, 'w');
		const child = spawn(runtime.node, [runtime.n8n, ...args], {
			cwd: folder,
			env: { ...(await n8nEnvironment(userFolder)), ...runtime.environment, ...environment },
			stdio: ['ignore', output, output],
			timeout: timeoutMs,
		});
		closeSync(output);
		await new Promise<void>((resolve, reject) => {
			child.on('error', reject);
			child.on('exit', () => resolve());
		});
		return await read(file);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

const endOf = (output: string) => output.trimEnd().split('\n').slice(-25).join('\n');

/** Imports each object from its own file, and fails unless n8n reports that it imported all of them. */
async function importAll(
	runtime: Runtime,
	userFolder: string,
	what: 'workflow' | 'credentials',
	all: ReadonlyArray<{ readonly id: string }>,
	environment?: NodeJS.ProcessEnv,
): Promise<void> {
	if (all.length === 0) return;
	const folder = await mkdtemp(join(tmpdir(), 'customer-value-import-'));
	try {
		for (const one of all) await writeFile(join(folder, `${one.id}.json`), JSON.stringify(one));
		const args = [`import:${what}`, '--separate', `--input=${folder}`];
		const output = await runCommand(runtime, userFolder, args, environment);
		const imported = Number(/Successfully imported (\d+) /.exec(output)?.[1] ?? 0);
		if (imported === all.length) return;
		throw new Advice(
			`n8n imported ${imported} of ${all.length} (${what}). The end of its output:\n\n${endOf(output)}\n`,
		);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** Imports workflows, replacing those with the same ID. */
export const importWorkflows = (
	runtime: Runtime,
	userFolder: string,
	workflows: readonly ImportableWorkflow[],
	environment?: NodeJS.ProcessEnv,
): Promise<void> => importAll(runtime, userFolder, 'workflow', workflows, environment);

/** Imports credentials, replacing those with the same ID. */
export const importCredentials = (
	runtime: Runtime,
	userFolder: string,
	credentials: readonly ImportableCredential[],
	environment?: NodeJS.ProcessEnv,
): Promise<void> => importAll(runtime, userFolder, 'credentials', credentials, environment);

/** Publishes an imported workflow, so that its webhooks answer once n8n starts. */
export async function publishWorkflow(
	runtime: Runtime,
	userFolder: string,
	id: string,
	environment?: NodeJS.ProcessEnv,
): Promise<void> {
	// Both lines have this command; the newer one prefers another, which the older one lacks.
	const args = ['update:workflow', `--id=${id}`, '--active=true'];
	await runCommand(runtime, userFolder, args, environment);
}

/** Executes an imported workflow through n8n's command line, and returns the run with the data of every node. */
export async function executeWorkflow(
	runtime: Runtime,
	userFolder: string,
	id: string,
	environment: NodeJS.ProcessEnv = {},
): Promise<IRun> {
	const output = await runCommand(
		runtime,
		userFolder,
		['execute', `--id=${id}`, '--rawOutput'],
		// With the newer engine, 2.41.1 sometimes crashes on exit.
		{ N8N_EXPRESSION_ENGINE: 'legacy', ...environment },
	);
	const run = readExecution(output);
	if (run !== undefined) return run;
	throw new Advice(`n8n gave no result. The end of its output:\n\n${endOf(output)}\n`);
}

/**
 * Executes an imported workflow and returns the milliseconds that each node took in its first run.
 *
 * Reads n8n's output line by line, because it may be longer than any string can be. A node that did not run is missing.
 */
export async function executionTimes(
	runtime: Runtime,
	userFolder: string,
	id: string,
	nodeNames: readonly string[],
): Promise<Map<string, number>> {
	return await runCommand(
		runtime,
		userFolder,
		['execute', `--id=${id}`, '--rawOutput'],
		{ N8N_EXPRESSION_ENGINE: 'legacy', NODE_OPTIONS: '--max-old-space-size=12000' },
		async (file) => {
			const times = new Map<string, number>();
			let current: string | undefined;
			for await (const line of createInterface({ input: createReadStream(file) })) {
				const node = nodeNames.find((name) =>
					line.trimEnd().endsWith(`${JSON.stringify(name)}: [`),
				);
				if (node !== undefined) current = node;
				const ms = /^\s*"executionTime": (\d+)/.exec(line)?.[1];
				if (current !== undefined && ms !== undefined && !times.has(current)) {
					times.set(current, Number(ms));
				}
			}
			return times;
		},
	);
}

/** Every node type that n8n offers in its editor, as the editor receives it. */
export async function exportNodes(
	runtime: Runtime,
	userFolder: string,
): Promise<INodeTypeDescription[]> {
	const folder = await mkdtemp(join(tmpdir(), 'customer-value-nodes-'));
	try {
		const file = join(folder, 'nodes.json');
		await runCommand(runtime, userFolder, ['export:nodes', `--output=${file}`]);
		return JSON.parse(await readFile(file, 'utf8')) as INodeTypeDescription[];
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
