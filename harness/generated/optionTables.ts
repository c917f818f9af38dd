import { currentProperties } from './currentProperties';
import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

const heading = '## Options';
const origin = '<!-- by npm run docs -->';
const legend = 'In brackets: default; other choices.';
/** Tables with more rows or columns are counted instead of listed. */
const listedRows = 6;
const listedColumns = 5;
/** Longer lists of choices are left to the panel, and to the page's own tables. */
const listedChoices = 6;

const isChoice = (option: object): option is INodePropertyOptions => 'value' in option;
const isGroup = (option: object): option is INodePropertyCollection => 'values' in option;

const choicesOf = ({ options }: INodeProperties) => (options ?? []).filter(isChoice);
const membersOf = ({ options }: INodeProperties) =>
	(options ?? []).filter((option): option is INodeProperties => 'type' in option);
const groupOf = ({ options }: INodeProperties) => (options ?? []).find(isGroup);

const sentence = (text: string) => (/[.!?:]$/.test(text) ? text : `${text}.`);
const inOneLine = (text: string) =>
	text
		.replace(/<[^>]+>/g, '')
		.replace(/\s*\n\s*/g, ' ')
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

/** A parameter's default, as the panel shows it. */
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

/** Settings that work the same in many nodes: one page describes them, and a node's page only the differences. */
const sharedSettings: ReadonlyArray<{
	readonly link: string;
	readonly hints: Readonly<Record<string, RegExp>>;
}> = [
	{
		link: '[settings that nodes share](../shared-settings.md)',
		hints: {
			customerJson: /^/,
			customersAs: /^/,
			clientPreset: /^/,
			asOf: /^Reference date\. Empty: the date in the customers\.$/,
			outputFields: /^/,
			use: /^/,
			savedModel: /^The "model" (of|from) this node's Summary output/,
		},
	},
	{
		link: '[options of the syncs](../syncs.md#options)',
		hints: {
			dryRun: /^/,
			deletionRequestField: /^/,
			hashedInput: /^/,
			longestWaitMinutes: /^/,
			maxRemovalPercent: /^/,
			maxRemovals: /^/,
			onEarlyEnd: /^/,
			skipSuppressedFor: /^/,
		},
	},
];

/** The link to a setting's description, unless that is on the node's own page. */
function linkOf({ name, description = '' }: INodeProperties): string | undefined {
	const hasTold = ({ hints }: (typeof sharedSettings)[number]) =>
		Object.hasOwn(hints, name) && hints[name].test(description);
	return sharedSettings.find(hasTold)?.link;
}
const isShared = (property: INodeProperties) => linkOf(property) !== undefined;

/** A parameter's default, followed by the other choices where there are few. */
function defaultAndChoices(property: INodeProperties): string {
	const choices = property.type === 'options' ? choicesOf(property) : [];
	const others = choices.filter(({ value }) => value !== property.default);
	if (choices.length > listedChoices) return defaultOf(property);
	return [defaultOf(property), ...others.map(({ name }) => name)].join('; ');
}

/** The first clause of a hint, and the meaning of an empty parameter; the panel shows the rest. */
function inShort(hint: string): string {
	const [first, ...rest] = hint.split(/(?<=[.!?])\s+|;\s+/);
	const ofEmpty = rest.filter((text) => text.startsWith('Empty:'));
	return [first, ...ofEmpty].map(sentence).join(' ');
}

function list(rows: readonly INodeProperties[]): string {
	return rows
		.map((property) => {
			const meaning = inShort(property.description ?? 'What the node does.');
			return inOneLine(
				`- **${property.displayName}** (${defaultAndChoices(property)}): ${meaning}`,
			);
		})
		.join('\n');
}

/** Input fields by their default names, in one paragraph; the label only where the name doesn't say the same. */
function fieldList(members: readonly INodeProperties[]): string {
	const letters = (text: unknown) =>
		String(text)
			.replace(/[^a-z]/gi, '')
			.toLowerCase();
	return members
		.map((property) => {
			const { displayName, default: name } = property;
			const label = letters(displayName) === letters(name) ? '' : `*${displayName}* `;
			return label + defaultOf(property);
		})
		.join(' · ');
}

/** Parameters that differ only in their defaults for the choices of another parameter, each listed once. */
function toldOnce(fields: readonly INodeProperties[]): INodeProperties[] {
	const isTold = (field: INodeProperties, at: number) =>
		field.options !== undefined &&
		fields
			.slice(0, at)
			.some(({ name, options }) => name === field.name && options === field.options);
	return fields.filter((field, at) => !isTold(field, at));
}

/**
 * The section of a node's page that lists every setting of its panel with its default and a one-sentence description.
 */
function optionSection(properties: readonly INodeProperties[]): string {
	const fields = currentProperties(properties).filter(({ type }) => type !== 'notice');
	const lists = fields
		.filter(({ type }) => type === 'collection')
		.map((collection) => {
			const { displayName, name } = collection;
			const members = membersOf(collection).filter((member) => !isShared(member));
			const isFields = ['fieldNames', 'fields'].includes(name);
			return [
				displayName === 'Options' ? '### Added under "Options"' : `### ${displayName}`,
				isFields ? fieldList(members) : list(members),
			].join('\n\n');
		});
	const atRest = toldOnce(fields).filter(
		(field) => field.type !== 'collection' && !isShared(field),
	);
	const all = fields.flatMap((field) => [field, ...membersOf(field)]);
	const elsewhere = sharedSettings
		.map(({ link }) => ({ link, described: all.filter((field) => linkOf(field) === link) }))
		.filter(({ described }) => described.length > 0)
		.map(
			({ link, described }) =>
				`${described.map(({ displayName }) => `*${displayName}*`).join(', ')}: see ${link}.`,
		);
	return [heading, origin, legend, ...elsewhere, list(atRest), ...lists].join('\n\n');
}

/** The page with its section of options replaced; a page without one is its author's mistake. */
export function withOptionSection(page: string, properties: readonly INodeProperties[]): string {
	const start = page.indexOf(`\n${heading}\n`);
	if (start < 0) throw new Error(`The page has no section "${heading}".`);
	const next = page.indexOf('\n## ', start + 1 + heading.length);
	const rest = next < 0 ? '' : page.slice(next);
	return `${page.slice(0, start + 1)}${optionSection(properties)}\n${rest}`;
}
