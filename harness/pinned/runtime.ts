import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { Advice } from '../process/advice';
import { buildToolsAdvice, missingBuildTools } from './buildTools';
import { ensurePinned, lockedVersion, pinnedVersions } from './pinnedFolder';
import { withProgress } from '../process/progress';
import { must, runLogged, runNpm } from '../process/runLogged';

/** The two lines of n8n that the package works in. */
export const n8nLines = ['n8n-2', 'n8n-1'] as const;
export type N8nLine = (typeof n8nLines)[number];

/** A whole n8n with the Node it needs, shared by every checkout whose lock file is the same. */
export interface Runtime {
	readonly folder: string;
	/** The Node that n8n runs on. */
	readonly node: string;
	/** n8n's command, to be run by that Node. */
	readonly n8n: string;
	readonly version: string;
	/** Settings of this line alone. */
	readonly environment: Readonly<Record<string, string>>;
}

interface LineFacts {
	/** How its folders begin in the cache. */
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
		// They fetch lists from n8n's own site; the previous line has not got them.
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
const prebuiltTimeoutMs = 30_000;

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

const sqliteDriver = (folder: string) =>
	join(folder, 'node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node');

/** The ready-made SQLite driver of the sqlite3 package, fetched as that package itself would; undefined where it can't be had. */
async function fetchPrebuiltDriver(
	folder: string,
	version: string,
	log: string,
): Promise<string | undefined> {
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

async function checkStarts(runtime: Runtime, nodeVersion: string, log: string): Promise<void> {
	const script = `require('sqlite3'); process.exit(process.version === 'v${nodeVersion}' ? 0 : 1)`;
	await must(
		runLogged(runtime.node, ['-e', script], { cwd: runtime.folder, log }),
		`Loading the SQLite driver in Node ${nodeVersion}`,
		log,
	);
}

/** Finds out, before anything is installed, where the SQLite driver will come from: compiled here, or ready-made. */
async function chooseDriver(part: string, line: N8nLine, log: string): Promise<string | undefined> {
	const missing = missingBuildTools();
	if (missing.length === 0) return undefined;
	const prebuilt = await withProgress(
		`This machine has not got ${missing.join(', ')}: looking for a ready-made SQLite driver`,
		() => fetchPrebuiltDriver(join(part, 'prebuilt'), lockedVersion(line, 'sqlite3'), log),
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

async function install(part: string, line: N8nLine): Promise<void> {
	const { n8n, node } = pinnedVersions(line);
	const runtime = runtimeIn(part, line);
	const log = join(part, 'install.log');
	const prebuilt = await chooseDriver(part, line, log);
	console.log(`   (about 4 minutes and ${lines[line].size})`);
	await withProgress(`1 of 3: n8n ${n8n}`, () =>
		must(runNpm(['ci', '--ignore-scripts'], { cwd: part, log }), 'Installing n8n', log),
	);
	await withProgress(`2 of 3: Node ${node}`, () =>
		// The only install script that runs: it fetches the Node of this platform, by its pinned version.
		must(
			runNpm(['rebuild', 'node', '--ignore-scripts=false'], { cwd: part, log }),
			`Installing Node ${node}`,
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
		await checkStarts(runtime, node, log);
	});
	await rm(join(part, 'prebuilt'), { recursive: true, force: true });
}

/**
 * The pinned n8n of a line, installed into the user's cache folder when it is not there yet.
 *
 * @throws Advice that names what is missing on this machine, before anything is installed
 */
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
