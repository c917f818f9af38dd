// Fits the models that an example ships on the sample shop, and writes them into it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowFile } from '../harness/engine/runWorkflow';
import { learnExampleModels, withModels } from '../harness/generated/exampleModels';
import { build, root, runTool, step } from '../harness/process/shell';

const path = join(root, 'examples', 'score-one-customer.json');

await step('Build', build);
await step('Models of the sample shop', async () => {
	const file = JSON.parse(readFileSync(path, 'utf8')) as WorkflowFile;
	writeFileSync(path, withModels(file, await learnExampleModels(file)));
	return await runTool('prettier/bin/prettier.cjs', ['--write', '--log-level=warn', path]);
});
