import type { INodeProperties } from 'n8n-workflow';
import { asOf, clientPreset, customerJson, moreOptions, savedModel, use } from '../shared/fields';
import {
	asOfField,
	customerAgeDaysField,
	customerIdField,
	daysSinceLastOrderField,
	emailField,
	firstOrderAtField,
	inputFields,
	lastOrderAtField,
	orderCountField,
} from '../shared/inputFields';

export const assignTierProperties: INodeProperties[] = [
	customerJson,
	{
		displayName: 'Tiers By',
		name: 'method',
		type: 'options',
		options: [
			{
				name: 'Rank Among All Customers',
				value: 'percentile',
				description:
					'Champions, VIP, High-Value, Mid-Tier and Low-Value, by shares of your customers',
			},
			{
				name: 'Money',
				value: 'money',
				description: 'Platinum, gold, silver and bronze, or tiers of your own, by fixed amounts',
			},
		],
		default: 'percentile',
		description: 'How customers are sorted into tiers',
		displayOptions: { show: { use: ['fit'] } },
	},
	{
		displayName: 'Rank By',
		name: 'value',
		type: 'options',
		options: [
			{
				name: 'Automatic',
				value: 'automatic',
				description: 'Predicted CLV if every customer has it, else total spend',
			},
			{
				name: 'Custom Field',
				value: 'field',
				description: 'Any number that your customers come with',
			},
			{
				name: 'Historic Lifetime Value',
				value: 'historicLtv',
				description: 'Average order value × orders per year × lifespan in years',
			},
			{ name: 'Predicted CLV', value: 'predictedClv', description: 'From the node Predict CLV' },
			{ name: 'Total Spend', value: 'monetaryTotal', description: 'From the node Compute RFM' },
		],
		default: 'automatic',
		description: 'The value that customers are ranked by',
		displayOptions: { show: { method: ['percentile'], use: ['fit'] } },
	},
	{
		displayName: 'Field',
		name: 'valueField',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. valueScore',
		description: 'Name of a field that holds a number; more is better',
		displayOptions: { show: { method: ['percentile'], value: ['field'], use: ['fit'] } },
	},
	{
		displayName: 'Money Field',
		name: 'moneyField',
		type: 'string',
		default: 'monetaryLast365',
		required: true,
		description: 'Name of the field that holds the amount',
		displayOptions: { show: { method: ['money'], use: ['fit'] } },
	},
	{
		displayName: 'Money Tiers',
		name: 'moneyTiers',
		type: 'fixedCollection',
		placeholder: 'Add Tier',
		typeOptions: { multipleValues: true },
		default: {
			tiers: [
				{ name: 'platinum', atLeast: 1000 },
				{ name: 'gold', atLeast: 500 },
				{ name: 'silver', atLeast: 100 },
				{ name: 'bronze', atLeast: 0 },
			],
		},
		description:
			'A customer is in the best tier whose amount is reached; the lowest tier begins at 0',
		displayOptions: { show: { method: ['money'], use: ['fit'] } },
		options: [
			{
				displayName: 'Tiers',
				name: 'tiers',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						description: 'What customers of the tier get in the field tier',
					},
					{
						displayName: 'From Amount',
						name: 'atLeast',
						type: 'number',
						default: 0,
						description: 'In the currency of the orders',
					},
				],
			},
		],
	},
	{ ...use, description: 'Where the limits between tiers come from' },
	{
		...savedModel,
		description:
			'The "model" of this node\'s Summary output, as text or by an expression. It decides how tiers are made; of the options below only As Of and the holdout count.',
	},
	{
		...moreOptions,
		options: [
			asOf,
			{
				displayName: 'Champions: Top Share (%)',
				name: 'championsShare',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 1,
				description: 'Champions are the top share of customers',
			},
			clientPreset,
			{
				displayName: 'Fewest New per Month',
				name: 'cohortMinimum',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 1000000 },
				default: 100,
				description:
					'New customers are ranked within the month of their first order if it has at least so many of them, else among all new customers',
			},
			{
				displayName: 'High-Value: Top Share (%)',
				name: 'highValueShare',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 20,
				description: 'High-Value reaches down to this top share, below VIP',
			},
			{
				displayName: 'Holdout Drawn By',
				name: 'holdoutKey',
				type: 'options',
				options: [
					{ name: 'Customer ID', value: 'customerId' },
					{ name: 'Email', value: 'email', description: 'The customer ID where there is no email' },
				],
				default: 'email',
				description:
					'What decides who is in the holdout group; by email, two accounts of one person are in the same group',
			},
			{
				displayName: 'Holdout Share in Percent',
				name: 'holdoutShare',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 0,
				description:
					'Share of customers who get no messages, so that you can measure what your campaigns bring. Raising it keeps everybody who is in the group already.',
			},
			{
				displayName: 'Holdout Word',
				name: 'holdoutSalt',
				type: 'string',
				default: 'holdout',
				description: 'The same word always gives the same group. Another word draws a new group.',
			},
			{
				displayName: 'Keep Tiers Steady',
				name: 'keepTiersSteady',
				type: 'boolean',
				default: false,
				description:
					'Whether customers near a limit keep the tier of the last run (input Previous), instead of moving to and fro from day to day',
			},
			{
				displayName: 'Lapsed After Days',
				name: 'lapsedAfterDays',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 3650 },
				default: 180,
				description:
					'Silent for so many days, a customer of the top tiers is marked lapsedHighValue and one of the bottom tier lapsedLowValue',
			},
			{
				displayName: 'Lifespan in Years',
				name: 'lifespanYears',
				type: 'number',
				typeOptions: { minValue: 0.1, maxValue: 100 },
				default: 2,
				description:
					'For the historic lifetime value: average order value × orders per year × these years',
			},
			{
				displayName: 'Low-Value: Bottom Share (%)',
				name: 'lowValueShare',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 20,
				description:
					'Low-Value is the bottom share of customers; Mid-Tier is everybody between it and High-Value',
			},
			{
				displayName: 'Mature From Days',
				name: 'matureFromDays',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 3650 },
				default: 180,
				description: 'Days since the first order from which a customer is mature',
			},
			{
				displayName: 'New Below Days',
				name: 'newBelowDays',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 3650 },
				default: 90,
				description: 'A customer is new until so many days have passed since the first order',
			},
			{
				displayName: 'Rank New Ones Separately',
				name: 'rankNewSeparately',
				type: 'boolean',
				default: true,
				description:
					'Whether new customers are ranked among themselves, because they had less time to buy',
			},
			{
				displayName: 'Steady: Days',
				name: 'steadyDays',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 3650 },
				default: 30,
				description:
					'With Keep Tiers Steady, a change is taken anyway once the old tier has lasted so many days',
			},
			{
				displayName: 'Steady: Margin (%)',
				name: 'steadyMarginPercent',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 1000 },
				default: 10,
				description:
					'With Keep Tiers Steady, a change is taken at once if the value is so far past the limit of the old tier',
			},
			{
				displayName: 'VIP Relaxed: Percentile',
				name: 'vipRelaxedPercentile',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 75,
				description:
					'A relaxed VIP has a larger average order than this percentage of the customers of the same category, or is in the top share',
			},
			{
				displayName: 'VIP Relaxed: Top Share (%)',
				name: 'vipRelaxedShare',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 15,
				description: 'Everybody in this top share is a relaxed VIP',
			},
			{
				displayName: 'VIP Rule',
				name: 'vipRule',
				type: 'options',
				options: [
					{
						name: 'By Share Alone',
						value: 'share',
						description: 'The tier VIP is its share of customers; the rules are fields beside it',
					},
					{
						name: 'Relaxed',
						value: 'relaxed',
						description: 'Relaxed VIPs below the tier VIP are raised into it',
					},
					{
						name: 'Strict',
						value: 'strict',
						description: 'Customers of the tier VIP who are no strict VIPs become High-Value',
					},
				],
				default: 'share',
				description:
					'Whether a rule decides on the tier VIP. The fields vipStrict and vipRelaxed are there in any case.',
			},
			{
				displayName: 'VIP Rules: Fewest Customers',
				name: 'vipCategoryMinimum',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 1000000 },
				default: 30,
				description:
					'Average orders are compared within a category if it has at least so many customers, else among all customers',
			},
			{
				displayName: 'VIP Strict: Orders in 365 Days',
				name: 'vipStrictOrders',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 1000 },
				default: 3,
				description: 'A strict VIP has ordered at least so often in the last 365 days',
			},
			{
				displayName: 'VIP Strict: Times the Median',
				name: 'vipStrictTimesMedian',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 1000, numberPrecision: 2 },
				default: 2,
				description:
					'A strict VIP has an average order of more than this many times the median of the category',
			},
			{
				displayName: 'VIP Strict: Top Share (%)',
				name: 'vipStrictShare',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 10,
				description: 'A strict VIP is in this top share of customers',
			},
			{
				displayName: 'VIP: Top Share (%)',
				name: 'vipShare',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100 },
				default: 10,
				description: 'VIP reaches down to this top share, below Champions',
			},
		],
	},
	{
		...inputFields,
		options: [
			asOfField,
			{
				displayName: 'Average Order Value',
				name: 'averageOrderValue',
				type: 'string',
				default: 'averageOrderValue',
				description: 'For the historic lifetime value and the rules for VIPs',
			},
			{
				displayName: 'Cohort Month',
				name: 'cohortMonth',
				type: 'string',
				default: 'cohortMonth',
				description: 'Month of the first order as YYYY-MM',
			},
			customerAgeDaysField,
			{
				...customerIdField,
				description:
					'Tells customers apart; the rows on input Previous have it under the same name',
			},
			daysSinceLastOrderField,
			{ ...emailField, description: 'For the holdout group' },
			{
				...firstOrderAtField,
				description: 'Used where the customer age is missing or As Of is set',
			},
			{
				...lastOrderAtField,
				description: 'Used where the days since the last order are missing or As Of is set',
			},
			{
				...orderCountField,
				default: 'orderCount',
				description: 'Used where there is no lifetime order count',
			},
			{
				displayName: 'Order Count, Last 365 Days',
				name: 'orderCountLast365',
				type: 'string',
				default: 'orderCountLast365',
				description: 'For the strict rule for VIPs',
			},
			{
				displayName: 'Order Count, Lifetime',
				name: 'orderCountLifetime',
				type: 'string',
				default: 'orderCountLifetime',
				description: 'Customers with 0 here get no tier',
			},
			{
				displayName: 'Predicted CLV',
				name: 'predictedClv',
				type: 'string',
				default: 'predictedClv',
				description: 'What Predict CLV expects the customer to bring',
			},
			{
				displayName: 'Previous Tier',
				name: 'previousTier',
				type: 'string',
				default: 'previousTier',
				description: 'Used while input Previous has no rows',
			},
			{
				displayName: 'Spend of the Last 365 Days',
				name: 'monetaryLast365',
				type: 'string',
				default: 'monetaryLast365',
				description: 'Predicted values are compared with it, to see how realistic they are',
			},
			{
				displayName: 'Spend, Lifetime',
				name: 'monetaryLifetime',
				type: 'string',
				default: 'monetaryLifetime',
				description: 'Historic lifetime values are compared with it, to see how realistic they are',
			},
			{
				displayName: 'Spend, Total',
				name: 'monetaryTotal',
				type: 'string',
				default: 'monetaryTotal',
				description: 'Revenue of the customer; also the usual value to rank by',
			},
			{
				displayName: 'Tier on Input Previous',
				name: 'tierOfLastRun',
				type: 'string',
				default: 'tier',
				description: 'Name of the tier field in the rows on input Previous',
			},
			{
				displayName: 'Tier Since',
				name: 'tierSince',
				type: 'string',
				default: 'tierSince',
				description:
					'First day of the tier, in the rows on input Previous; without them in the customers',
			},
			{
				displayName: 'Top Category',
				name: 'topCategory',
				type: 'string',
				default: 'topCategory',
				description: 'What the customer buys most, for the rules for VIPs',
			},
		],
	},
];
