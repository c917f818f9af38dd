import { inputFields } from '../../nodes/shared/inputFields';
import { currentProperties } from './currentProperties';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

const heading = '## Options';
const origin = '<!-- npm run docs writes this section from the panel. -->';
/** More rows than these are counted instead of listed, and so are rows of more columns. */
const listedRows = 6;
const listedColumns = 5;
/** A condition on more choices than these is not spelled out: the panel shows it. */
const listedChoices = 3;
const explainedChoices = 9;

const isChoice = (option: object): option is INodePropertyOptions => 'value' in option;
const isGroup = (option: object): option is INodePropertyCollection => 'values' in option;

const choicesOf = ({ options }: INodeProperties) => (options ?? []).filter(isChoice);
const membersOf = ({ options }: INodeProperties) =>
	(options ?? []).filter((option): option is INodeProperties => 'type' in option);
const groupOf = ({ options }: INodeProperties) => (options ?? []).find(isGroup);

const sentence = (text: string) => (/[.!?:]$/.test(text) ? text : `${text}.`);
const cell = (text: string) =>
	text
		.replace(/\s*\n\s*/g, ' ')
		.replace(/\|/g, '\\|')
		.trim();
const code = (text: string) => `\`${text.replace(/`/g, "'")}\``;

function valueInWords(value: unknown, property: INodeProperties): string {
	if (Array.isArray(value)) {
		return value.map((one) => valueInWords(one, property)).join(', ') || 'none';
	}
	if (value === '' || value === undefined) {
		return choicesOf(property).find((choice) => choice.value === '')?.name ?? 'empty';
	}
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	const choice = choicesOf(property).find((one) => one.value === value);
	if (choice) return choice.name;
	return typeof value === 'number' ? String(value) : code(String(value));
}

/** What a parameter holds untouched, as a reader of the panel sees it. */
function defaultOf(property: INodeProperties): string {
	const { type, default: fallback } = property;
	if (type === 'resourceLocator') return 'empty';
	if (type !== 'fixedCollection') return valueInWords(fallback, property);
	const group = groupOf(property);
	const rows =
		(fallback as Record<string, Array<Record<string, unknown>>>)[group?.name ?? ''] ?? [];
	if (rows.length === 0) return 'none';
	const isWide = (group?.values ?? []).length > listedColumns;
	if (rows.length > listedRows || isWide) return `${rows.length} rows`;
	const inWords = (row: Record<string, unknown>) =>
		(group?.values ?? [])
			.filter(({ name }) => row[name] !== undefined)
			.map((column) => valueInWords(row[column.name], column))
			.join(' ');
	return rows.map(inWords).join(', ');
}

/** Settings that work alike in every node: one page describes them, and a node's page only what is special there. */
const shared: Readonly<Record<string, string | undefined>> = {
	customerJson: undefined,
	clientPreset: undefined,
	asOf: 'Reference date. Empty: the date in the customers.',
	outputFields: undefined,
	use: undefined,
	savedModel: 'The "model" from this node\'s Summary output, as text or by an expression',
};
const sharedPage = '../shared-settings.md';

const isShared = ({ name, type, description }: INodeProperties) =>
	type !== 'string' && Object.hasOwn(shared, name) && (shared[name] ?? description) === description;

/** The condition under which a parameter is shown, in the words of the panel; a saved model hides settings everywhere alike. */
function condition(property: INodeProperties, all: readonly INodeProperties[]): string {
	const { show = {}, hide = {} } = property.displayOptions ?? {};
	const names = (path: string, values: readonly unknown[] = []) => {
		// What n8n itself asks: whether the node is an agent's tool.
		if (path === '@tool') return 'an AI Agent, as its tool';
		const switching = all.find(({ name }) => name === path.replace('/', ''));
		const isAlways = values.length === switching?.options?.length;
		if (switching === undefined || isAlways) return '';
		if (values.length > listedChoices) return `some choices of ${switching.displayName}`;
		const choices = values.map((value) => valueInWords(value, switching)).join(' or ');
		return `${switching.displayName} ${choices}`;
	};
	const shown = Object.entries(show)
		.filter(([path]) => path !== 'use')
		.map(([path, values]) => names(path, values as unknown[]));
	const hidden = Object.entries(hide)
		.filter(([path]) => path !== '@version')
		.map(([path, values]) => names(path, values as unknown[]));
	return [
		shown.some(Boolean) ? `Only with ${shown.filter(Boolean).join(' and ')}.` : '',
		hidden.length > 0 ? `Not with ${hidden.filter(Boolean).join(' and ')}.` : '',
	]
		.filter(Boolean)
		.join(' ');
}

