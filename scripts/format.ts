import { format } from './support/shell';

process.exit(await format());
