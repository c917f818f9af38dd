import type { MailBar } from '../charts/chart';
import { figure } from '../figures';
import type { KeyNumber } from '../headline/keyNumbers';
import { accentColors } from '../page/brand';
import { type Child, element, fragment, type Markup } from '../page/markup';
import { docs } from '../page/page';
import { plainProse } from '../page/prose';
import type { Report } from '../report';
import type { NamedSection } from '../sections/sections';
import { phrase } from '../texts/texts';

/**
 * The report for mail clients: tables, styles in the tags, no pictures but bars made of table cells, one column 600
 * wide. A client that blocks pictures loses nothing; the logo is left out, because most clients drop data URIs.
 */
export function reportEmail(report: Report): string {
	const { language, title, texts } = report;
	const accent = accentColors(report.accentColor).light;
	const blocks = [
		block(mainHeading(title), small(subtitle(report))),
		block(
			table(
				{ width: '100%' },
				report.key.numbers.map((number) => keyNumber(number, report, accent)),
			),
		),
		block(heading(texts.page.findings), list(findingsOf(report), accent)),
		block(heading(texts.page.steps), list(stepsOf(report, accent), accent)),
		report.sections.map((section) => sectionBlock(section, report, accent)),
		block(small(texts.page.footer)),
	];
	const mail = element(
		'html',
		{ lang: language },
		element(
			'head',
			{},
			element('meta', { charset: 'utf-8' }),
			element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
			element('title', {}, title),
		),
		element('body', { style: `margin:0;padding:0;background:${paper};` }, column(blocks)),
	);
	return `<!doctype html>\n${mail.text}\n`;
}

const paper = '#f4f5f8';
const rule = '#dfe3eb';
const ink = '#131a2b';
const mute = '#55607a';
const font = "font-family:Arial,'Helvetica Neue',Helvetica,sans-serif";
const text = `${font};color:${ink}`;
/** Rows of bars in one section. */
const mostBars = 10;
/** Sections that only the page shows. */
const leftOut: ReadonlySet<string> = new Set(['rfm', 'versions', 'health', 'topCustomers']);

function table(attributes: Record<string, string>, ...children: Child[]): Markup {
	const plain = { role: 'presentation', cellpadding: 0, cellspacing: 0, border: 0 };
	return element('table', { ...plain, ...attributes }, ...children);
}

function row(...cells: Child[]): Markup {
	return element('tr', {}, ...cells);
}

function block(...children: Child[]): Markup {
	return row(
		element('td', { style: `padding:18px 24px;border-bottom:1px solid ${rule};` }, ...children),
	);
}

/** The one column of the mail, centered on the page. */
function column(blocks: Child): Markup {
	const style = `max-width:600px;border:1px solid ${rule};`;
	return table(
		{ width: '100%', bgcolor: paper },
		row(
			element(
				'td',
				{ align: 'center', style: 'padding:24px 10px;' },
				table({ width: '100%', bgcolor: '#ffffff', style }, blocks),
			),
		),
	);
}

function mainHeading(title: string): Markup {
	return element('h1', { style: `${text};font-size:24px;line-height:30px;margin:0;` }, title);
}

/** The day of the report and the number of customers. */
function subtitle({ day, customers, formats, texts }: Report): string {
	const count = formats.write(figure('customers', customers));
	if (day === undefined) return count;
	return `${plainProse(phrase(texts.page.asOf, { day: figure('date', day) }), formats)} · ${count}`;
}

function heading(name: string): Markup {
	return element('h2', { style: `${text};font-size:17px;line-height:23px;margin:0 0 6px;` }, name);
}

function small(...children: Child[]): Markup {
	const style = `${font};color:${mute};font-size:14px;line-height:20px;margin:4px 0 0;`;
	return element('p', { style }, ...children);
}

