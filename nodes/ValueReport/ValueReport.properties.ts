import type { INodeProperties } from 'n8n-workflow';
import { asOf, clientPreset, moreOptions } from '../shared/panel/fields';
import {
	asOfField,
	customerIdField,
	daysSinceLastOrderField,
	inputFields,
} from '../shared/panel/inputFields';

export const valueReportProperties: INodeProperties[] = [
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Northpeak Coffee: customer value in June',
		description: 'Heading of the page. Empty: "Customer value report".',
	},
	{
		displayName: 'Language',
		name: 'language',
		type: 'options',
		options: [
			{ name: 'English', value: 'en' },
			{ name: 'German', value: 'de' },
			{ name: 'Spanish', value: 'es' },
		],
		default: 'en',
		description: 'Language of the report, which also decides how numbers are written',
	},
	{
		displayName: 'Accent Color',
		name: 'accentColor',
		type: 'color',
		default: '#4338ca',
		description:
			'Your brand color. Where text would be hard to read, a darker or lighter shade of it is used.',
	},
	{
		displayName: 'Logo',
		name: 'logo',
		type: 'string',
		default: '',
		placeholder: 'e.g. data:image/png;base64,iVBORw0KGgo…',
		description: 'Picture as a data URI, so that the page needs no network. Emails leave it out.',
	},
	{
		...moreOptions,
		description: 'Finer settings',
		options: [
			{
				displayName: 'Acquisition Cost',
				name: 'acquisitionCost',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 1000000000, numberPrecision: 2 },
				default: 0,
				description:
					'Cost of acquiring one customer, to compare with the expected margin. 0: not known.',
			},
			{ ...asOf, description: 'Day of the report. Empty: the date in the customers.' },
			clientPreset,
			{
				displayName: 'Currency',
				name: 'currency',
				type: 'string',
				default: '',
				placeholder: 'e.g. EUR',
				description: 'Currency of all amounts. Empty: that of the customers or of Compute RFM.',
			},
			{
				displayName: 'Locale',
				name: 'locale',
				type: 'string',
				default: '',
				placeholder: 'e.g. en-GB',
				description: 'How numbers and dates are written. Empty: as usual in the language.',
			},
			{
				displayName: 'Top Customers',
				name: 'topCustomers',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 0,
				description:
					'How many of the best customers are listed with their IDs. 0: the report names nobody.',
			},
		],
	},
	{
		...inputFields,
		options: [
			asOfField,
			{
				displayName: 'Churn Status',
				name: 'churnStatus',
				type: 'string',
				default: 'churnStatus',
				description: 'Whether the customer is ok, atRisk or lapsed',
			},
			{
				displayName: 'Currency',
				name: 'currency',
				type: 'string',
				default: 'currency',
				description: 'Currency of the customer’s amounts',
			},
			customerIdField,
			daysSinceLastOrderField,
			{
				displayName: 'Monetary Last 365 Days',
				name: 'monetaryLast365',
				type: 'string',
				default: 'monetaryLast365',
				description: 'Revenue of the last 365 days',
			},
			{
				displayName: 'Monetary Total',
				name: 'monetaryTotal',
				type: 'string',
				default: 'monetaryTotal',
				description: 'Revenue so far, where that of the last 365 days is not known',
			},
			{
				displayName: 'Order Count',
				name: 'orderCount',
				type: 'string',
				default: 'orderCountLifetime',
				description: 'Number of all orders',
			},
			{
				displayName: 'Predicted CLV',
				name: 'predictedClv',
				type: 'string',
				default: 'predictedClv',
				description: 'Predicted margin of the customer',
			},
			{
				displayName: 'Tier',
				name: 'tier',
				type: 'string',
				default: 'tier',
				description: 'Tier of the customer',
			},
		],
	},
];
