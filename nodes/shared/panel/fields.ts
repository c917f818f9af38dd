import type { INodeProperties, INodePropertyTypeOptions } from 'n8n-workflow';

/**
 * Parameters that several panels share, as literals: n8n's linters read only literals.
 *
 * A panel uses a parameter as it is, or overrides parts of it: `{ ...use, description: '…' }`.
 */

/** Shown only where the node is an agent's tool. */
export const customerJson: INodeProperties = {
	displayName: 'Customer (JSON)',
	name: 'customerJson',
	type: 'json',
	default: '',
	placeholder: 'e.g. {"customerId": "7", "orderHistory": "2026-01-31:49.90"}',
	description:
		'The customer as a JSON object with the fields of Compute RFM, or a list of customers. Let the AI model fill it in, or set an expression that looks the customer up.',
	displayOptions: { show: { '@tool': [true] } },
};

export const use: INodeProperties = {
	displayName: 'Model',
	name: 'use',
	type: 'options',
	options: [
		{
			name: 'Learn From This Data',
			value: 'fit',
			description: 'Use the settings here and the customers of this run',
		},
		{
			name: 'Saved Model',
			value: 'savedModel',
			description: 'Use the model of an earlier run: for single customers, and to compare months',
		},
	],
	default: 'fit',
	description: 'Where the model comes from',
};

export const savedModel: INodeProperties = {
	displayName: 'Saved Model',
	name: 'savedModel',
	type: 'json',
	default: '',
	placeholder: "{{ $('Get Model').first().json.model }}",
	required: true,
	description: 'The "model" of this node\'s Summary output, as text or by an expression',
	displayOptions: { show: { use: ['savedModel'] } },
};

export const moreOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [],
};

export const asOf: INodeProperties = {
	displayName: 'As Of',
	name: 'asOf',
	type: 'dateTime',
	default: '',
	description: 'Reference date. Empty: the date in the customers.',
};

export const clientPreset: INodeProperties = {
	displayName: 'Client Preset',
	name: 'clientPreset',
	type: 'json',
	default: '',
	placeholder: 'e.g. {"name": "Acme", "extends": "fashion"}',
	description:
		'Settings of one client as JSON, or the name of a built-in preset: standard, fashion, supplements, subscription, luxury. Each node reads the section named after it, such as computeRfm or assignTier, which overrides the panel.',
};

export const orderModel: INodeProperties = {
	displayName: 'Order Model',
	name: 'orderModel',
	type: 'options',
	options: [
		{
			name: 'Automatic',
			value: 'automatic',
			description: "The model that predicts this shop's own past best",
		},
		{
			name: 'BG/CNBD-K',
			value: 'bgCnbdK',
			description: 'Like BG/NBD, for customers who order at regular intervals',
		},
		{
			name: 'BG/NBD',
			value: 'bgNbd',
			description: 'Customers may leave after any repeat order',
		},
		{
			name: 'MBG/CNBD-K',
			value: 'mbgCnbdK',
			description: 'Like MBG/NBD, for customers who order at regular intervals',
		},
		{
			name: 'MBG/NBD',
			value: 'mbgNbd',
			description: 'Customers may leave after any order, including the first',
		},
		{ name: 'NBD', value: 'nbd', description: 'Nobody ever leaves for good' },
		{
			name: 'Pareto/NBD',
			value: 'paretoNbd',
			description: 'Customers may leave at any time, not only after an order',
		},
	],
	default: 'automatic',
	description: 'How customers order and leave',
};

export const outputFields: INodeProperties = {
	displayName: 'Fields',
	name: 'outputFields',
	type: 'options',
	options: [
		{
			name: 'All',
			value: 'all',
			description: 'Also reason codes, model versions and the intermediate results of all nodes',
		},
		{
			name: 'Essential',
			value: 'essential',
			description: 'Results with their explanations, and every field that later nodes read',
		},
	],
	default: 'essential',
	description:
		'Which fields each customer gets. Your own fields always stay. If a later step needs a field that Essential drops, choose All in every node before that step.',
};

/** A table whose collapsed rows show the values of some fields; n8n 1 numbers the rows instead. */
export const rowsTitledBy = (...fields: string[]): INodePropertyTypeOptions => ({
	multipleValues: true,
	fixedCollection: {
		itemTitle: `={{ [${fields.map((field) => `$collection.item.value.${field}`).join(', ')}].filter(value => value !== '' && value !== undefined).join(': ') || 'New' }}`,
	},
});

/** A row for each tier with a number of days, after which a win-back is due. */
export const daysByTier: INodeProperties = {
	displayName: 'Days by Tier',
	name: 'daysByTier',
	type: 'fixedCollection',
	placeholder: 'Add Tier',
	typeOptions: rowsTitledBy('tier', 'days'),
	default: {
		rows: [
			{ tier: 'champions', days: 60 },
			{ tier: 'vip', days: 75 },
			{ tier: 'highValue', days: 90 },
			{ tier: 'midTier', days: 120 },
			{ tier: 'lowValue', days: 0 },
		],
	},
	description: 'Days without an order after which customers of a tier count as lapsed',
	options: [
		{
			displayName: 'Rows',
			name: 'rows',
			values: [
				{
					displayName: 'Tier',
					name: 'tier',
					type: 'string',
					default: '',
					description: 'Code of the tier as Assign Tier writes it, such as vip or highValue',
				},
				{
					displayName: 'Days',
					name: 'days',
					type: 'number',
					typeOptions: { minValue: 0, maxValue: 3650 },
					default: 90,
					description: '0 means never',
				},
			],
		},
	],
};
