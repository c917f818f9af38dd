/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { sampleReport } from '../../harness/data/sampleReport';
import { findChromium } from '../../harness/n8n/chromium';
import { reportOptions } from '../../src/core/report/options';
import { valueReport } from '../../src/report/valueReport';
import en from '../../src/report/texts/en.json';

const executablePath = findChromium();
if (executablePath === undefined)
	console.warn('No Chromium here: the report is not opened in one.');
const inBrowser = executablePath === undefined ? describe.skip : describe;

const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const { customers, summaries } = sampleReport(1200);
const options = reportOptions.parse({ title: 'Northpeak Coffee', acquisitionCost: 120 });
const report = valueReport(customers, options, summaries);
const bare = valueReport([{ customerId: 'a' }], options);

interface SectionSummary {
	readonly rows: ReadonlyArray<Record<string, unknown>>;
}
const summary = report.summary as {
	customers: number;
	numbers: Record<string, number>;
	changes: Record<string, number>;
	changesSince: string;
	asOf: string;
	steps: ReadonlyArray<Record<string, unknown>>;
	sections: Record<string, SectionSummary>;
};

/** Everything in a value, however deep. */
function leavesOf(value: unknown): unknown[] {
	if (typeof value !== 'object' || value === null) return [value];
	return Object.values(value).flatMap(leavesOf);
}

const dayNumber = (date: string) => Date.parse(date) / 86_400_000;
/** The numbers in a part of the Summary; dates and months as day numbers. */
function numbersIn(...parts: unknown[]): Set<number> {
	const leaves = leavesOf(parts);
	const dates = leaves.filter(
		(leaf) => typeof leaf === 'string' && /^\d{4}-\d\d(-\d\d)?$/.test(leaf),
	);
	return new Set([
		...leaves.filter((leaf): leaf is number => typeof leaf === 'number'),
		...dates.map((date) => dayNumber(String(date))),
	]);
}

