import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import { Advice } from '../process/advice';
import { freePort } from '../process/freePort';
import { n8nEnvironment } from './environment';
import type { Runtime } from '../pinned/runtime';

/** A process of n8n's, which is stopped at the latest when the one who started it is done. */
export interface Running {
	readonly processId: number;
	readonly log: string;
	/** Settles when n8n has ended, for whatever reason. */
	readonly ended: Promise<void>;
	stop(signal?: NodeJS.Signals): Promise<void>;
}

export interface Server extends Running {
	readonly url: string;
	readonly port: number;
}

/** The login of the one user of a local n8n. */
export interface Login {
	readonly email: string;
	readonly password: string;
}

const readyTimeoutMs = 300_000;
const stopTimeoutMs = 15_000;
const settingsTimeoutMs = 60_000;
const pollMs = 250;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function answers(url: string): Promise<boolean> {
	try {
		return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
	} catch {
		// Not listening yet, or busy starting: retried until the time is up.
		return false;
	}
}

/** Whether an n8n that is ready listens at the address. */
export const isReady = (url: string) => answers(`${url}/healthz/readiness`);

/** Runs one of n8n's commands that does not end by itself, and waits until it is ready. */
async function runUntilReady(
	runtime: Runtime,
	userFolder: string,
	command: {
		readonly args: readonly string[];
		readonly log: string;
		readonly environment: NodeJS.ProcessEnv;
		readonly isReady: () => Promise<boolean>;
	},
): Promise<Running> {
	const { args, log, environment } = command;
	await mkdir(userFolder, { recursive: true });
	const output = openSync(log, 'w');
	const child = spawn(runtime.node, [runtime.n8n, ...args], {
		cwd: userFolder,
		env: { ...(await n8nEnvironment(userFolder)), ...runtime.environment, ...environment },
		stdio: ['ignore', output, output],
	});
	closeSync(output);
	let isOver = false;
	const ended = new Promise<void>((resolve) => {
		const end = () => {
			isOver = true;
			resolve();
		};
		child.on('error', end);
		child.on('exit', end);
	});
	const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
		if (isOver) return;
		child.kill(signal);
		const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
		await ended;
		clearTimeout(timer);
	};
	for (const until = Date.now() + readyTimeoutMs; !(await command.isReady()); await pause(pollMs)) {
		if (!isOver && Date.now() < until) continue;
		await stop();
		const lines = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-25);
		throw new Advice(`n8n did not start. The end of ${log}:\n\n${lines.join('\n')}\n`);
	}
	return { processId: child.pid ?? 0, log, ended, stop };
}

/**
 * Starts n8n on the data of a user folder, on the given port or the next free one, and waits until it is ready.
 *
 * @param options.timeZone the zone of schedules and dates; n8n's own default is New York
 */
export async function startServer(
	runtime: Runtime,
	userFolder: string,
	options: { port?: number; timeZone?: string; environment?: NodeJS.ProcessEnv } = {},
): Promise<Server> {
	const port = await freePort(options.port ?? 5678);
	const url = `http://localhost:${port}`;
	const running = await runUntilReady(runtime, userFolder, {
		args: ['start'],
		log: join(userFolder, 'n8n.log'),
		environment: {
			N8N_PORT: String(port),
			N8N_EDITOR_BASE_URL: url,
			...(options.timeZone && { GENERIC_TIMEZONE: options.timeZone }),
			...options.environment,
		},
		isReady: () => isReady(url),
	});
	return { ...running, url, port };
}

/** Starts a worker of n8n's queue mode, which the environment describes, and waits until it takes jobs. */
export async function startWorker(
	runtime: Runtime,
	userFolder: string,
	options: { name: string; concurrency: number; environment: NodeJS.ProcessEnv },
): Promise<Running> {
	const log = join(userFolder, `${options.name}.log`);
	return await runUntilReady(runtime, userFolder, {
		args: ['worker', `--concurrency=${options.concurrency}`],
		log,
		environment: options.environment,
		isReady: () => Promise.resolve(readFileSync(log, 'utf8').includes('worker is now ready')),
	});
}

