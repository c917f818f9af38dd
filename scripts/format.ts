import { format } from '../harness/process/shell';

process.exit(await format());
