import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

interface Manifest {
	readonly dependencies?: Readonly<Record<string, string>>;
	readonly devDependencies?: Readonly<Record<string, string>>;
}

const manifestOf = (folder: string) =>
	JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as Manifest;

function lockedIn(folder: string, name: string): string | undefined {
	const lock = JSON.parse(readFileSync(join(root, folder, 'package-lock.json'), 'utf8')) as {
		packages: Readonly<Record<string, { version: string }>>;
	};
	return lock.packages[`node_modules/${name}`]?.version;
}

/** The engines of the engine tests, with the n8n of the end-to-end tests. */
const pairs: ReadonlyArray<readonly [line: string, engine: Manifest['dependencies']]> = [
	['runtime/n8n-2', manifestOf('.').devDependencies],
	['runtime/n8n-1', manifestOf('runtime/engine-1').dependencies],
];

describe.each(pairs)('%s', (line, engine) => {
	it.each(['n8n-core', 'n8n-workflow'])('is tested on its own %s', (name) => {
		expect(engine?.[name]).toBe(lockedIn(line, name));
	});

	it('has a lock file that names no registry', () => {
		const text = readFileSync(join(root, line, 'package-lock.json'), 'utf8');
		expect(text).not.toContain('"resolved"');
	});
});