async function call(
	server: Pick<Server, 'url'>,
	path: string,
	options: { body?: object; cookie?: string } = {},
): Promise<Response> {
	return await fetch(`${server.url}${path}`, {
		method: options.body ? 'POST' : 'GET',
		headers: {
			...(options.body && { 'content-type': 'application/json' }),
			...(options.cookie && { cookie: options.cookie }),
		},
		body: options.body && JSON.stringify(options.body),
	});
}

function newLogin(): Login {
	// Twelve characters with a capital and digits, as n8n requires; sufficient where only this machine can connect.
	const password = `Orders-${String(randomInt(100_000)).padStart(5, '0')}`;
	return { email: 'owner@example.com', password };
}

interface Settings {
	data: { userManagement: { showSetupOnFirstLoad: boolean } };
}

/** n8n's public settings; n8n 1 reports itself ready a moment too early, and answers with a page until then. */
async function settingsOf(server: Pick<Server, 'url'>): Promise<Settings> {
	for (const until = Date.now() + settingsTimeoutMs; ; await pause(pollMs)) {
		const response = await call(server, '/rest/settings');
		const isJson = response.headers.get('content-type')?.includes('json') === true;
		if (response.ok && isJson) return (await response.json()) as Settings;
		if (Date.now() > until) throw new Advice(`${server.url} does not tell its settings.`);
	}
}

/** Creates the owner of a fresh n8n and stores the login beside its data; returns the stored login from then on. */
export async function ensureOwner(server: Pick<Server, 'url'>, userFolder: string): Promise<Login> {
	const file = join(userFolder, 'log-in.json');
	const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Login) : undefined;
	const settings = await settingsOf(server);
	if (!settings.data.userManagement.showSetupOnFirstLoad) {
		if (kept) return kept;
		throw new Advice(`The log-in is not kept in ${file} any more: start anew with --fresh.`);
	}
	const login = kept ?? newLogin();
	await writeFile(file, JSON.stringify(login), { mode: 0o600 });
	const owner = { ...login, firstName: 'Shop', lastName: 'Owner' };
	const response = await call(server, '/rest/owner/setup', { body: owner });
	if (!response.ok) throw new Advice(`n8n refused the owner's account: ${response.status}.`);
	return login;
}

/** The cookie of a session; undefined when the stored login is no longer valid. */
async function signIn(server: Pick<Server, 'url'>, login: Login): Promise<string | undefined> {
	const body = { emailOrLdapLoginId: login.email, password: login.password };
	const response = await call(server, '/rest/login', { body });
	if (!response.ok) return undefined;
	const cookie = response.headers.getSetCookie().map((line) => line.split(';')[0]);
	return cookie.join('; ');
}

/** The node types of one package that n8n has loaded; undefined when the stored login is no longer valid. */
export async function loadedNodes(
	server: Server,
	login: Login,
	packageName: string,
): Promise<string[] | undefined> {
	const cookie = await signIn(server, login);
	if (cookie === undefined) return undefined;
	const types = await call(server, '/types/nodes.json', { cookie });
	const nodes = (await types.json()) as INodeTypeDescription[];
	// n8n adds a second type, named …Tool, for nodes that agents may use.
	return nodes
		.map(({ name }) => name)
		.filter((name) => name.startsWith(`${packageName}.`) && !name.endsWith('Tool'));
}

/**
 * Publishes imported workflows in a running n8n 2, which takes a moment, where n8n's command takes a start of n8n for each.
 *
 * @returns those that are not published: all, where the stored login is no longer valid, and those with nodes that lack a credential
 */
export async function publishWorkflows(
	server: Pick<Server, 'url'>,
	login: Login,
	ids: readonly string[],
): Promise<readonly string[]> {
	const cookie = await signIn(server, login);
	if (cookie === undefined) return ids;
	const isPublished = async (id: string) => {
		const path = `/rest/workflows/${id}`;
		const workflow = await call(server, path, { cookie });
		const { data } = (await workflow.json()) as { data?: { versionId: string } };
		const body = { versionId: data?.versionId };
		return (await call(server, `${path}/activate`, { cookie, body })).ok;
	};
	// n8n refuses a workflow that calls one which is not published yet: as long as one succeeds, the others get another try.
	for (let open = ids; ; ) {
		const refused: string[] = [];
		for (const id of open) if (!(await isPublished(id))) refused.push(id);
		if (refused.length === 0 || refused.length === open.length) return refused;
		open = refused;
	}
}
