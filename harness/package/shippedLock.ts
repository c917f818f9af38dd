/** The parts of an npm lock file that are read here. */
export interface Lock {
	readonly lockfileVersion: number;
	readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
	readonly name?: string;
	readonly version: string;
	readonly dependencies?: Readonly<Record<string, string>>;
}

/**
 * The part of a lock file that is shipped: the packages that the page of third-party licenses lists.
 *
 * Each becomes a direct dependency, so that an audit sees exactly these, and none that only build or test.
 *
 * @throws Error where the page lists none, or one that is not locked
 */
export function shippedLock(lock: Lock, licensesPage: string): Lock {
	const listed = [...licensesPage.matchAll(/^- (\S+) (\S+) \(.+\)$/gm)];
	if (listed.length === 0) throw new Error('The page of third-party licenses lists no package.');
	const packages = Object.fromEntries(
		listed.map(([, name, version]) => {
			const found = Object.entries(lock.packages).find(
				([path, locked]) =>
					locked.version === version && path.split('node_modules/').at(-1) === name,
			);
			if (found === undefined) throw new Error(`${name} ${version} is bundled but not locked.`);
			return [`node_modules/${name}`, { version }];
		}),
	);
	const dependencies = Object.fromEntries(listed.map(([, name, version]) => [name, version]));
	const own = { name: 'shipped', version: '1.0.0', dependencies };
	return { lockfileVersion: 3, packages: { '': own, ...packages } };
}
