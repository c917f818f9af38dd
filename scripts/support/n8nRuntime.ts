import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, openSync, readFileSync, closeSync } from 'node:fs';
import {
	copyFile,
	mkdir,
	open,
	readdir,
	rename,
	rm,
	stat,
	statfs,
	utimes,
	writeFile,
} from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { Advice } from './advice';
import { buildToolsAdvice, missingBuildTools } from './buildTools';
import { cacheFolder } from './cacheFolder';
import { withProgress } from './progress';
import { root } from './shell';

/** A whole n8n with the Node it needs, shared by every checkout whose lock file is the same. */
export interface Runtime {
	readonly folder: string;
	/** The Node that n8n runs on. */
	readonly node: string;
	/** n8n's command, to be run by that Node. */
	readonly n8n: string;
	readonly version: string;
}

interface Versions {
	readonly n8n: string;
	readonly node: string;
}

const pinned = join(root, 'runtime');
const neededBytes = 4e9;
/** A lock or a half-made folder that nobody has touched for so long belongs to a run that was interrupted. */
const staleAfterMs = 60_000;
const heartbeatMs = 5_000;
const prebuiltTimeoutMs = 30_000;

function pinnedVersions(): Versions {
	const manifest = JSON.parse(readFileSync(join(pinned, 'package.json'), 'utf8')) as {
		dependencies: Versions;
	};
	return manifest.dependencies;
}

function runtimeIn(folder: string): Runtime {
	const name = process.platform === 'win32' ? 'node.exe' : 'node';
	return {
		folder,
		node: join(folder, 'node_modules', 'node', 'bin', name),
		n8n: join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
		version: pinnedVersions().n8n,
	};
}

const sqliteDriver = (folder: string) =>
	join(folder, 'node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node');

function isComplete(folder: string): boolean {
	const { node, n8n } = runtimeIn(folder);
	return [node, n8n, sqliteDriver(folder)].every((file) => existsSync(file));
}

/** Runs a program with its output in a log file; gives its exit code, or 1 when it was stopped or never started. */
function runLogged(
	command: string,
	args: readonly string[],
	options: {
		cwd: string;
		log: string;
		environment?: NodeJS.ProcessEnv;
		timeoutMs?: number;
		shell?: boolean;
	},
): Promise<number> {
	return new Promise((resolve) => {
		const log = openSync(options.log, 'a');
		const child = spawn(command, args, {
			cwd: options.cwd,
			env: { ...process.env, ...options.environment },
			stdio: ['ignore', log, log],
			timeout: options.timeoutMs,
			shell: options.shell,
		});
		closeSync(log);
		// npm takes its time over a milder signal.
		const kill = () => void child.kill('SIGKILL');
		const end = (code: number) => {
			process.off('exit', kill);
			resolve(code);
		};
		process.once('exit', kill);
		child.on('error', () => end(1));
		child.on('exit', (code) => end(code ?? 1));
	});
}

function runNpm(
	args: readonly string[],
	options: { cwd: string; log: string; environment?: NodeJS.ProcessEnv },
): Promise<number> {
	const isWindows = process.platform === 'win32';
	const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
	return runLogged(isWindows ? 'npm.cmd' : 'npm', [...args, ...quiet], {
		...options,
		shell: isWindows,
	});
}

async function must(code: Promise<number>, what: string, log: string): Promise<void> {
	if ((await code) === 0) return;
	const lines = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-25);
	throw new Advice(`${what} failed. The end of its output:\n\n${lines.join('\n')}\n`);
}

/** The ready-made SQLite driver of the sqlite3 package, fetched as that package itself would; undefined where it can't be had. */
async function fetchPrebuiltDriver(folder: string, log: string): Promise<string | undefined> {
	const lock = JSON.parse(readFileSync(join(pinned, 'package-lock.json'), 'utf8')) as {
		packages: Record<string, { version: string }>;
	};
	const { version } = lock.packages['node_modules/sqlite3'];
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
	const install = ['install', '--ignore-scripts', '--omit=optional', `sqlite3@${version}`];
	if ((await runNpm(install, { cwd: folder, log })) !== 0) return undefined;
	const tool = join(folder, 'node_modules', 'prebuild-install', 'bin.js');
	const code = await runLogged(process.execPath, [tool, '-r', 'napi'], {
		cwd: join(folder, 'node_modules', 'sqlite3'),
		log,
		timeoutMs: prebuiltTimeoutMs,
	});
	return code === 0 && existsSync(sqliteDriver(folder)) ? sqliteDriver(folder) : undefined;
}

