// Writes what the pages in docs/nodes say about options, from the panels of the built nodes.
import { readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { nodePages } from './support/nodePages';
import { withOptionSection } from './support/optionTables';
import { build, root, step } from './support/shell';

async function writePages(): Promise<number> {
	for (const { file, description } of nodePages(root)) {
		const page = readFileSync(file, 'utf8');
		const written = withOptionSection(page, description.properties);
		if (written === page) continue;
		writeFileSync(file, written);
		console.log(`   ${relative(root, file)}`);
	}
	return 0;
}

await step('Build', build);
await step('Pages', writePages);
