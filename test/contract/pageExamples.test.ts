import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
	pageExamples,
	pagesWithExamples,
	withExamples,
} from '../../harness/generated/pageExamples';

const root = process.cwd();
/** The globals besides the date that Jest would replace. */
const allButDate = [
	'hrtime',
	'nextTick',
	'performance',
	'queueMicrotask',
	'setImmediate',
	'setInterval',
	'setTimeout',
	'clearImmediate',
	'clearInterval',
	'clearTimeout',
] as const;

const isBuilt = existsSync(join(root, 'dist'));

afterEach(() => {
	jest.useRealTimers();
});

(isBuilt ? describe : describe.skip)('the pages (skipped before a build)', () => {
	it('show what a run gives on any other day too', async () => {
		const today = await pageExamples();
		jest.useFakeTimers({ now: Date.now() + 100 * 86_400_000, doNotFake: [...allButDate] });
		expect(await pageExamples()).toEqual(today);
	}, 60_000);

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
