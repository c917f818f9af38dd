/** The parts of an npm lock file that are read here. */
export interface Lock {
	readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
	/** The package's own name, where it is installed under another. */
	readonly name?: string;
	readonly version?: string;
	readonly resolved?: string;
}

/**
 * A lock file in which every package has the address of its archive.
 *
 * Ours have none, so that they name no registry. Without addresses npm fetches the list of all versions of each
 * package, most of what an installation downloads. The address is that of the public registry; npm replaces it with the
 * configured one. The archive is still checked against the hash in the lock file.
 */
export function withTarballAddresses<L extends Lock>(lock: L): L {
	const packages = Object.entries(lock.packages).map(([path, locked]) => {
		const name = locked.name ?? path.split('node_modules/').at(-1) ?? '';
		if (path === '' || locked.resolved !== undefined) return [path, locked];
		const file = `${name.split('/').at(-1)}-${locked.version}.tgz`;
		return [path, { ...locked, resolved: `https://registry.npmjs.org/${name}/-/${file}` }];
	});
	return { ...lock, packages: Object.fromEntries(packages) as L['packages'] };
}