/** npm's own node-gyp: n8n's tree holds one that is too old for Python 3.12. */
async function findNodeGyp(folder: string, log: string): Promise<string> {
	const file = join(folder, 'node-gyp-path');
	const script = `require('fs').writeFileSync('node-gyp-path', process.env.npm_config_node_gyp)`;
	await writeFile(join(folder, 'node-gyp-path.js'), script);
	await must(
		runNpm(['exec', '--offline', '--call', 'node node-gyp-path.js'], { cwd: folder, log }),
		"Looking for npm's node-gyp",
		log,
	);
	const path = readFileSync(file, 'utf8');
	await rm(file);
	await rm(join(folder, 'node-gyp-path.js'));
	return path;
}

async function compileDriver(runtime: Runtime, log: string): Promise<void> {
	const nodeGyp = await findNodeGyp(runtime.folder, log);
	const bin = join(runtime.folder, 'node_modules', '.bin');
	const packages = join(runtime.folder, 'node_modules', 'node', 'node_modules');
	const platformPackage = (await readdir(packages)).find((name) =>
		existsSync(join(packages, name, 'include', 'node', 'node_api.h')),
	);
	const headers = platformPackage ? [`--nodedir=${join(packages, platformPackage)}`] : [];
	const driver = join(runtime.folder, 'node_modules', 'sqlite3');
	await must(
		runLogged(runtime.node, [nodeGyp, 'rebuild', '--release', '--jobs=max', ...headers], {
			cwd: driver,
			log,
			environment: { PATH: [bin, process.env.PATH].join(delimiter) },
		}),
		"Compiling n8n's SQLite driver",
		log,
	);
	for (const leftover of ['obj', 'obj.target']) {
		await rm(join(driver, 'build', 'Release', leftover), { recursive: true, force: true });
	}
}

async function checkStarts(runtime: Runtime, log: string): Promise<void> {
	const script = `require('sqlite3'); process.exit(process.version === 'v${pinnedVersions().node}' ? 0 : 1)`;
	await must(
		runLogged(runtime.node, ['-e', script], { cwd: runtime.folder, log }),
		`Loading the SQLite driver in Node ${pinnedVersions().node}`,
		log,
	);
}

async function install(part: string, prebuilt: string | undefined): Promise<void> {
	const versions = pinnedVersions();
	const runtime = runtimeIn(part);
	const log = join(part, 'install.log');
	for (const file of ['package.json', 'package-lock.json']) {
		await copyFile(join(pinned, file), join(part, file));
	}
	await withProgress(`1 of 3: n8n ${versions.n8n}`, () =>
		must(runNpm(['ci', '--ignore-scripts'], { cwd: part, log }), 'Installing n8n', log),
	);
	await withProgress(`2 of 3: Node ${versions.node}`, () =>
		// The only install script that runs: it fetches the Node of this platform, by its pinned version.
		must(
			runNpm(['rebuild', 'node', '--ignore-scripts=false'], { cwd: part, log }),
			`Installing Node ${versions.node}`,
			log,
		),
	);
	await withProgress('3 of 3: SQLite driver', async () => {
		if (prebuilt === undefined) {
			await compileDriver(runtime, log);
		} else {
			await mkdir(dirname(sqliteDriver(part)), { recursive: true });
			await copyFile(prebuilt, sqliteDriver(part));
		}
		await checkStarts(runtime, log);
	});
}

/** Finds out, before anything is installed, where the SQLite driver will come from: compiled here, or ready-made. */
async function chooseDriver(part: string): Promise<string | undefined> {
	const missing = missingBuildTools();
	if (missing.length === 0) return undefined;
	const log = join(part, 'install.log');
	const prebuilt = await withProgress(
		`This machine has not got ${missing.join(', ')}: looking for a ready-made SQLite driver`,
		() => fetchPrebuiltDriver(join(part, 'prebuilt'), log),
	);
	if (prebuilt !== undefined) return prebuilt;
	throw new Advice(
		[
			`n8n keeps its data in SQLite, whose driver has to be compiled on this machine, and no ready-made one could be fetched.`,
			`Missing: ${missing.join(', ')}.`,
			buildToolsAdvice(),
			'Then run the same command again. Nothing has been installed yet.',
		].join('\n'),
	);
}

async function checkDisk(folder: string): Promise<void> {
	const { bavail, bsize } = await statfs(folder);
	if (bavail * bsize >= neededBytes) return;
	const free = ((bavail * bsize) / 1e9).toFixed(1);
	throw new Advice(
		`n8n needs about ${neededBytes / 1e9} GB in ${folder}, where ${free} GB are free. Free some room, or set XDG_CACHE_HOME to a folder on another disk.`,
	);
}

