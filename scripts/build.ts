import { build, checkTypes, step } from '../harness/process/shell';

await step('Types', () => checkTypes());
await step('Build', build);