/** Choices with what they mean; of a long list the names alone, which the page's own tables explain. */
function choicesInWords(property: INodeProperties): string[] {
	const choices = choicesOf(property);
	if (choices.length <= explainedChoices) return choices.map(inWords);
	return [`One of: ${choices.map(({ name }) => name).join(', ')}.`];
}

const inWords = ({ name, description }: { name: string; description?: string }) =>
	description ? `*${name}*: ${sentence(description)}` : `*${name}*.`;

function meaning(property: INodeProperties, all: readonly INodeProperties[]): string {
	const values = groupOf(property)?.values ?? [];
	const columns =
		values.length > listedColumns
			? [`Columns: ${values.map(({ displayName }) => displayName).join(', ')}.`]
			: values.map(({ displayName, description }) => inWords({ name: displayName, description }));
	return [
		sentence(property.description ?? 'What the node does.'),
		...choicesInWords(property),
		...columns,
		condition(property, all),
	]
		.filter(Boolean)
		.join(' ');
}

function table(rows: readonly INodeProperties[], all: readonly INodeProperties[]): string {
	const lines = rows.map((property) =>
		[`**${property.displayName}**`, defaultOf(property), meaning(property, all)]
			.map(cell)
			.join(' | '),
	);
	return [
		'| option | default | what it does |',
		'|---|---|---|',
		...lines.map((l) => `| ${l} |`),
	].join('\n');
}

/** Input fields by their default names, in one paragraph; label and use only where that name doesn't tell them. */
function fieldList(members: readonly INodeProperties[]): string {
	return members
		.map((property) => {
			const { displayName, description = '', default: name } = property;
			const isTold =
				displayName.replace(/[^a-z]/gi, '').toLowerCase() === String(name).toLowerCase();
			const use = isTold && !/^(Used|For|Compared)/.test(description) ? '' : description;
			const inBrackets = use === '' ? '' : ` (${use.charAt(0).toLowerCase()}${use.slice(1)})`;
			const label = isTold ? '' : `**${displayName}** `;
			return `${label}${defaultOf(property)}${inBrackets}`;
		})
		.join(' · ');
}

/** Parameters that only their defaults set apart, each for some choices of another, as one for all of these choices. */
function toldOnce(fields: readonly INodeProperties[]): INodeProperties[] {
	const told: INodeProperties[] = [];
	for (const field of fields) {
		const at = told.findIndex(
			({ name, options }) => name === field.name && options && options === field.options,
		);
		if (at < 0) told.push(field);
		else told[at] = { ...told[at], displayOptions: eitherShown(told[at], field) };
	}
	return told;
}

function eitherShown(one: INodeProperties, other: INodeProperties) {
	const [shown, shownToo] = [one, other].map(({ displayOptions }) => displayOptions?.show ?? {});
	const show = Object.entries(shown).map(([path, values = []]) => [
		path,
		[...new Set([...values, ...(shownToo[path] ?? [])])],
	]);
	return { show: Object.fromEntries(show) as typeof shown };
}

/** The section of a node's page that lists every setting of its panel with its default, what it does and when it is to be seen. */
function optionSection(properties: readonly INodeProperties[]): string {
	const fields = currentProperties(properties).filter(({ type }) => type !== 'notice');
	const tables = fields
		.filter(({ type }) => type === 'collection')
		.map((collection) => {
			const { displayName, description } = collection;
			const members = membersOf(collection);
			const isTold = description === undefined || description === inputFields.description;
			const text = [isTold ? '' : sentence(description), condition(collection, fields)];
			return [
				displayName === 'Options' ? '### Added under "Options"' : `### ${displayName}`,
				...(text.some(Boolean) ? [text.filter(Boolean).join(' ')] : []),
				['fieldNames', 'fields'].includes(collection.name)
					? fieldList(members)
					: table(
							members.filter((member) => !isShared(member)),
							[...members, ...fields],
						),
			].join('\n\n');
		});
	const atRest = toldOnce(fields).filter(
		(field) => field.type !== 'collection' && !isShared(field),
	);
	const all = fields.flatMap((field) => [field, ...membersOf(field)]);
	const elsewhere = all.filter(isShared).map(({ displayName }) => `*${displayName}*`);
	const link =
		elsewhere.length === 0
			? []
			: [`${elsewhere.join(', ')}: see [settings that nodes share](${sharedPage}).`];
	return [heading, origin, ...link, table(atRest, fields), ...tables].join('\n\n');
}

/** The page with its section of options replaced; a page without one is a mistake of its author. */
export function withOptionSection(page: string, properties: readonly INodeProperties[]): string {
	const start = page.indexOf(`\n${heading}\n`);
	if (start < 0) throw new Error(`The page has no section "${heading}".`);
	const next = page.indexOf('\n## ', start + 1 + heading.length);
	const rest = next < 0 ? '' : page.slice(next);
	return `${page.slice(0, start + 1)}${optionSection(properties)}\n${rest}`;
}
