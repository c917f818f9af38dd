// Drives the build: `gulp` = clean, types, bundle with the licences of all it holds, static files, check of what dist may require.
const { rmSync } = require('node:fs');
const { readFile, writeFile } = require('node:fs/promises');
const { spawn } = require('node:child_process');
const { basename } = require('node:path');
const { dest, parallel, series, src } = require('gulp');
const glob = require('fast-glob');

const entries = ['nodes/*/*.node.ts', 'credentials/*.credentials.ts'];
/** What shipped code may require besides its own files: n8n hands out the first, Node the second. */
const allowedRequires = new Set(['n8n-workflow', 'node:crypto', 'crypto']);

async function clean() {
	rmSync('dist', { recursive: true, force: true });
}

function types(done) {
	spawn(process.execPath, [require.resolve('typescript/bin/tsc'), '--noEmit'], {
		stdio: 'inherit',
	}).on('exit', (code) => done(code === 0 ? undefined : new Error('The types do not check.')));
}

async function bundle() {
	const { rolldown } = await import('rolldown');
	const files = await glob(entries);
	if (files.length === 0) return;
	const build = await rolldown({
		input: Object.fromEntries(files.map((file) => [file.replace(/\.ts$/, ''), file])),
		external: [...allowedRequires],
		platform: 'node',
		// Scripts for any loader look for a global object, which n8n's scan refuses; modules don't.
		resolve: { mainFields: ['module', 'main'] },
		// It says nothing of side effects, and has none: what of it isn't used stays out, such as Brotli's dictionary.
		treeshake: { moduleSideEffects: [{ test: /hyparquet-compressors/, sideEffects: false }] },
	});
	const { output } = await build.write({
		dir: 'dist',
		format: 'cjs',
		exports: 'named',
		entryFileNames: '[name].js',
		chunkFileNames: 'lib/[name].js',
		codeSplitting: {
			groups: [
				{ name: 'vendor', test: /node_modules/ },
				{ name: 'values', test: /src\/values/ },
				{ name: 'core', test: /src\/core/ },
				{ name: 'report', test: /src\/report/ },
				{ name: 'sync', test: /src\/sync/ },
				{ name: 'nodes', test: /nodes\/shared/ },
			],
		},
	});
	await build.close();
	const { thirdPartyLicenses } = await import('./harness/package/thirdPartyLicenses.mjs');
	await writeFile('dist/THIRD-PARTY-LICENSES.md', await thirdPartyLicenses(output));
}

function statics() {
	return src(['{nodes,credentials}/**/*.{svg,png}', 'nodes/**/*.json'], {
		base: '.',
		encoding: false,
		allowEmpty: true,
	}).pipe(dest('dist'));
}

async function checkRequires() {
	const problems = [];
	for (const file of await glob('dist/**/*.js')) {
		const code = await readFile(file, 'utf8');
		// Documentation inside bundled packages shows requires too; those lines are no code.
		const inComments = /^\s*(\*|\/\/).*$/gm;
		for (const [, name] of code
			.replace(inComments, '')
			.matchAll(/\brequire\(\s*["'`]([^"'`]+)["'`]\s*\)/g)) {
			if (!name.startsWith('.') && !allowedRequires.has(name)) problems.push(`${file}: ${name}`);
		}
		const isNode = file.match(/\.(node|credentials)\.js$/);
		const exported = basename(file).split('.')[0];
		if (isNode && !new RegExp(`exports\\.${exported}\\b`).test(code)) {
			problems.push(`${file}: does not export ${exported}`);
		}
	}
	if (problems.length > 0) throw new Error(`dist is not as n8n needs it:\n${problems.join('\n')}`);
}

const write = series(clean, parallel(bundle, statics), checkRequires);
exports.fast = write;
exports.default = series(parallel(types, write));
