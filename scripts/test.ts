import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePreviousEngine } from '../harness/pinned/previousEngine';
import { build, checkTypes, lint, root, runTool, step } from '../harness/process/shell';

const zones = ['UTC', 'America/Los_Angeles'];
const results = join(root, 'out', 'test');
const given = process.argv.slice(2);

const reportOf = (name: string) => join(results, `${name.replace('/', '-')}.json`);

function count(name: string) {
	const report = JSON.parse(readFileSync(reportOf(name), 'utf8')) as Record<string, number>;
	return {
		passed: report.numPassedTests,
		failed: report.numFailedTests,
		skipped: report.numPendingTests,
	};
}

async function jest(name: string, args: readonly string[], environment: NodeJS.ProcessEnv) {
	mkdirSync(results, { recursive: true });
	const report = ['--json', `--outputFile=${reportOf(name)}`];
	return await runTool('jest/bin/jest.js', [...report, ...args], environment);
}

/**
 * Only this machine knows where n8n-workflow and n8n-core of the previous line are installed, so this project file is
 * written here.
 */
function checkTypesOfPreviousLine(engine: string): Promise<number> {
	const modules = join(engine, 'node_modules');
	const paths = Object.fromEntries(
		['n8n-core', 'n8n-workflow'].map((name) => [name, [join(modules, name)]]),
	);
	const project = join(results, 'tsconfig.previousLine.json');
	const types = join(root, 'node_modules', '@types');
	mkdirSync(results, { recursive: true });
	writeFileSync(
		project,
		JSON.stringify({
			extends: join(root, 'tsconfig.json'),
			compilerOptions: { paths, typeRoots: [types] },
			include: ['nodes', 'credentials', 'src', 'test/node'].map((folder) => join(root, folder)),
			exclude: [],
		}),
	);
	return checkTypes(project);
}

// The engine tests need the built package; they don't depend on the server's time zone and run once.
await step('Build', build);
if (given.length === 0) {
	await step('Types', () => checkTypes());
	await step('Types, previous line of n8n', async () =>
		checkTypesOfPreviousLine(await ensurePreviousEngine()),
	);
	await step('Lint', lint);
}
for (const [index, zone] of zones.entries()) {
	const rest = index === 0 ? [] : ['test/unit', 'test/property', 'test/golden'];
	await step(`Tests, ${zone}`, () => jest(zone, given.length > 0 ? given : rest, { TZ: zone }));
}
const names = [...zones];
if (given.length === 0) {
	const engine = await ensurePreviousEngine();
	await step('Engine tests, previous line of n8n', () =>
		jest('previous-line', ['--config=jest.previousLine.config.js'], { PREVIOUS_ENGINE: engine }),
	);
	names.push('previous-line');
}
const totals = names.map(count);
const sum = (key: 'passed' | 'failed' | 'skipped') => totals.reduce((n, t) => n + t[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
