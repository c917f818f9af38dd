import type { INodeProperties } from 'n8n-workflow';
import {
	asOf,
	clientPreset,
	customerJson,
	moreOptions,
	orderModel,
	savedModel,
	use,
} from '../shared/fields';
import {
	asOfField,
	customerIdField,
	inputFields,
	orderCountField,
	orderHistoryField,
} from '../shared/inputFields';

export const predictClvProperties: INodeProperties[] = [
	customerJson,
	{
		displayName: 'Horizon in Months',
		name: 'horizonMonths',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 60 },
		default: 12,
		description: 'How far ahead to predict; all predictions are for this time from today on',
		displayOptions: { show: { use: ['fit'] } },
	},
	{
		displayName: 'Margin in Percent',
		name: 'marginPercent',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100 },
		default: 50,
		description:
			'What you keep of a sale after goods and shipping. 100 if the amounts are profits already, as with the basis Profit of Compute RFM.',
		displayOptions: { show: { use: ['fit'] } },
	},
	{ ...use, description: 'Where the knowledge of how customers order and spend comes from' },
	{
		...savedModel,
		description:
			'The "model" of this node\'s Summary output, as text or by an expression. Its horizon, margin and discount hold; of the options below only As Of counts.',
	},
	{
		displayName: 'Test on the Past',
		name: 'backtest',
		type: 'boolean',
		default: false,
		description:
			'Whether to hide the latest part of the history, predict it from what came before, and tell in the Summary how far off that was, beside two simple rules of thumb',
		displayOptions: { show: { use: ['fit'] } },
	},
	{
		...moreOptions,
		options: [
			{
				...asOf,
				description:
					'Day to predict from; later orders are left out. Without one, the day that the customers come with.',
			},
			clientPreset,
			{
				displayName: 'CLV per Acquisition Cost',
				name: 'acquisitionRatio',
				type: 'number',
				typeOptions: { minValue: 0.1, maxValue: 100 },
				default: 1,
				hint: '3 is a usual rule: a customer must bring three times what it cost to win one',
				description:
					'The most you may spend on a customer from now on is the predicted CLV divided by this',
			},
			{
				displayName: 'Currency',
				name: 'currency',
				type: 'string',
				default: 'USD',
				placeholder: 'e.g. EUR',
				description: 'Base currency of the amounts, which decides how many decimals they have',
			},
			{
				displayName: 'Discount per Year in Percent',
				name: 'yearlyDiscountPercent',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 10,
				description: 'How much less money is worth that comes a year later; 0 counts it in full',
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
				description: "When a month's orders are taken to be paid",
			},
			{
				displayName: 'Fewest Customers',
				name: 'minimumCustomers',
				type: 'number',
				typeOptions: { minValue: 10, maxValue: 1000000 },
				default: 100,
				description: 'With fewer, the averages of the shop are used and a hint says so',
			},
			{
				displayName: 'Fewest Repeat Buyers',
				name: 'minimumRepeatBuyers',
				type: 'number',
				typeOptions: { minValue: 5, maxValue: 1000000 },
				default: 30,
				description: 'With fewer, the averages of the shop are used and a hint says so',
			},
			{
				displayName: 'Follow the Recent Trend',
				name: 'recalibrate',
				type: 'boolean',
				default: false,
				description:
					'Whether to raise or lower all predictions so that they would have met the recent total. Helps if a trend or season goes on, harms if it turns.',
			},
			{
				displayName: 'Likely From',
				name: 'likelyFrom',
				type: 'number',
				typeOptions: { minValue: 0.05, maxValue: 0.95, numberPrecision: 2 },
				default: 0.5,
				description: 'From this probability on an order, or several, is called likely',
			},
			{
				displayName: 'New Customers By',
				name: 'newCustomersBy',
				type: 'string',
				default: '',
				placeholder: 'e.g. channel',
				description:
					'Name of a field of your customers, such as the channel that won them or their first category. The Summary tells what a new customer is worth for each of its values.',
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
						description:
							'The first order counts too, so that it tells something of one-time buyers',
					},
					{
						name: 'Repeat Orders Only',
						value: 'repeatOrders',
						description: 'As in the papers on Gamma-Gamma; all one-time buyers get the same value',
					},
				],
				default: 'allOrders',
				description: 'Which of the orders of a customer tell what the next ones will be worth',
			},
			{
				displayName: 'Test Days',
				name: 'backtestDays',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 3650 },
				default: 0,
				description:
					'For Test on the Past: how many of the latest days to hide; 0 hides the horizon, but at most a third of the history',
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
				description: 'Tells customers who never ordered from those whose history got lost',
			},
			orderHistoryField,
			{
				displayName: 'Spend Band',
				name: 'spendBand',
				type: 'string',
				default: 'spendBand',
				description: 'For the segments VIP and future VIP; worked out here where it is missing',
			},
		],
	},
];
