import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packPackage, runQuietly, unpackPackage } from './packPackage';

/** Dependencies that n8n does not install for a community package. */
const leftOut = ['devDependencies', 'peerDependencies', 'optionalDependencies'];
const installOptions = [
	'--audit=false',
	'--fund=false',
	'--bin-links=false',
	'--install-strategy=shallow',
	'--ignore-scripts=true',
	'--package-lock=false',
];

/**
 * Packs a built package and installs the tarball where n8n keeps its users' community packages, in the steps of n8n's
 * own installer (downloadPackage in its community-packages.service.js, the same in both lines), replacing an earlier
 * one; returns its name.
 */
export async function installPackage(packageFolder: string, userFolder: string): Promise<string> {
	const temporary = await mkdtemp(join(tmpdir(), 'customer-value-pack-'));
	try {
		const { name, version, file } = packPackage(packageFolder, temporary);
		const nodes = join(userFolder, '.n8n', 'nodes');
		const fresh = join(nodes, 'unpacked');
		const installed = join(nodes, 'node_modules', name);
		await rm(fresh, { recursive: true, force: true });
		await mkdir(fresh, { recursive: true });
		unpackPackage(file, fresh);
		const manifestFile = join(fresh, 'package.json');
		const manifest = JSON.parse(await readFile(manifestFile, 'utf8')) as Record<string, unknown>;
		for (const key of leftOut) delete manifest[key];
		await writeFile(manifestFile, JSON.stringify(manifest, null, 2));
		runQuietly('npm', ['install', ...installOptions, '--loglevel=error'], fresh);
		await rm(installed, { recursive: true, force: true });
		await mkdir(dirname(installed), { recursive: true });
		await rename(fresh, installed);
		const dependencies = { [name]: version };
		const listed = { name: 'installed-nodes', private: true, dependencies };
		await writeFile(join(nodes, 'package.json'), JSON.stringify(listed, null, 2));
		return name;
	} finally {
		await rm(temporary, { recursive: true, force: true });
	}
}
