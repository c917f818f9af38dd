import { checkTypes } from '../harness/process/shell';

process.exit(await checkTypes());
