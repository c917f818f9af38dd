import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { nodePages } from '../../scripts/support/nodePages';
import { withOptionSection } from '../../scripts/support/optionTables';

const root = process.cwd();
const pages = existsSync(join(root, 'dist')) ? nodePages(root) : [];

(pages.length > 0 ? describe : describe.skip)(
	'the pages of the nodes (skipped before a build)',
	() => {
		it.each(pages.map((page) => [basename(page.file), page] as const))(
			'%s lists every option of the panel with its default; npm run docs writes it',
			(_name, { file, description }) => {
				const page = readFileSync(file, 'utf8');
				expect(page).toBe(withOptionSection(page, description.properties));
			},
		);

		it.each(pages.map((page) => [basename(page.file), page] as const))(
			'%s names every output',
			(_name, { file, description }) => {
				const page = readFileSync(file, 'utf8');
				const outputs = description.outputNames ?? [];
				expect(outputs.filter((name) => !page.includes(name))).toEqual([]);
			},
		);
	},
);
