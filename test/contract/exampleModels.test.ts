import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { learnExampleModels, savedExampleModels } from '../../harness/generated/exampleModels';
import type { WorkflowFile } from '../../harness/engine/runWorkflow';

const path = join(process.cwd(), 'examples', 'score-one-customer.json');

it('the models in "Score one customer" are those that its lower row learns (npm run examples)', async () => {
	const file = JSON.parse(readFileSync(path, 'utf8')) as WorkflowFile;
	const learned = await learnExampleModels(file);
	expect(Object.keys(learned)).toEqual(['rfm', 'score', 'clv', 'tier', 'churn']);
	expect(savedExampleModels(path)).toEqual(learned);
}, 60_000);
