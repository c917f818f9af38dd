// Writes the generated parts of the docs (options, sources, examples) from the panels, the tables of the code and a
// run.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { codesInSources, withCodes } from '../harness/generated/codes';
import { withFieldTable } from '../harness/generated/fieldTable';
import { nodePages } from '../harness/generated/nodePages';
import { withOptionSection } from '../harness/generated/optionTables';
import { pageExamples, pagesWithExamples, withExamples } from '../harness/generated/pageExamples';
import { withSourceTables } from '../harness/generated/sourceTables';
import { build, root, step } from '../harness/process/shell';

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
/** Examples and figures come from a run of the sample shop through all nodes. */
async function writeExamples(): Promise<number> {
	const examples = await pageExamples();
	for (const file of pagesWithExamples(root)) {
		const page = readFileSync(file, 'utf8');
		const written = withExamples(page, examples);
		if (written === page) continue;
		writeFileSync(file, written);
		console.log(`   ${relative(root, file)}`);
	}
	return 0;
}

function writeSources(): Promise<number> {
	const file = join(root, 'docs', 'your-data.md');
	const page = readFileSync(file, 'utf8');
	const written = withSourceTables(page);
	if (written !== page) writeFileSync(file, written);
	return Promise.resolve(0);
}

function writeCodes(): Promise<number> {
	const file = join(root, 'docs', 'codes.md');
	const page = readFileSync(file, 'utf8');
	const written = withCodes(page, codesInSources(root));
	if (written !== page) writeFileSync(file, written);
	return Promise.resolve(0);
}

function writeFields(): Promise<number> {
	const file = join(root, 'docs', 'fields.md');
	const page = readFileSync(file, 'utf8');
	const written = withFieldTable(page);
	if (written !== page) writeFileSync(file, written);
	return Promise.resolve(0);
}

await step('Pages', writePages);
await step('Codes', writeCodes);
await step('Fields', writeFields);
await step('Sources', writeSources);
await step('Examples', writeExamples);
