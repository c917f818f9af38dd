// Writes the schemas that n8n's editor shows of a node before its first run, from real runs of the built nodes.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { outputSchemas } from '../harness/generated/outputSchemas';
import { build, root, step } from '../harness/process/shell';

async function writeSchemas(): Promise<number> {
	const schemas = await outputSchemas();
	for (const path of schemas.keys()) {
		const folder = join(root, 'nodes', path.split('/')[0], '__schema__');
		rmSync(folder, { recursive: true, force: true });
	}
	for (const [path, schema] of schemas) {
		const file = join(root, 'nodes', path);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, `${JSON.stringify(schema, undefined, '\t')}\n`);
	}
	console.log(`   ${schemas.size} schemas`);
	return 0;
}

await step('Build', build);
await step('Schemas', writeSchemas);
