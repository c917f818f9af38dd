import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, checkTypes, lint, root, runTool, step } from './support/shell';

const zones = ['UTC', 'America/Los_Angeles'];
const results = join(root, 'out', 'test');
const given = process.argv.slice(2);

function count(zone: string) {
	const file = join(results, `${zone.replace('/', '-')}.json`);
	const report = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>;
	return {
		passed: report.numPassedTests,
		failed: report.numFailedTests,
		skipped: report.numPendingTests,
	};
}

async function jest(zone: string, args: readonly string[]) {
	mkdirSync(results, { recursive: true });
	const file = join(results, `${zone.replace('/', '-')}.json`);
	return await runTool('jest/bin/jest.js', ['--json', `--outputFile=${file}`, ...args], {
		TZ: zone,
	});
}

// The engine tests need the built package; they don't depend on the machine's zone and run once.
await step('Build', build);
if (given.length === 0) {
	await step('Types', checkTypes);
	await step('Lint', lint);
}
await step(`Tests, ${zones[0]}`, () => jest(zones[0], given));
await step(`Tests, ${zones[1]}`, () =>
	jest(zones[1], given.length > 0 ? given : ['test/unit', 'test/property', 'test/golden']),
);
const totals = zones.map(count);
const sum = (key: 'passed' | 'failed' | 'skipped') => totals.reduce((n, t) => n + t[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
