import type { INodeProperties } from 'n8n-workflow';
import {
	clientPreset,
	customerJson,
	moreOptions,
	outputFields,
	savedModel,
	use,
} from '../shared/panel/fields';
import {
	customerAgeDaysField,
	customerIdField,
	firstOrderAtField,
	inputFields,
	tierField,
} from '../shared/panel/inputFields';
import {
	dateFormat,
	identifyBy,
	numberLocale,
	orderFields,
	ordersAsOf,
	orderSource,
	shopField,
	statusWords,
	timeZone,
} from '../shared/panel/orderParameters';

export const suggestNextPurchaseProperties: INodeProperties[] = [
	{
		...customerJson,
		displayName: 'Orders (JSON)',
		placeholder: 'e.g. [{"customerId": "7", "orderDate": "2026-01-31", "product": "House Blend"}]',
		description:
			'All orders of the customer as a JSON list, with the same fields as the orders that the model was learned from. Let the AI model fill it in, or set an expression that looks the orders up.',
	},
	orderSource,
	{
		...orderFields,
		description:
			'Names of the fields in your orders, if they differ from the defaults. Use dots for nested fields, such as items.name. With Automatic, setting a name here means Custom Fields. Amounts may be missing.',
	},
	{
		displayName: 'Suggest',
		name: 'suggest',
		type: 'options',
		options: [
			{ name: 'Brands', value: 'brands', description: 'Brands of the products ordered' },
			{
				name: 'Categories',
				value: 'categories',
				description: 'Categories of the products ordered',
			},
			{
				name: 'Other Field',
				value: 'field',
				description: 'Any field of the orders, such as the SKU',
			},
			{ name: 'Products', value: 'products', description: 'Products by their names' },
		],
		default: 'products',
		description: 'What is suggested',
		displayOptions: { show: { use: ['fit'] } },
	},
	{
		displayName: 'Field',
		name: 'suggestField',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. line_items.sku',
		description: 'Field whose values are suggested; each entry of a list counts',
		displayOptions: { show: { use: ['fit'], suggest: ['field'] } },
	},
	{
		displayName: 'Blocked Products',
		name: 'blockedProducts',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. Hand Grinder',
		description:
			'Never suggested, for example because they are out of stock: one name per line, or a list by an expression. Case doesn’t matter.',
	},
	{ ...use, description: 'Where the model of what is bought next comes from' },
	{
		...savedModel,
		description:
			'The "model" from this node\'s Summary output, as text or by an expression. It includes what is suggested and by which method.',
	},
	{
		...moreOptions,
		options: [
			{
				...ordersAsOf,
				description: 'Reference date: later orders are set aside. Empty: now.',
			},
			clientPreset,
			dateFormat,
			outputFields,
			identifyBy,
			{
				displayName: 'Least Support',
				name: 'leastSupport',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 10000 },
				default: 3,
				description: 'Pairs of products seen less often count as not seen',
			},
			{
				displayName: 'Method',
				name: 'method',
				type: 'options',
				options: [
					{
						name: 'Automatic',
						value: 'automatic',
						description:
							'Transitions if they win the test on each customer’s last basket, else the better of the other two',
					},
					{
						name: 'Best Sellers',
						value: 'bestSellers',
						description: 'What customers of the same tier buy most',
					},
					{
						name: 'Same Again',
						value: 'sameAgain',
						description: 'What the customer bought last',
					},
					{
						name: 'Transitions',
						value: 'transitions',
						description: 'What customers bought after the same products',
					},
				],
				default: 'automatic',
				description: 'How suggestions are made',
			},
			numberLocale,
			shopField,
			{
				displayName: 'Repeat Product From (%)',
				name: 'repeatPercent',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 100 },
				default: 20,
				description:
					'Share of its buyers who bought a product again on another day, from which it can be suggested again and has a reorder date',
			},
			{
				displayName: 'Rows Are',
				name: 'rowsAre',
				type: 'options',
				options: [
					{
						name: 'Automatic',
						value: 'automatic',
						description: 'Orders if they come from a shop system, else order lines',
					},
					{
						name: 'Order Lines',
						value: 'orderLines',
						description: 'Rows with the same order ID are one order',
					},
					{
						name: 'Orders',
						value: 'orders',
						description: 'The same order ID twice is a duplicate',
					},
				],
				default: 'automatic',
				description: 'Whether a row is a whole order or one line of it',
			},
			{
				displayName: 'Shrinkage',
				name: 'shrinkage',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 10000 },
				default: 10,
				hint: 'Higher is more careful with rare products',
				description:
					'How many purchases the popularity of a product weighs against what was seen after another product',
			},
			statusWords,
			{
				displayName: 'Tier Model',
				name: 'tierModel',
				type: 'json',
				default: '',
				placeholder: "{{ $('Assign Tier').first(2).json.model }}",
				description:
					'The "model" from the Summary output of Assign Tier: adds the next tier and what is missing to it. Needs the customers of Assign Tier on input Customers.',
			},
			timeZone,
			{
				displayName: 'Transitions per Product',
				name: 'transitionsPerProduct',
				type: 'number',
				typeOptions: { minValue: 3, maxValue: 1000 },
				default: 20,
				description: 'How many of the likeliest next products are kept for each product',
			},
		],
	},
	{
		...inputFields,
		description: 'Names of the fields on input Customers, if they differ from the defaults',
		options: [
			{
				displayName: 'Cohort Month',
				name: 'cohortMonth',
				type: 'string',
				default: 'cohortMonth',
				description: 'Month of the first order, for the tier model',
			},
			{ ...customerAgeDaysField, description: 'Days since the first order, for the tier model' },
			customerIdField,
			{
				...firstOrderAtField,
				description: 'Used if the customer age or the cohort month is missing',
			},
			tierField,
			{
				displayName: 'Tier Value',
				name: 'tierValue',
				type: 'string',
				default: 'tierValue',
				description: 'Value that decides the tier, for the tier model',
			},
		],
	},
];
