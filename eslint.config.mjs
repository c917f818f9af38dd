import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const shipped = ['nodes/**/*.ts', 'credentials/**/*.ts', 'src/**/*.ts'];

const noAmbientState = [
	{
		selector: "NewExpression[callee.name='Date'][arguments.length=0]",
		message: 'The core has no clock: take the instant as an argument.',
	},
	{
		selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
		message: 'The core has no clock: take the instant as an argument.',
	},
	{
		selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']",
		message: 'The core has no randomness: take a seed as an argument.',
	},
];

/** Folders that only build, try and measure what ships, and which of each other they may import. */
const workshop = {
	sandbox: [],
	harness: ['sandbox'],
	scripts: ['harness', 'sandbox'],
	bench: ['harness', 'sandbox'],
	test: ['harness', 'sandbox'],
};
const workshopWalls = Object.entries(workshop).map(([folder, allowed]) => ({
	files: [`${folder}/**/*.ts`],
	rules: {
		'no-restricted-imports': [
			'error',
			{
				patterns: [
					{
						group: Object.keys(workshop)
							.filter((other) => other !== folder && !allowed.includes(other))
							.map((other) => `../**/${other}/**`),
						message:
							'What scripts, bench and tests share lies in harness, which imports none of them.',
					},
				],
			},
		],
	},
}));

export default defineConfig(
	globalIgnores(['dist/', 'out/', 'node_modules/', 'coverage/']),
	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.recommended],
		rules: {
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
			],
			'@typescript-eslint/consistent-type-imports': 'error',
			eqeqeq: ['error', 'always', { null: 'ignore' }],
		},
	},
	{
		files: shipped,
		extends: [n8nCommunityNodesPlugin.configs.recommended],
		rules: { 'no-console': 'error' },
	},
	{
		files: ['package.json'],
		languageOptions: { parser: tseslint.parser },
		extends: [n8nCommunityNodesPlugin.configs.recommended],
	},
	// The same rules, and the same exceptions, as n8n's own scan of published packages.
	{
		files: ['package.json'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: n8nNodesBase.configs.community.rules,
	},
	{
		files: ['credentials/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...n8nNodesBase.configs.credentials.rules,
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...n8nNodesBase.configs.nodes.rules,
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},
	// Errors of n8n belong to the nodes; what lies below has its own.
	{ files: ['src/**/*.ts'], rules: { '@n8n/community-nodes/require-node-api-error': 'off' } },
	{
		files: ['src/values/**/*.ts'],
		rules: {
			'no-restricted-syntax': ['error', ...noAmbientState],
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							group: ['n8n-*', 'axios', '../*'],
							message:
								'Values are neutral ground: everybody imports them, and they import nothing of ours.',
						},
					],
				},
			],
		},
	},
	{
		files: ['src/core/**/*.ts'],
		rules: {
			'no-restricted-syntax': ['error', ...noAmbientState],
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							group: [
								'n8n-*',
								'axios',
								'**/sync/**',
								'**/nodes/**',
								'**/sandbox/**',
								'**/files/**',
								'**/warehouse/**',
								'../../report/**',
							],
							message: 'The core is pure: it knows no host, no network and no platform.',
						},
					],
				},
			],
		},
	},
	{
		files: ['src/report/**/*.ts'],
		rules: {
			'no-restricted-syntax': ['error', ...noAmbientState],
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							group: ['n8n-*', 'axios', '**/sync/**', '**/nodes/**', '**/sandbox/**'],
							message: 'A report is pure: rows in, a page out.',
						},
					],
				},
			],
		},
	},
	{
		files: ['src/warehouse/**/*.ts'],
		rules: {
			'no-restricted-syntax': ['error', ...noAmbientState],
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							group: [
								'n8n-*',
								'axios',
								'**/sync/**',
								'**/files/**',
								'**/report/**',
								'**/nodes/**',
								'**/sandbox/**',
							],
							message: 'Statements are text that pure functions write: they connect to nothing.',
						},
					],
				},
			],
		},
	},
	{
		files: ['src/files/**/*.ts'],
		rules: {
			'no-restricted-syntax': ['error', ...noAmbientState],
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							regex: '^(n8n-|axios|node:|\\.\\./(?!values/|\\.\\./values/|fileRows$))',
							message: 'Files are streams of rows: they know neither host nor what the rows mean.',
						},
					],
				},
			],
		},
	},
	{
		files: ['src/sync/**/*.ts'],
		rules: {
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							group: [
								'n8n-*',
								'axios',
								'**/core/**',
								'**/nodes/**',
								'**/report/**',
								'**/sandbox/**',
							],
							message: 'Sync knows a Transport and nothing else.',
						},
					],
				},
			],
		},
	},
	...workshopWalls,
);
