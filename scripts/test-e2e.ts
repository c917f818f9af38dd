// Real n8n of both lines, headless, with the packed package installed, the example workflows and their credentials
// imported, and a server for the webhooks; the tests then execute the workflows and read their results.
import { randomInt } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startSandboxes } from '../sandbox/sandboxes';
import type { EndToEndSetup } from '../harness/n8n/endToEndSetup';
import { Advice } from '../harness/process/advice';
import { installPackage } from '../harness/package/installPackage';
import {
	exportNodes,
	importCredentials,
	importWorkflows,
	publishWorkflow,
} from '../harness/n8n/commands';
import { ensureRuntime, n8nLines, type N8nLine } from '../harness/pinned/runtime';
import { ensureOwner, startServer } from '../harness/n8n/server';
import { withProgress } from '../harness/process/progress';
import { sandboxCredentials } from '../harness/sandbox/credentials';
import { build, root, runTool, step } from '../harness/process/shell';
import { isCalled, readWorkflowFolder } from '../harness/n8n/workflowFile';

const { values: options, positionals: given } = parseArgs({
	options: { line: { type: 'string', multiple: true, default: [...n8nLines] } },
	allowPositionals: true,
});
const lines = n8nLines.filter((line) => options.line.includes(line));
if (lines.length === 0) throw new Advice(`--line is one of ${n8nLines.join(', ')}.`);
const resultsOf = (line: N8nLine) => join(root, 'out', 'e2e', line);

/** Credentials for sandbox servers on ports that are free now: each test file starts its own servers there. */
async function chooseSandboxes() {
	const sandboxes = await startSandboxes();
	await sandboxes.stop();
	const portOf = (url: string) => Number(new URL(url).port);
	return {
		credentials: sandboxCredentials(sandboxes),
		klaviyoPort: portOf(sandboxes.klaviyoUrl),
		klaviyoBPort: portOf(sandboxes.klaviyoBUrl),
		metaPort: portOf(sandboxes.metaUrl),
		googlePort: portOf(sandboxes.googleUrl),
	};
}

/** By default n8n 2 evaluates expressions in a virtual machine, which multiplies the time of its Set, If and Filter nodes. */
const fast = { N8N_EXPRESSION_ENGINE: 'legacy' };

async function testInN8n(line: N8nLine): Promise<number> {
	const results = resultsOf(line);
	rmSync(results, { recursive: true, force: true });
	mkdirSync(results, { recursive: true });
	const runtime = await ensureRuntime(line);
	const userFolder = await mkdtemp(join(tmpdir(), 'customer-value-e2e-'));
	const examples = readWorkflowFolder(join(root, 'examples'));
	const { credentials, ...ports } = await chooseSandboxes();
	try {
		await withProgress('Installing the package into n8n', () => installPackage(root, userFolder));
		await withProgress(`Importing ${examples.length} example workflows`, async () => {
			await importCredentials(runtime, userFolder, credentials);
			await importWorkflows(runtime, userFolder, examples);
			for (const example of examples) {
				if (isCalled(example)) await publishWorkflow(runtime, userFolder, example.id);
			}
		});
		const nodes = await withProgress('Asking n8n for its nodes', () =>
			exportNodes(runtime, userFolder),
		);
		writeFileSync(join(results, 'nodes.json'), JSON.stringify(nodes));
		const server = await withProgress(`Starting n8n ${runtime.version}`, () =>
			startServer(runtime, userFolder, { port: randomInt(20_000, 30_000), environment: fast }),
		);
		try {
			const setup: EndToEndSetup = {
				runtime,
				userFolder,
				url: server.url,
				login: await ensureOwner(server, userFolder),
				...ports,
			};
			writeFileSync(join(results, 'setup.json'), JSON.stringify(setup));
			const codes = await Promise.all(
				partsOf(line).map(({ report, args }) => runTests(results, report, args)),
			);
			return Math.max(...codes);
		} finally {
			await server.stop();
		}
	} finally {
		await rm(userFolder, { recursive: true, force: true });
	}
}

/**
 * The tour of the editor keeps a browser busy, the other tests n8n, and they share nothing: both run at the same time.
 */
function partsOf(line: N8nLine): ReadonlyArray<{ report: string; args: readonly string[] }> {
	const tour = 'editorTour';
	const report = (part: string) => join(resultsOf(line), `${part}.json`);
	const isAskedFor = given.length === 0 || given.some((name) => new RegExp(name, 'i').test(tour));
	return [
		{ report: report('others'), args: [...given, `--testPathIgnorePatterns=${tour}`] },
		...(isAskedFor ? [{ report: report(tour), args: [tour] }] : []),
	];
}

function runTests(results: string, report: string, args: readonly string[]): Promise<number> {
	return runTool(
		'jest/bin/jest.js',
		[
			'--config=jest.e2e.config.js',
			'--runInBand',
			'--passWithNoTests',
			'--json',
			`--outputFile=${report}`,
			...args,
		],
		{ E2E_RESULTS: results },
	);
}

await step('Build', build);
for (const line of lines) await step(`Tests in real ${line}`, () => testInN8n(line));
const reports = lines
	.flatMap(partsOf)
	.map(({ report }) => JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>);
if (reports.every(({ numTotalTests }) => numTotalTests === 0)) {
	throw new Advice(`No end-to-end test is called ${given.join(' or ')}.`);
}
const sum = (key: string) => reports.reduce((total, report) => total + report[key], 0);
console.log(
	`\n${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed, ${sum('numPendingTests')} skipped`,
);