inBrowser('the page of Value Report in a browser', () => {
	const folder = mkdtempSync(join(tmpdir(), 'value-report-'));
	const files = {
		full: join(folder, 'full.html'),
		bare: join(folder, 'bare.html'),
		mail: join(folder, 'mail.html'),
	};
	let browser: Browser;
	let page: Page;

	beforeAll(async () => {
		writeFileSync(files.full, report.html);
		writeFileSync(files.bare, bare.html);
		writeFileSync(files.mail, report.emailHtml);
		browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
		page = await browser.newPage();
	}, 60_000);
	afterAll(async () => {
		await browser?.close();
		rmSync(folder, { recursive: true });
	});

	const open = async (file: keyof typeof files) => await page.goto(pathToFileURL(files[file]).href);

	/** Rule and position of all findings of axe. */
	const axeFindings = async () => {
		await page.evaluate(axeSource);
		return await page.evaluate(async () => {
			const { axe } = globalThis as unknown as {
				axe: {
					run(): Promise<{ violations: Array<{ id: string; nodes: Array<{ html: string }> }> }>;
				};
			};
			const { violations } = await axe.run();
			return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 200)}`);
		});
	};

	it.each(['light', 'dark'] as const)(
		'has no findings of axe on the %s page',
		async (colorScheme) => {
			await page.emulateMedia({ media: 'screen', colorScheme });
			for (const file of ['full', 'bare'] as const) {
				await open(file);
				await page.evaluate(() => {
					for (const details of document.querySelectorAll('details')) details.open = true;
				});
				expect(await axeFindings()).toEqual([]);
			}
		},
	);

	it('has no findings of axe in print', async () => {
		await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
		await open('full');
		expect(await axeFindings()).toEqual([]);
	});

	it.each(['full', 'bare', 'mail'] as const)(
		'never scrolls sideways from 320 to 1600 px (%s)',
		async (file) => {
			await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
			await open(file);
			for (const width of [320, 375, 480, 521, 640, 768, 900, 1024, 1280, 1440, 1600]) {
				await page.setViewportSize({ width, height: 800 });
				const scrolled = await page.evaluate(() => document.documentElement.scrollWidth);
				expect({ width, scrolled }).toEqual({ width, scrolled: width });
			}
		},
	);

	it('draws nothing outside of its picture', async () => {
		await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
		await page.setViewportSize({ width: 1400, height: 900 });
		await open('full');
		const outside = await page.evaluate(() =>
			[...document.querySelectorAll('svg')].flatMap((picture) => {
				const frame = picture.getBoundingClientRect();
				return [...picture.querySelectorAll('text,rect,circle')]
					.filter((part) => {
						const { left, right, top, bottom } = part.getBoundingClientRect();
						const slack = 3;
						return (
							left < frame.left - slack ||
							right > frame.right + slack ||
							top < frame.top - slack ||
							bottom > frame.bottom + slack
						);
					})
					.map((part) => `${picture.closest('section')?.id}: ${part.outerHTML.slice(0, 160)}`);
			}),
		);
		expect(outside).toEqual([]);
	});

	it('asks the network for nothing and runs nothing', async () => {
		const asked: string[] = [];
		const complaints: string[] = [];
		const visited = await browser.newPage();
		visited.on('request', (request) => asked.push(request.url()));
		visited.on('console', (message) => complaints.push(message.text()));
		visited.on('pageerror', (error) => complaints.push(String(error)));
		await visited.goto(pathToFileURL(files.full).href);
		await visited.waitForLoadState('networkidle');
		expect(asked).toEqual([pathToFileURL(files.full).href]);
		expect(complaints).toEqual([]);
		expect(await visited.evaluate(() => document.scripts.length)).toBe(0);
		await visited.close();
	});

	it('shows in each section the numbers of the Summary and no others', async () => {
		await open('full');
		const shown = await page.evaluate(() =>
			[...document.querySelectorAll('section[id]')].map((section) => ({
				id: section.id,
				values: [...section.querySelectorAll('data,[data-value]')].map((each) =>
					Number(each.getAttribute('value') ?? each.getAttribute('data-value')),
				),
			})),
		);
		expect(shown.map(({ id }) => id)).toEqual(Object.keys(summary.sections));
		for (const { id, values } of shown) {
			const known = numbersIn(summary.sections[id]);
			expect({ id, foreign: values.filter((value) => !known.has(value)) }).toEqual({
				id,
				foreign: [],
			});
		}
		const withNumbers = shown.filter(({ values }) => values.length > 0).length;
		expect(withNumbers).toBeGreaterThan(10);
	});

	it('shows at the top the numbers of the Summary', async () => {
		await open('full');
		const shown = await page.evaluate(() =>
			[...document.querySelectorAll('header data, .numbers data, .pair data')].map((each) =>
				Number(each.getAttribute('value')),
			),
		);
		const known = numbersIn(summary);
		expect(shown.length).toBeGreaterThan(15);
		expect(shown.filter((value) => !known.has(value))).toEqual([]);
		for (const value of Object.values(summary.numbers)) expect(shown).toContain(value);
		const changes = Object.values(summary.changes);
		expect(changes).not.toContain(null);
		for (const value of changes) expect(shown).toContain(value);
	});

	it('writes whole numbers as they are, and no number outside of the Summary', async () => {
		await open('full');
		const { written, elsewhere } = await page.evaluate(() => {
			const marked = [...document.querySelectorAll('data,[data-value]')];
			const texts = marked.map((each) => ({
				text: each.textContent,
				value: Number(each.getAttribute('value') ?? each.getAttribute('data-value')),
			}));
			const copy = document.body.cloneNode(true) as HTMLElement;
			const others = 'data,[data-value],svg title,svg desc,.tick,.share,.rank';
			for (const each of copy.querySelectorAll(others)) each.remove();
			for (const each of copy.querySelectorAll('*')) each.append(' ');
			return { written: texts, elsewhere: copy.textContent ?? '' };
		});
		const whole = written.filter(({ text }) => /^[\d,]+$/.test(text ?? ''));
		expect(whole.length).toBeGreaterThan(50);
		for (const { text, value } of whole)
			expect(Number(text?.replaceAll(',', ''))).toBe(Math.round(value));
		// Numbers of fixed texts, such as "last 12 months", and those inside names.
		const fixed = leavesOf([en, summary.sections]).filter((leaf) => typeof leaf === 'string');
		const known = new Set(fixed.join(' ').match(/\d+/g));
		const found = elsewhere.match(/\d+/g) ?? [];
		expect(found.filter((digits) => !known.has(digits))).toEqual([]);
	});

	it('prints on two to four pages of A4', async () => {
		await page.emulateMedia({ media: 'print' });
		await open('full');
		const pdf = await page.pdf({ preferCSSPageSize: true });
		const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
		expect(pages).toBeGreaterThanOrEqual(2);
		expect(pages).toBeLessThanOrEqual(4);
	});
});
