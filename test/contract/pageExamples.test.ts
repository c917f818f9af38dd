import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pageExamples, pagesWithExamples, withExamples } from '../../scripts/support/pageExamples';

const root = process.cwd();
const isBuilt = existsSync(join(root, 'dist'));

(isBuilt ? describe : describe.skip)('the pages (skipped before a build)', () => {
	it('show what a run gives today; npm run docs writes it', async () => {
		const examples = await pageExamples();
		const pages = pagesWithExamples(root);
		expect(pages.length).toBeGreaterThan(5);
		for (const file of pages) {
			const page = readFileSync(file, 'utf8');
			expect([relative(root, file), page]).toEqual([
				relative(root, file),
				withExamples(page, examples),
			]);
		}
	}, 60_000);
});
