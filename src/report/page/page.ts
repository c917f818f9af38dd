import type { Formats } from '../formats';
import { figure } from '../figures';
import type { KeyNumber } from '../headline/keyNumbers';
import type { Report } from '../report';
import type { NamedSection } from '../sections/sections';
import type { Cell } from '../sections/section';
import { phrase } from '../texts/texts';
import { frame } from './frame';
import { element, fragment, type Child, Markup } from './markup';
import { figureMarkup, plainProse, proseMarkup } from './prose';
import { pageStyle } from './style';

/** Where the pages of the nodes are. */
export const docs =
	'https://github.com/n8n-nodes-customer-value/n8n-nodes-customer-value/blob/main/docs/nodes/';

/** Nothing is loaded and nothing runs, whatever a text contains. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** The report as one self-contained HTML page. */
export function reportPage(report: Report): string {
	const { formats, texts, title } = report;
	const page = element(
		'html',
		{ lang: report.language },
		element(
			'head',
			{},
			element('meta', { charset: 'utf-8' }),
			element('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
			element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
			element('meta', { name: 'color-scheme', content: 'light dark' }),
			element('meta', { name: 'robots', content: 'noindex' }),
			element('title', {}, title),
			element('style', {}, Markup.trusted(pageStyle(report.accentColor))),
		),
		element(
			'body',
			{},
			pageHeader(report),
			element(
				'main',
				{},
				element('h2', { class: 'visually-hidden' }, texts.page.numbers),
				element(
					'dl',
					{ class: 'numbers' },
					report.key.numbers.map((number) => keyNumber(number, report)),
				),
				element('div', { class: 'pair' }, findings(report), steps(report)),
				element(
					'div',
					{ class: 'sections' },
					report.sections.map((section) => sectionCard(section, formats, texts.page.table)),
				),
			),
			pageFooter(report),
		),
	);
	return `<!doctype html>\n${page.text}\n`;
}

function pageHeader({ title, logo, day, formats, texts, customers, key }: Report): Markup {
	const isCompared = key.since !== undefined;
	const asOf = day === undefined ? null : phrase(texts.page.asOf, { day: figure('date', day) });
	return element(
		'header',
		{},
		logo === '' ? null : element('img', { src: logo, alt: '' }),
		element(
			'div',
			{},
			element('h1', {}, title),
			element(
				'p',
				{},
				asOf === null ? null : fragment(proseMarkup(asOf, formats), ' · '),
				figureMarkup(figure('customers', customers), formats),
				formats.currency === '' ? null : ` · ${formats.currency}`,
				isCompared ? null : ` · ${texts.page.notCompared}`,
			),
		),
	);
}

function keyNumber(number: KeyNumber, { formats, texts, key }: Report): Markup {
	const { value } = number.change;
	const isBetter = value !== null && value > 0 === number.isHigherBetter;
	const since = key.since === undefined ? null : figure('date', key.since);
	const unit = number.change.as === 'points' ? ` ${texts.page.points}` : '';
	const isKnown = number.figure.value !== null;
	const compared: Child =
		value === null || since === null
			? null
			: element(
					'dd',
					{ class: `change ${value === 0 ? 'plain' : isBetter ? 'better' : 'worse'}` },
					value === 0 ? '' : value > 0 ? '▲ ' : '▼ ',
					figureMarkup(number.change, formats),
					unit,
					' ',
					element(
						'span',
						{ class: 'plain' },
						proseMarkup(phrase(texts.page.since, { day: since }), formats),
					),
				);
	return element(
		'div',
		{ class: 'card' },
		element('dt', {}, number.label),
		element('dd', { class: 'value' }, figureMarkup(number.figure, formats)),
		element(
			'dd',
			{ class: 'note' },
			isKnown
				? proseMarkup(number.note, formats)
				: proseMarkup(phrase(texts.page.notKnown, { node: number.node }), formats),
		),
		compared,
	);
}

function findings({ findings: found, formats, texts }: Report): Markup {
	return element(
		'section',
		{ class: 'card', 'aria-labelledby': 'findings' },
		element('h2', { id: 'findings' }, texts.page.findings),
		found.length === 0
			? element('p', { class: 'sentence' }, texts.page.noFindings)
			: element(
					'ol',
					{},
					found.map(({ id, title, sentence }, i) =>
						element(
							'li',
							{},
							element('span', { class: 'rank', 'aria-hidden': 'true' }, i + 1),
							element('a', { class: 'what', href: `#${id}` }, proseMarkup(title, formats)),
							element('p', { class: 'why' }, proseMarkup(sentence, formats)),
						),
					),
				),
	);
}

function steps({ steps: next, formats, texts }: Report): Markup {
	return element(
		'section',
		{ class: 'card', 'aria-labelledby': 'steps' },
		element('h2', { id: 'steps' }, texts.page.steps),
		next.length === 0
			? element('p', { class: 'sentence' }, texts.page.noSteps)
			: element(
					'ol',
					{},
					next.map(({ title, text, node, page }, i) =>
						element(
							'li',
							{},
							element('span', { class: 'rank', 'aria-hidden': 'true' }, i + 1),
							element('p', { class: 'what' }, proseMarkup(title, formats)),
							element(
								'p',
								{ class: 'why' },
								proseMarkup(text, formats),
								' ',
								element('a', { href: `${docs}${page}.md` }, node),
							),
						),
					),
				),
	);
}

function sectionCard(section: NamedSection, formats: Formats, tableName: string): Markup {
	const { id, title, sentence, chart, name, reading } = section;
	const table = tableOf(section, formats);
	return element(
		'section',
		{ class: 'card', id, 'aria-labelledby': `${id}-title` },
		element('p', { class: 'eyebrow' }, name),
		element('h2', { id: `${id}-title` }, proseMarkup(title, formats)),
		element('p', { class: 'sentence' }, proseMarkup(sentence, formats)),
		chart === undefined
			? null
			: frame(id, chart, formats, plainProse(title, formats), describe(section, formats)),
		reading === undefined ? null : element('p', { class: 'reading' }, reading),
		section.rows.length === 0
			? null
			: chart === undefined
				? element('div', { class: 'open' }, table)
				: element('details', {}, element('summary', {}, tableName), table),
	);
}

/** A description of the picture for screen readers. */
function describe({ sentence, reading }: NamedSection, formats: Formats): string {
	return [plainProse(sentence, formats), reading].filter(Boolean).join(' ');
}

function tableOf({ columns, rows, id }: NamedSection, formats: Formats): Markup {
	const isNumber = (place: number) => rows.some((row) => typeof row[place] !== 'string');
	const cell = (name: string, place: number, shown: Cell, attributes = {}) =>
		element(
			name,
			{ ...(isNumber(place) ? { class: 'n' } : {}), ...attributes },
			typeof shown === 'string' ? shown : figureMarkup(shown, formats),
		);
	return element(
		'div',
		{ class: 'scroll', tabindex: 0, role: 'group', 'aria-labelledby': `${id}-title` },
		element(
			'table',
			{},
			element(
				'thead',
				{},
				element(
					'tr',
					{},
					columns.map(({ name }, place) => cell('th', place, name, { scope: 'col' })),
				),
			),
			element(
				'tbody',
				{},
				rows.map((row) =>
					element(
						'tr',
						{},
						row.map((shown, place) => cell('td', place, shown)),
					),
				),
			),
		),
	);
}

function pageFooter({ missing, texts, formats }: Report): Markup {
	const lines = missing.map(({ name, node }) =>
		element(
			'li',
			{},
			proseMarkup(phrase(texts.page.missingLine, { section: name, node }), formats),
		),
	);
	return element(
		'footer',
		{},
		missing.length === 0
			? null
			: fragment(element('h2', {}, texts.page.missing), element('ul', {}, lines)),
		element('p', {}, texts.page.footer),
	);
}
