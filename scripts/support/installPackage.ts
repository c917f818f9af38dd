import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Advice } from './advice';

function must(command: string, args: readonly string[], cwd: string): string {
	const result = spawnSync(command, args, {
		cwd,
		encoding: 'utf8',
		shell: process.platform === 'win32' && command === 'npm',
	});
	if (result.status === 0) return result.stdout;
	throw new Advice(`${command} ${args[0]} failed: ${result.error?.message ?? result.stderr}`);
}

/**
 * Packs a built package and puts it where n8n keeps the community packages that a user installs,
 * in place of an earlier one; gives its name.
 */
export async function installPackage(packageFolder: string, userFolder: string): Promise<string> {
	const temporary = await mkdtemp(join(tmpdir(), 'customer-value-pack-'));
	try {
		const pack = ['pack', '--json', '--ignore-scripts', '--loglevel=error'];
		const packed = must('npm', [...pack, '--pack-destination', temporary], packageFolder);
		const [{ name, filename }] = JSON.parse(packed) as { name: string; filename: string }[];
		const nodes = join(userFolder, '.n8n', 'nodes');
		const fresh = join(nodes, 'unpacked');
		const installed = join(nodes, 'node_modules', name);
		await rm(fresh, { recursive: true, force: true });
		await mkdir(fresh, { recursive: true });
		await mkdir(join(nodes, 'node_modules'), { recursive: true });
		// Relative names: a colon, as after a drive's letter, means another machine to some versions of tar.
		await rename(join(temporary, filename), join(fresh, 'package.tgz'));
		must('tar', ['-xzf', 'package.tgz'], fresh);
		await rm(installed, { recursive: true, force: true });
		await rename(join(fresh, 'package'), installed);
		await rm(fresh, { recursive: true, force: true });
		return name;
	} finally {
		await rm(temporary, { recursive: true, force: true });
	}
}
