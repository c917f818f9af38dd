import { checkTypes } from './support/shell';

process.exit(await checkTypes());
