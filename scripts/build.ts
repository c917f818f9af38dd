import { build, checkTypes, step } from './support/shell';

await step('Types', () => checkTypes());
await step('Build', build);
