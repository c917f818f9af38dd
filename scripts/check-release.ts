// Whether a tag may be released:  npm run check:release -- v1.2.3
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { releaseFaults } from '../harness/package/releaseFaults';
import { root } from '../harness/process/shell';

const tag = process.argv[2] ?? '';
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const { version } = JSON.parse(read('package.json')) as { version: string };
const faults = releaseFaults(tag, version, read('CHANGELOG.md'));
for (const fault of faults) console.error(fault);
if (faults.length === 0) console.log(`${tag} is what package.json and CHANGELOG.md say.`);
process.exitCode = faults.length === 0 ? 0 : 1;
