import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import glob from 'fast-glob';
import { nodePages } from '../../harness/generated/nodePages';
import { withOptionSection } from '../../harness/generated/optionTables';

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

describe('pictures', () => {
	const templates = readFileSync(join(root, 'docs', 'templates.md'), 'utf8');
	const examples = glob
		.sync('examples/*.json', { cwd: root })
		.map((file) => basename(file, '.json'));

	it.each(examples)('%s is shown; npm run screenshots takes it', (slug) => {
		expect(templates).toContain(`(images/${slug}.png)`);
		expect(templates).toContain(`(../examples/${slug}.json)`);
	});

	it('are there wherever a page shows one', () => {
		const missing = glob
			.sync(['README.md', 'docs/**/*.md'], { cwd: root })
			.flatMap((page) =>
				[...readFileSync(join(root, page), 'utf8').matchAll(/!\[[^\]]*\]\(([^)]+\.png)\)/g)]
					.map(([, picture]) => join(root, dirname(page), picture))
					.filter((file) => !existsSync(file)),
			);
		expect(missing).toEqual([]);
	});

	it('stay small', () => {
		const sizes = glob
			.sync('docs/images/*.png', { cwd: root, stats: true })
			.map(({ stats }) => stats?.size ?? 0);
		expect(Math.max(...sizes)).toBeLessThan(200_000);
		expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(6_000_000);
	});
});
