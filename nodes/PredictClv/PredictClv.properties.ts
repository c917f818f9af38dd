import type { INodeProperties } from 'n8n-workflow';
import {
	asOf,
	clientPreset,
	customerJson,
	moreOptions,
	orderModel,
	savedModel,
	use,
	outputFields,
} from '../shared/panel/fields';
import { customersAs } from '../shared/panel/fileParameters';
import {
	asOfField,
	customerIdField,
	inputFields,
	orderCountField,
	orderHistoryField,
} from '../shared/panel/inputFields';

export const predictClvProperties: INodeProperties[] = [
	customerJson,
	{
		displayName: 'Horizon (Months)',
		name: 'horizonMonths',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 60 },
		default: 12,
		description: 'How far ahead to predict, from today',
		displayOptions: { show: { use: ['fit'] } },
	},
	{
		displayName: 'Margin (%)',
		name: 'marginPercent',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: 50,
		description:
			'What you keep of a sale after goods and shipping. 100 if the amounts are already profit, as with Monetary Basis: Profit in Compute RFM.',
		displayOptions: { show: { use: ['fit'] } },
	},
	{ ...use, description: 'Where the model of how customers order and spend comes from' },
	{
		...savedModel,
		description:
			'The "model" from this node\'s Summary output, as text or by an expression. It includes horizon, margin and discount; of the options below, only As Of applies.',
	},
	{
		displayName: 'Test on the Past',
		name: 'backtest',
		type: 'boolean',
		default: false,
		description:
			'Whether to hide the latest part of the history, predict it from the rest, and report the error in the Summary next to two rules of thumb',
		displayOptions: { show: { use: ['fit'] } },
	},
	{
		...moreOptions,
		options: [
			{
				...asOf,
				description:
					'Date to predict from; later orders are ignored. Empty: the date in the customers.',
			},
			clientPreset,
			{
				displayName: 'CLV per Acquisition Cost',
				name: 'acquisitionRatio',
				type: 'number',
				typeOptions: { minValue: 0.1, maxValue: 100 },
				default: 1,
				hint: '3 is a common rule: a customer must be worth three times the acquisition cost',
				description: 'Sets maxAcquisitionCost: the predicted CLV divided by this',
			},
			{
				displayName: 'Currency',
				name: 'currency',
				type: 'string',
				default: 'USD',
				placeholder: 'e.g. EUR',
				description: 'Base currency of the amounts, which decides the number of decimals',
			},
			customersAs,
			{
				displayName: 'Discount per Year (%)',
				name: 'yearlyDiscountPercent',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 10,
				description: 'How much less money is worth a year later; 0 means no discount',
			},
			{
				displayName: 'Discounted From',
				name: 'discountAt',
				type: 'options',
				options: [
					{ name: 'End of the Month', value: 'monthEnd' },
					{ name: 'Middle of the Month', value: 'monthMiddle' },
				],
				default: 'monthEnd',
				description: 'When in the month orders count as paid',
			},
			outputFields,
			{
				displayName: 'Follow the Recent Trend',
				name: 'recalibrate',
				type: 'boolean',
				default: false,
				description:
					'Whether to scale all predictions to match the recent total. Helps while a trend or season continues, hurts when it turns.',
			},
			{
				displayName: 'Likely From',
				name: 'likelyFrom',
				type: 'number',
				typeOptions: { minValue: 0.05, maxValue: 0.95, numberPrecision: 2 },
				default: 0.5,
				description: 'Probability from which an order, or several, is called likely',
			},
			{
				displayName: 'Minimum Customers',
				name: 'minimumCustomers',
				type: 'number',
				typeOptions: { minValue: 10, maxValue: 1000000 },
				default: 100,
				description: 'With fewer, shop averages are used and a hint says so',
			},
			{
				displayName: 'Minimum Repeat Buyers',
				name: 'minimumRepeatBuyers',
				type: 'number',
				typeOptions: { minValue: 5, maxValue: 1000000 },
				default: 30,
				description: 'With fewer, shop averages are used and a hint says so',
			},
			{
				displayName: 'New Customers By',
				name: 'newCustomersBy',
				type: 'string',
				default: '',
				placeholder: 'e.g. channel',
				description:
					'Name of a customer field, such as the acquisition channel or the first category. The Summary shows what a new customer is worth for each of its values.',
			},
			orderModel,
			{
				displayName: 'Order Value From',
				name: 'orderValueFrom',
				type: 'options',
				options: [
					{
						name: 'All Orders',
						value: 'allOrders',
						description: 'Includes the first order, which says something about one-time buyers',
					},
					{
						name: 'Repeat Orders Only',
						value: 'repeatOrders',
						description: 'As in the Gamma-Gamma papers; all one-time buyers get the same value',
					},
				],
				default: 'allOrders',
				description: 'Which orders of a customer predict the value of the next ones',
			},
			{
				displayName: 'Test Days',
				name: 'backtestDays',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 3650 },
				default: 0,
				description:
					'For Test on the Past: number of recent days to hide; 0 hides the horizon, but at most a third of the history',
				displayOptions: { show: { '/backtest': [true] } },
			},
		],
	},
	{
		...inputFields,
		options: [
			asOfField,
			customerIdField,
			{
				...orderCountField,
				default: 'orderCount',
				description:
					'Distinguishes customers without orders from customers whose history is missing',
			},
			orderHistoryField,
			{
				displayName: 'Spend Band',
				name: 'spendBand',
				type: 'string',
				default: 'spendBand',
				description: 'For the segments VIP and future VIP; computed if missing',
			},
		],
	},
];
