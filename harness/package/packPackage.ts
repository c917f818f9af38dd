import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Advice } from '../process/advice';

/** The tarball that npm would publish. */
export interface PackedPackage {
	readonly name: string;
	readonly version: string;
	/** The tarball's path. */
	readonly file: string;
	/** Bytes of the tarball. */
	readonly size: number;
	/** Bytes of its unpacked contents. */
	readonly unpackedSize: number;
	/** The files in it, by their paths in the package. */
	readonly paths: readonly string[];
}

/**
 * Runs a program to its end and returns what it printed.
 *
 * @throws Advice with the program's error output
 */
export function runQuietly(command: string, args: readonly string[], cwd: string): string {
	const result = spawnSync(command, args, {
		cwd,
		encoding: 'utf8',
		shell: process.platform === 'win32' && command === 'npm',
	});
	if (result.status === 0) return result.stdout;
	throw new Advice(`${command} ${args[0]} failed: ${result.error?.message ?? result.stderr}`);
}

/** Packs a built package into a folder. */
export function packPackage(packageFolder: string, into: string): PackedPackage {
	const pack = ['pack', '--json', '--ignore-scripts', '--loglevel=error'];
	const output = runQuietly('npm', [...pack, '--pack-destination', into], packageFolder);
	const [packed] = JSON.parse(output) as Array<
		Omit<PackedPackage, 'file' | 'paths'> & { filename: string; files: Array<{ path: string }> }
	>;
	const { name, version, size, unpackedSize, filename, files } = packed;
	const paths = files.map(({ path }) => path).sort();
	return { name, version, size, unpackedSize, file: join(into, filename), paths };
}

/** Unpacks a tarball into an existing folder: the content of its "package" folder goes directly into it. */
export function unpackPackage(file: string, into: string): void {
	// Relative names: some versions of tar read a colon, as after a drive's letter, as another machine.
	const options = process.platform === 'win32' ? ['--force-local'] : [];
	runQuietly('tar', [...options, '-xzf', file, '--strip-components=1'], into);
}
