import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const root = process.cwd();
const folders = ['docs', 'bench', 'examples'];
const pages = [
	...readdirSync(root).filter((name) => name.endsWith('.md')),
	...folders.flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
			.filter((name) => name.endsWith('.md'))
			.map((name) => join(folder, name)),
	),
];

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
	return heading
		.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, '')
		.trim()
		.replace(/\s/g, '-');
}

function anchorsOf(file: string): string[] {
	const text = readFileSync(file, 'utf8').replace(/^```[^]*?^```/gm, '');
	return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading));
}

/** The links of a page that lead into the repository, without those in code. */
function linksOf(page: string): string[] {
	const text = readFileSync(join(root, page), 'utf8')
		.replace(/^```[^]*?^```/gm, '')
		.replace(/`[^`\n]*`/g, '');
	return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
		.map(([, link]) => link)
		.filter((link) => !/^[a-z]+:/.test(link));
}

describe('the pages', () => {
	it.each(pages)('%s links to what is there', (page) => {
		const missing = linksOf(page).filter((link) => {
			const [path, anchor] = link.split('#');
			const file = path === '' ? join(root, page) : join(root, dirname(page), decodeURI(path));
			if (relative(root, file).startsWith('..') || !existsSync(file)) return true;
			return anchor !== undefined && file.endsWith('.md') && !anchorsOf(file).includes(anchor);
		});
		expect(missing).toEqual([]);
	});

	it('are all reached from the README', () => {
		const reached = new Set<string>();
		const open = ['README.md'];
		for (let page = open.pop(); page !== undefined; page = open.pop()) {
			if (reached.has(page)) continue;
			reached.add(page);
			for (const link of linksOf(page)) {
				const target = relative(root, join(root, dirname(page), link.split('#')[0]));
				if (target.endsWith('.md') && existsSync(join(root, target))) open.push(target);
			}
		}
		const lost = pages.filter((page) => page.startsWith('docs') && !reached.has(page));
		expect(lost).toEqual([]);
	});
});
