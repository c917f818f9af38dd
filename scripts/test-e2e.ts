// Real n8n, headless: the built package in it, every example workflow imported and executed, and its
// results held against those of n8n's engine run in process.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackage } from './support/installPackage';
import { executeWorkflow, exportNodes, importWorkflows } from './support/n8nCommand';
import { ensureRuntime } from './support/n8nRuntime';
import { withProgress } from './support/progress';
import { build, root, runTool, step } from './support/shell';
import { readWorkflowFolder } from './support/workflowFile';

const results = join(root, 'out', 'e2e');

async function runExamples(): Promise<number> {
	const runtime = await ensureRuntime();
	const userFolder = await mkdtemp(join(tmpdir(), 'customer-value-e2e-'));
	try {
		await withProgress('Installing the package into n8n', () => installPackage(root, userFolder));
		const examples = readWorkflowFolder(join(root, 'examples'));
		await withProgress(`Importing ${examples.length} example workflows`, () =>
			importWorkflows(runtime, userFolder, examples),
		);
		const nodes = await withProgress('Asking n8n for its nodes', () =>
			exportNodes(runtime, userFolder),
		);
		writeFileSync(join(results, 'nodes.json'), JSON.stringify(nodes));
		for (const { slug, id, nodes } of examples) {
			// What asks for someone's log-in can be imported but not run here.
			if (nodes.some((node) => Object.keys(node.credentials ?? {}).length > 0)) continue;
			const run = await withProgress(`Executing ${slug}`, () =>
				executeWorkflow(runtime, userFolder, id),
			);
			writeFileSync(join(results, `${slug}.run.json`), JSON.stringify(run));
		}
		return 0;
	} finally {
		await rm(userFolder, { recursive: true, force: true });
	}
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
await step('Build', build);
await step('Real n8n', runExamples);
const report = join(results, 'report.json');
const args = ['--config=jest.e2e.config.js', '--json', `--outputFile=${report}`];
await step('Tests, end to end', () => runTool('jest/bin/jest.js', args));
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
	readFileSync(report, 'utf8'),
) as Record<string, number>;
console.log(`\n${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
