// Real n8n, headless: the built package in it, the example workflows and their credentials imported, a server
// for the webhooks; the tests then execute the workflows and read what came of it.
import { randomInt } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStandIns } from '../sandbox/standIns';
import type { EndToEndSetup } from '../test/support/n8n';
import { installPackage } from './support/installPackage';
import {
	exportNodes,
	importCredentials,
	importWorkflows,
	publishWorkflow,
} from './support/n8nCommand';
import { ensureRuntime } from './support/n8nRuntime';
import { startServer } from './support/n8nServer';
import { withProgress } from './support/progress';
import { sandboxCredentials } from './support/sandboxCredentials';
import { build, root, runTool, step } from './support/shell';
import { readWorkflowFolder, webhookPaths } from './support/workflowFile';

const results = join(root, 'out', 'e2e');
const report = join(results, 'report.json');
const given = process.argv.slice(2);

/** Credentials for stand-ins on ports that are free now: each test file starts its own there. */
async function chooseStandIns() {
	const standIns = await startStandIns();
	await standIns.stop();
	const portOf = (url: string) => Number(new URL(url).port);
	return {
		credentials: sandboxCredentials(standIns),
		klaviyoPort: portOf(standIns.klaviyoUrl),
		metaPort: portOf(standIns.metaUrl),
	};
}

async function testInN8n(): Promise<number> {
	const runtime = await ensureRuntime();
	const userFolder = await mkdtemp(join(tmpdir(), 'customer-value-e2e-'));
	const examples = readWorkflowFolder(join(root, 'examples'));
	const { credentials, klaviyoPort, metaPort } = await chooseStandIns();
	try {
		await withProgress('Installing the package into n8n', () => installPackage(root, userFolder));
		await withProgress(`Importing ${examples.length} example workflows`, async () => {
			await importCredentials(runtime, userFolder, credentials);
			await importWorkflows(runtime, userFolder, examples);
			for (const example of examples) {
				if (webhookPaths(example).length === 0) continue;
				await publishWorkflow(runtime, userFolder, example.id);
			}
		});
		const nodes = await withProgress('Asking n8n for its nodes', () =>
			exportNodes(runtime, userFolder),
		);
		writeFileSync(join(results, 'nodes.json'), JSON.stringify(nodes));
		const server = await withProgress(`Starting n8n ${runtime.version}`, () =>
			startServer(runtime, userFolder, { port: randomInt(20_000, 30_000) }),
		);
		try {
			const setup: EndToEndSetup = {
				runtime,
				userFolder,
				url: server.url,
				klaviyoPort,
				metaPort,
			};
			writeFileSync(join(results, 'setup.json'), JSON.stringify(setup));
			return await runTool('jest/bin/jest.js', [
				'--config=jest.e2e.config.js',
				'--runInBand',
				'--json',
				`--outputFile=${report}`,
				...given,
			]);
		} finally {
			await server.stop();
		}
	} finally {
		await rm(userFolder, { recursive: true, force: true });
	}
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
await step('Build', build);
await step('Tests in real n8n', testInN8n);
const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
	readFileSync(report, 'utf8'),
) as Record<string, number>;
console.log(`\n${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
