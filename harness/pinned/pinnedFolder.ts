import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
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
import { dirname, join } from 'node:path';
import { Advice } from '../process/advice';
import { cacheFolder } from './cacheFolder';
import { withProgress } from '../process/progress';
import { root } from '../process/shell';
import { withTarballAddresses, type Lock } from './withTarballAddresses';

/** An installation outside the project: a folder of `runtime` with a package.json and its lock file. */
export interface PinnedInstall {
	/** The folder of `runtime`. */
	readonly name: string;
	/** The start of such folders' names in the cache: a dash and a hash of the lock file follow. */
	readonly prefix: string;
	readonly title: string;
	readonly neededBytes: number;
	/** Whether a folder holds everything needed. */
	isComplete(folder: string): boolean;
	/**
	 * Installs into a folder that holds the package.json and its lock file; the log is written to `install.log` there.
	 */
	install(folder: string): Promise<void>;
}

/** A lock or an unfinished folder that has not changed for this long belongs to an interrupted run. */
const staleAfterMs = 60_000;
const heartbeatMs = 5_000;

const pinnedPath = (name: string, file: string) => join(root, 'runtime', name, file);

/** The versions in the package.json of a folder of `runtime`, by package. */
export function pinnedVersions(name: string): Readonly<Record<string, string>> {
	const manifest = JSON.parse(readFileSync(pinnedPath(name, 'package.json'), 'utf8')) as {
		dependencies: Record<string, string>;
	};
	return manifest.dependencies;
}

/** Copies the package.json and lock file of a folder of `runtime` into a folder, ready for `npm ci`. */
export async function copyPinned(name: string, folder: string): Promise<void> {
	await mkdir(folder, { recursive: true });
	await copyFile(pinnedPath(name, 'package.json'), join(folder, 'package.json'));
	const lock = JSON.parse(readFileSync(pinnedPath(name, 'package-lock.json'), 'utf8')) as Lock;
	await writeFile(join(folder, 'package-lock.json'), JSON.stringify(withTarballAddresses(lock)));
}

async function checkDisk(folder: string, { neededBytes, title }: PinnedInstall): Promise<void> {
	const { bavail, bsize } = await statfs(folder);
	if (bavail * bsize >= neededBytes) return;
	const free = ((bavail * bsize) / 1e9).toFixed(1);
	throw new Advice(
		`${title} needs about ${neededBytes / 1e9} GB in ${folder}, where ${free} GB are free. Free some room, or set XDG_CACHE_HOME to a folder on another disk.`,
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
				// An npm that outlived its run is still writing there: the next set-up will remove it.
			});
		}
	}
}

/**
 * Installs beside the folder and renames at the end: an interrupted run never counts as done.
 *
 * The lock only saves a second run the same work; should two ever get past it, the later one finds the folder and drops
 * its own.
 */
async function installInto(folder: string, pinned: PinnedInstall): Promise<void> {
	const part = `${folder}.part-${process.pid}`;
	await rm(part, { recursive: true, force: true });
	await mkdir(part, { recursive: true });
	const heartbeat = setInterval(() => {
		const now = new Date();
		for (const path of [part, `${folder}.lock`]) utimes(path, now, now).catch(() => {});
	}, heartbeatMs);
	try {
		await removeLeftovers(folder);
		await checkDisk(part, pinned);
		await copyPinned(pinned.name, part);
		console.log(`   Setting up ${pinned.title} in ${folder} (once for all checkouts)`);
		await pinned.install(part);
		if (existsSync(folder) && !pinned.isComplete(folder)) {
			await rm(folder, { recursive: true, force: true });
		}
		await rename(part, folder).catch((error: unknown) => {
			if (!pinned.isComplete(folder)) throw error;
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

async function waitForLock(
	folder: string,
	isComplete: (folder: string) => boolean,
): Promise<'taken' | 'installed'> {
	for (;;) {
		if (isComplete(folder)) return 'installed';
		if (await takeLock(`${folder}.lock`)) return 'taken';
		await new Promise((resolve) => setTimeout(resolve, 1000));
	}
}

/** Removes the lock when the process is stopped, so that the next run need not wait until it is stale. */
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

async function mentionOlder(folder: string, prefix: string): Promise<void> {
	const cache = dirname(folder);
	const older = (await readdir(cache)).filter(
		(name) =>
			name.startsWith(`${prefix}-`) &&
			/^[0-9a-f]{12}$/.test(name.slice(prefix.length + 1)) &&
			!folder.endsWith(name),
	);
	if (older.length === 0) return;
	console.log(
		`   Set-ups of other versions are there too and may be deleted: ${older.map((name) => join(cache, name)).join(', ')}`,
	);
}

/**
 * The folder in the user's cache that holds a pinned install, created if it is missing.
 *
 * The folder's name holds a hash of the lock file, so that every checkout with the same lock shares it and a changed
 * lock gets a new one. Safe when several runs call it at once, and when one is interrupted.
 */
export async function ensurePinned(pinned: PinnedInstall): Promise<string> {
	const lock = readFileSync(pinnedPath(pinned.name, 'package-lock.json'));
	const key = createHash('sha256').update(lock).digest('hex').slice(0, 12);
	const cache = join(
		cacheFolder(process.platform, process.env, homedir()),
		'n8n-nodes-customer-value',
	);
	const folder = join(cache, `${pinned.prefix}-${key}`);
	const isComplete = (path: string) => pinned.isComplete(path);
	if (isComplete(folder)) return folder;
	await mkdir(cache, { recursive: true });
	const isTaken =
		(await takeLock(`${folder}.lock`)) ||
		(await withProgress(`Another run is setting up ${pinned.title}; waiting for it`, () =>
			waitForLock(folder, isComplete),
		)) === 'taken';
	if (isTaken) {
		await whileLocked(`${folder}.lock`, () => installInto(folder, pinned));
		await mentionOlder(folder, pinned.prefix);
	}
	return folder;
}