async function isStale(path: string): Promise<boolean> {
	const found = await stat(path).catch(() => undefined);
	return found !== undefined && Date.now() - found.mtimeMs > staleAfterMs;
}

async function removeLeftovers(folder: string): Promise<void> {
	for (const name of await readdir(dirname(folder))) {
		const path = join(dirname(folder), name);
		if (path.startsWith(`${folder}.part-`) && (await isStale(path))) {
			await rm(path, { recursive: true, force: true }).catch(() => {
				// An npm that outlived its run still writes there: the next set-up will get it.
			});
		}
	}
}

/**
 * Installs beside the folder and renames at the end: whatever is interrupted never counts as done.
 *
 * The lock only spares a second run the same work; should two ever get past it, the later one finds
 * the folder there and drops its own.
 */
async function installInto(folder: string): Promise<void> {
	const part = `${folder}.part-${process.pid}`;
	await rm(part, { recursive: true, force: true });
	await mkdir(part, { recursive: true });
	const heartbeat = setInterval(() => {
		const now = new Date();
		for (const path of [part, `${folder}.lock`]) utimes(path, now, now).catch(() => {});
	}, heartbeatMs);
	try {
		await removeLeftovers(folder);
		await checkDisk(part);
		const prebuilt = await chooseDriver(part);
		const { n8n, node } = pinnedVersions();
		console.log(
			`   Setting up n8n ${n8n} with Node ${node} in ${folder}\n   (once for all checkouts: about 4 minutes and 2.8 GB)`,
		);
		await install(part, prebuilt);
		await rm(join(part, 'prebuilt'), { recursive: true, force: true });
		if (existsSync(folder) && !isComplete(folder)) {
			await rm(folder, { recursive: true, force: true });
		}
		await rename(part, folder).catch((error: unknown) => {
			if (!isComplete(folder)) throw error;
		});
	} finally {
		clearInterval(heartbeat);
		await rm(part, { recursive: true, force: true });
	}
}

async function takeLock(file: string): Promise<boolean> {
	if (await isStale(file)) await rm(file, { force: true });
	try {
		await (await open(file, 'wx')).close();
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw error;
	}
}

async function waitForLock(folder: string): Promise<'taken' | 'installed'> {
	for (;;) {
		if (isComplete(folder)) return 'installed';
		if (await takeLock(`${folder}.lock`)) return 'taken';
		await new Promise((resolve) => setTimeout(resolve, 1000));
	}
}

/** Removes the lock when the process is stopped, so that the next run need not wait for it to grow stale. */
async function whileLocked(file: string, work: () => Promise<void>): Promise<void> {
	const stop = (signal: NodeJS.Signals) => {
		void rm(file, { force: true }).finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
	};
	process.once('SIGINT', stop).once('SIGTERM', stop);
	try {
		await work();
	} finally {
		process.off('SIGINT', stop).off('SIGTERM', stop);
		await rm(file, { force: true });
	}
}

function mentionOlder(folder: string, names: readonly string[]): void {
	const older = names.filter(
		(name) => /^runtime-[0-9a-f]{12}$/.test(name) && !folder.endsWith(name),
	);
	if (older.length === 0) return;
	console.log(
		`   Set-ups of other versions are there too and may be deleted: ${older.map((name) => join(dirname(folder), name)).join(', ')}`,
	);
}

/**
 * The pinned n8n, installed into the user's cache folder when it is not there yet.
 *
 * The folder's name holds a hash of the lock file, so that every checkout with the same lock shares it
 * and a changed lock gets one of its own. Safe when several runs call it at once, and when one is interrupted.
 *
 * @throws Error that names what is missing on this machine, before anything is installed
 */
export async function ensureRuntime(): Promise<Runtime> {
	const lock = readFileSync(join(pinned, 'package-lock.json'));
	const key = createHash('sha256').update(lock).digest('hex').slice(0, 12);
	const cache = join(
		cacheFolder(process.platform, process.env, homedir()),
		'n8n-nodes-customer-value',
	);
	const folder = join(cache, `runtime-${key}`);
	if (isComplete(folder)) return runtimeIn(folder);
	await mkdir(cache, { recursive: true });
	const isTaken =
		(await takeLock(`${folder}.lock`)) ||
		(await withProgress('Another run is setting up n8n; waiting for it', () =>
			waitForLock(folder),
		)) === 'taken';
	if (isTaken) {
		await whileLocked(`${folder}.lock`, () => installInto(folder));
		mentionOlder(folder, await readdir(cache));
	}
	return runtimeIn(folder);
}
