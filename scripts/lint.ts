import { lint } from './support/shell';

process.exit(await lint(process.argv.slice(2)));
