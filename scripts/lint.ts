import { lint } from '../harness/process/shell';

process.exit(await lint(process.argv.slice(2)));
