import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import glob from 'fast-glob';

const root = join(__dirname, '..', '..');
const hasDist = existsSync(join(root, 'dist'));
const afterBuild = hasDist ? describe : describe.skip;
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
	string,
	unknown
>;

/** Modules that shipped code may require besides its own files: n8n provides the first, Node the others. */
const allowed = ['n8n-workflow', 'node:crypto', 'crypto'];

/** The modules that a file requires or imports, comments aside: those of bundled packages contain requires. */
function requiresOf(file: string): string[] {
	const code = readFileSync(join(root, file), 'utf8').replace(/^\s*(\*|\/\/|\/\*).*$/gm, '');
	const calls = /\b(?:require|import)\(\s*["'`]([^"'`]+)["'`]\s*\)/g;
	const statements = /^\s*(?:import|export)\b[^;\n]*\bfrom\s*["']([^"']+)["']/gm;
	return [...code.matchAll(calls), ...code.matchAll(statements)].map(([, name]) => name);
}

describe('package.json', () => {
	it('has no dependencies: everything shipped is bundled', () => {
		expect(manifest.dependencies).toBeUndefined();
		expect(manifest.optionalDependencies).toBeUndefined();
		expect(manifest.bundledDependencies).toBeUndefined();
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it('runs nothing when it is installed', () => {
		const scripts = Object.keys(manifest.scripts as object);
		for (const name of ['preinstall', 'install', 'postinstall', 'prepare'])
			expect(scripts).not.toContain(name);
	});

	it('is found by n8n', () => {
		expect(manifest.keywords).toContain('n8n-community-node-package');
		expect(manifest.name).toMatch(/^n8n-nodes-/);
	});
});

afterBuild('dist (skipped before a build)', () => {
	const files = hasDist ? glob.sync('dist/**/*.js', { cwd: root }).sort() : [];

	it.each(files)(
		'%s requires nothing but what n8n and Node hand out, and its own files',
		(file) => {
			for (const name of requiresOf(file)) {
				if (!name.startsWith('.')) {
					expect(allowed).toContain(name);
					continue;
				}
				const target = join(root, dirname(file), name);
				expect(existsSync(target) || existsSync(`${target}.js`)).toBe(true);
				expect(target.startsWith(join(root, 'dist'))).toBe(true);
			}
		},
	);

	it('names none of Node’s other modules', () => {
		const others = builtinModules.filter((name) => !allowed.includes(name));
		const named = files
			.flatMap(requiresOf)
			.filter((name) => others.includes(name.replace(/^node:/, '')));
		expect(named).toEqual([]);
	});

	it('has each node’s icons and codex file', () => {
		const { nodes } = manifest.n8n as { nodes: string[] };
		for (const file of nodes) {
			expect(existsSync(join(root, file.replace(/\.js$/, '.json')))).toBe(true);
			expect(glob.sync(`${dirname(file)}/*.svg`, { cwd: root })).toHaveLength(2);
		}
	});
});