function keyNumber(number: KeyNumber, { formats, texts, key }: Report, accent: string): Markup {
	const { value } = number.change;
	const isBetter = value !== null && value > 0 === number.isHigherBetter;
	const unit = number.change.as === 'points' ? ` ${texts.page.points}` : '';
	const cell = `${text};padding:7px 0;border-bottom:1px solid ${rule};font-size:15px;line-height:20px;`;
	const color = value === 0 ? mute : isBetter ? accent : '#b8480f';
	const since =
		key.since === undefined
			? ''
			: plainProse(phrase(texts.page.since, { day: figure('date', key.since) }), formats);
	return row(
		element(
			'td',
			{ style: cell },
			number.label,
			element(
				'span',
				{ style: `display:block;color:${mute};font-size:13px;` },
				number.figure.value === null
					? plainProse(phrase(texts.page.notKnown, { node: number.node }), formats)
					: plainProse(number.note, formats),
			),
		),
		element(
			'td',
			{ align: 'right', style: cell },
			element('b', { style: 'font-size:20px;white-space:nowrap;' }, formats.write(number.figure)),
			value === null || since === ''
				? null
				: element(
						'span',
						{ style: `display:block;color:${color};font-size:13px;` },
						`${formats.write(number.change)}${unit} ${since}`,
					),
		),
	);
}

interface Entry {
	readonly title: string;
	readonly more: Child;
}

function findingsOf({ findings, formats }: Report): Entry[] {
	return findings.map(({ title, sentence }) => ({
		title: plainProse(title, formats),
		more: plainProse(sentence, formats),
	}));
}

function stepsOf({ steps, formats }: Report, accent: string): Entry[] {
	return steps.map(({ title, text: why, node, page }) => ({
		title: plainProse(title, formats),
		more: fragment(
			plainProse(why, formats),
			' ',
			element('a', { href: `${docs}${page}.md`, style: `color:${accent};` }, node),
		),
	}));
}

function list(entries: readonly Entry[], accent: string): Markup {
	const number = `${font};color:${accent};font-size:15px;line-height:21px;font-weight:bold;`;
	return table(
		{ width: '100%' },
		entries.map(({ title, more }, i) =>
			row(
				element('td', { width: 24, valign: 'top', style: `${number}padding:6px 0;` }, `${i + 1}.`),
				element(
					'td',
					{ style: `${text};padding:6px 0;font-size:15px;line-height:21px;` },
					element('b', {}, title),
					small(more),
				),
			),
		),
	);
}

function sectionBlock(section: NamedSection, { formats }: Report, accent: string): Child {
	if (leftOut.has(section.id)) return null;
	const bars = section.chart?.bars(formats).slice(0, mostBars) ?? [];
	const legend = section.chart?.draw(formats).legend.map(({ name }) => name) ?? [];
	const isSeveral = bars.some(({ text: numbers }) => numbers.includes(' · '));
	return block(
		heading(plainProse(section.title, formats)),
		small(plainProse(section.sentence, formats)),
		isSeveral && legend.length > 0 ? small(legend.join(' · ')) : null,
		bars.length === 0
			? null
			: table(
					{ width: '100%', style: 'margin-top:10px;' },
					bars.map((bar) => barRow(bar, accent)),
				),
	);
}

function barRow({ label, text: numbers, length }: MailBar, accent: string): Markup {
	const width = Math.max(1, Math.min(100, Math.round(100 * length) || 0));
	const cell = `${text};font-size:13px;line-height:18px;padding:3px 8px 3px 0;`;
	const bar = table(
		{ width: `${width}%` },
		row(
			element(
				'td',
				{ bgcolor: accent, height: 12, style: 'font-size:0;line-height:12px;border-radius:2px;' },
				'\u00a0',
			),
		),
	);
	return row(
		element('td', { width: '32%', style: cell }, label),
		element('td', { style: 'padding:3px 0;' }, bar),
		element('td', { width: '26%', align: 'right', style: `${cell}padding-right:0;` }, numbers),
	);
}
