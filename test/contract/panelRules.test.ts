import { join } from 'node:path';
import { type ESLint, Linter } from 'eslint';
import glob from 'fast-glob';
import type { INodeProperties, INodeType } from 'n8n-workflow';
import tseslint from 'typescript-eslint';

/**
 * n8n's rules for panels, on each panel as the editor receives it. ESLint reads the sources, where a parameter that
 * several panels share is a name or a spread; here every panel is written out, so that order and wording are checked
 * too.
 */
// The package has no types.
/* eslint-disable @typescript-eslint/no-require-imports */
const n8nNodesBase = require('eslint-plugin-n8n-nodes-base') as ESLint.Plugin & {
	configs: { nodes: { rules: Record<string, unknown> } };
};

const root = join(__dirname, '..', '..');
const linter = new Linter({ cwd: root });

/** Rules that the project's ESLint switches off for nodes, with the reason given there. */
const off = [
	'node-class-description-inputs-wrong-regular-node',
	'node-class-description-outputs-wrong',
	'node-param-type-options-max-value-present',
];
const rules = Object.fromEntries(
	Object.keys(n8nNodesBase.configs.nodes.rules)
		.filter((rule) => !off.includes(rule.replace('n8n-nodes-base/', '')))
		.map((rule) => [rule, 'error'] as const),
);

/** The faults that n8n's rules find in these parameters, as "rule: line". */
function faults(properties: readonly INodeProperties[]): string[] {
	// The rules recognize a parameter by its keys, and only keys without quotes.
	const literal = JSON.stringify(properties, null, '\t').replace(/^(\t*)"(\w+)":/gm, '$1$2:');
	const code = `export class Panel {\n\tdescription = { properties: ${literal} };\n}`;
	const lines = code.split('\n');
	return linter
		.verify(
			code,
			[
				{
					files: ['**/*.ts'],
					languageOptions: { parser: tseslint.parser },
					plugins: { 'n8n-nodes-base': n8nNodesBase },
					rules,
				},
			],
			join(root, 'nodes', 'Panel', 'Panel.node.ts'),
		)
		.map(({ ruleId, message, line }) => `${ruleId ?? message}: ${lines[line - 1].trim()}`);
}

const panels = glob.sync('nodes/*/*.node.ts', { cwd: root }).map((file) => {
	const module = require(join(root, file)) as Record<string, new () => INodeType>;
	const [Node] = Object.values(module);
	return [file, new Node().description.properties] as const;
});

it.each(panels)(
	'the panel of %s keeps to n8n’s rules, shared parameters included',
	(_file, properties) => {
		expect(faults(properties)).toEqual([]);
	},
);

const planted: ReadonlyArray<
	[string, string, (asOf: INodeProperties) => Partial<INodeProperties>]
> = [
	['an end stop', 'param-description-excess-final-period', () => ({ description: 'The day.' })],
	['a label in small letters', 'param-display-name-miscased', () => ({ displayName: 'as of' })],
	['no default', 'param-default-missing', () => ({ default: undefined })],
	[
		'a description that repeats the label',
		'param-description-identical-to-display-name',
		({ displayName }) => ({ description: displayName }),
	],
	[
		'its alphabetical place lost',
		'param-collection-type-unsorted-items',
		() => ({ displayName: 'Zeroth Day' }),
	],
];

it.each(planted)('finds %s in a shared parameter', (_what, rule, change) => {
	const [, properties] = panels.find(([file]) => file.includes('AssignTier')) ?? panels[0];
	const changed = properties.map((property) =>
		property.name !== 'options'
			? property
			: {
					...property,
					options: (property.options as INodeProperties[]).map((option) =>
						option.name === 'asOf' ? { ...option, ...change(option) } : option,
					),
				},
	);
	expect(faults(changed).map((fault) => fault.split(':')[0])).toContain(
		`n8n-nodes-base/node-${rule}`,
	);
});
