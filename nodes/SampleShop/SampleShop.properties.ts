import type { INodeProperties } from 'n8n-workflow';
import { moreOptions } from '../shared/panel/fields';

export const sampleShopProperties: INodeProperties[] = [
	{
		displayName: 'What',
		name: 'what',
		type: 'options',
		noDataExpression: true,
		default: 'orders',
		description: 'Which rows to output. Nodes with the same seed and size show the same shop.',
		options: [
			{
				name: 'Customers',
				value: 'customers',
				description:
					'Contact data, consent and last contacts, plus the truth that no real shop knows: how often each customer buys, who has left for good, what the next year brings',
			},
			{
				name: 'Events',
				value: 'events',
				description:
					'Emails opened and clicked, visits, abandoned carts, reviews. For the "Events" input of Score Customer.',
			},
			{
				name: 'Orders',
				value: 'orders',
				description: 'Three years of orders. For Compute RFM.',
			},
			{
				name: 'Surveys',
				value: 'surveys',
				description: 'Answers to "How likely are you to recommend us?"',
			},
		],
	},
	{
		displayName: 'Order Format',
		name: 'orderFormat',
		type: 'options',
		default: 'plain',
		description: 'Layout of the orders. Choose the same under "Source" in Compute RFM.',
		options: [
			{ name: 'BigCommerce', value: 'bigCommerce', description: 'Like V2 orders from BigCommerce' },
			{
				name: 'Plain',
				value: 'plain',
				description: 'One column per field. Compute RFM reads it without settings ("Custom").',
			},
			{ name: 'Shopify', value: 'shopify', description: 'Like orders from Shopify' },
			{
				name: 'Shopify (GraphQL)',
				value: 'shopifyGraphql',
				description: "Like orders from Shopify's GraphQL Admin API",
			},
			{
				name: 'Stripe',
				value: 'stripe',
				description: 'Like charges from Stripe: amounts in cents, times as numbers',
			},
			{ name: 'WooCommerce', value: 'wooCommerce', description: 'Like orders from WooCommerce' },
		],
		displayOptions: { show: { what: ['orders'] } },
	},
	{
		displayName: 'Kind of Shop',
		name: 'preset',
		type: 'options',
		default: 'standard',
		description: 'How often customers come back',
		options: [
			{
				name: 'Consumables',
				value: 'consumables',
				description: 'Products that run out: most customers come back soon',
			},
			{
				name: 'One-Time Purchases',
				value: 'lowRepeat',
				description: 'Few customers ever come back',
			},
			{
				name: 'Standard',
				value: 'standard',
				description: 'Three in ten customers bought more than once',
			},
			{
				name: 'Subscription',
				value: 'subscription',
				description: 'An order every 30 days; 8% leave after each',
			},
			{
				name: 'Yearly Gifts',
				value: 'yearlyGifts',
				description: 'Customers who come back do so about once a year',
			},
		],
	},
	{
		displayName: 'Customers',
		name: 'customers',
		type: 'number',
		default: 2000,
		typeOptions: { minValue: 1, maxValue: 1000000, numberPrecision: 0 },
		description:
			'Number of customers in the shop’s three years. A larger shop starts with the same customers.',
	},
	{
		displayName: 'Seed',
		name: 'seed',
		type: 'number',
		default: 1,
		typeOptions: { minValue: 0, maxValue: 4294967295, numberPrecision: 0 },
		description: 'Any whole number. The same seed always makes the same shop.',
	},
	{
		...moreOptions,
		options: [
			{
				displayName: 'As Of',
				name: 'asOf',
				type: 'string',
				default: '',
				placeholder: 'e.g. 2026-06-30',
				description:
					"The shop's last day. Empty: yesterday. Set the same date in Compute RFM to get the same numbers every day.",
			},
			{
				displayName: 'Event Days',
				name: 'eventDays',
				type: 'number',
				default: 90,
				typeOptions: { minValue: 1, maxValue: 1095, numberPrecision: 0 },
				description:
					'How many days back events go, including the last visits and carts of "Customers"',
			},
			{
				displayName: 'History Ends On',
				name: 'historyEnd',
				type: 'string',
				default: '',
				placeholder: 'e.g. 2027-12-31',
				description:
					'Last day of the shop’s three years; As Of then shows what was known by that date. Two runs a month apart differ only by what happened in between. Empty: the history ends on As Of, and each date makes another shop.',
			},
			{
				displayName: 'Messy Data',
				name: 'messyData',
				type: 'boolean',
				default: true,
				description:
					'Whether orders have the flaws of real exports: duplicates, test orders, guests, missing emails, a second currency, dates in the future',
			},
			{
				displayName: 'Time Zone',
				name: 'timeZone',
				type: 'string',
				default: '',
				placeholder: 'e.g. Europe/Berlin',
				description: "The shop's time zone. Empty: the workflow's.",
			},
		],
	},
];
