import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { copyPinned, ensurePinned, pinnedVersions } from './pinnedFolder';
import { withProgress } from '../process/progress';
import { must, runLogged, runNpm } from '../process/runLogged';

/** The two lines of n8n that the package works in. */
export const n8nLines = ['n8n-2', 'n8n-1'] as const;
export type N8nLine = (typeof n8nLines)[number];

/** A complete n8n with the Node it needs, shared by every checkout with the same lock file. */
export interface Runtime {
	readonly folder: string;
	/** The Node that n8n runs on. */
	readonly node: string;
	/** n8n's command, to run with that Node. */
	readonly n8n: string;
	readonly version: string;
	/** Settings of this line only. */
	readonly environment: Readonly<Record<string, string>>;
}

interface LineFacts {
	/** The start of its folders' names in the cache. */
	readonly prefix: string;
	readonly size: string;
	readonly neededBytes: number;
	readonly environment: Readonly<Record<string, string>>;
}

const lines: Readonly<Record<N8nLine, LineFacts>> = {
	'n8n-2': {
		prefix: 'runtime',
		size: '2.8 GB',
		neededBytes: 4e9,
		// They fetch lists from n8n's own site; the previous line doesn't have them.
		environment: { N8N_DISABLED_MODULES: 'mcp-registry,instance-ai' },
	},
	// Its other expression engine would have to be compiled.
	'n8n-1': {
		prefix: 'runtime-1',
		size: '1.8 GB',
		neededBytes: 3e9,
		environment: { N8N_EXPRESSION_ENGINE: 'legacy' },
	},
};

function runtimeIn(folder: string, line: N8nLine): Runtime {
	const name = process.platform === 'win32' ? 'node.exe' : 'node';
	return {
		folder,
		node: join(folder, 'node_modules', 'node', 'bin', name),
		n8n: join(folder, 'node_modules', 'n8n', 'bin', 'n8n'),
		version: pinnedVersions(line).n8n,
		environment: lines[line].environment,
	};
}

/** Where n8n's SQLite driver expects its compiled part. */
const sqliteDriver = (folder: string) =>
	join(folder, 'node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node');

/**
 * Fetches the Node that n8n runs on into its own folder, so that it is downloaded while n8n itself is installed.
 *
 * The only install script that runs: it fetches the Node of this platform, by its pinned version.
 */
async function fetchNode(folder: string, version: string, log: string): Promise<void> {
	await mkdir(folder);
	await writeFile(join(folder, 'package.json'), '{ "private": true }\n');
	const install = ['install', '--ignore-scripts=false', `node@${version}`];
	await must(runNpm(install, { cwd: folder, log }), `Installing Node ${version}`, log);
}

/** Fetches the compiled SQLite driver of this platform: its package holds one for each. */
async function fetchDriver(folder: string, log: string): Promise<void> {
	await copyPinned('sqlite', folder);
	await must(runNpm(['ci', '--ignore-scripts'], { cwd: folder, log }), 'Fetching SQLite', log);
}

async function placeDriver(runtime: Runtime, from: string, log: string): Promise<void> {
	const target = sqliteDriver(runtime.folder);
	const drivers = join(from, 'node_modules', '@appthreat', 'sqlite3');
	const script =
		"const [, from, to] = process.argv; require('fs').copyFileSync(require('node-gyp-build').path(from), to)";
	await mkdir(dirname(target), { recursive: true });
	await must(
		runLogged(runtime.node, ['-e', script, drivers, target], { cwd: from, log }),
		'Looking for the SQLite driver of this platform',
		log,
	);
	await must(
		runLogged(runtime.node, ['-e', "require('sqlite3')"], { cwd: runtime.folder, log }),
		'Loading the SQLite driver (on Linux it needs glibc 2.34, as of Debian 12 or Ubuntu 22.04)',
		log,
	);
}

async function install(part: string, line: N8nLine): Promise<void> {
	const { n8n, node } = pinnedVersions(line);
	const log = join(part, 'install.log');
	const [nodeFolder, driverFolder] = [join(part, 'node'), join(part, 'driver')];
	await withProgress(
		`n8n ${n8n}, Node ${node} and SQLite (a few minutes, ${lines[line].size})`,
		() =>
			Promise.all([
				must(runNpm(['ci', '--ignore-scripts'], { cwd: part, log }), 'Installing n8n', log),
				fetchNode(nodeFolder, node, log),
				fetchDriver(driverFolder, log),
			]),
	);
	await rm(join(part, 'node_modules', 'node'), { recursive: true });
	await rename(join(nodeFolder, 'node_modules', 'node'), join(part, 'node_modules', 'node'));
	await placeDriver(runtimeIn(part, line), driverFolder, log);
	for (const folder of [nodeFolder, driverFolder]) await rm(folder, { recursive: true });
}

/** The pinned n8n of a line, installed into the user's cache folder if it is missing. */
export async function ensureRuntime(line: N8nLine = 'n8n-2'): Promise<Runtime> {
	const { n8n: version, node: nodeVersion } = pinnedVersions(line);
	const { prefix, neededBytes } = lines[line];
	const folder = await ensurePinned({
		name: line,
		prefix,
		title: `n8n ${version} with Node ${nodeVersion}`,
		neededBytes,
		isComplete(path) {
			const { node, n8n } = runtimeIn(path, line);
			return [node, n8n, sqliteDriver(path)].every((file) => existsSync(file));
		},
		install: (part) => install(part, line),
	});
	return runtimeIn(folder, line);
}
