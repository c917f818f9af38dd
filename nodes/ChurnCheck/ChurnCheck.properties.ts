import type { INodeProperties } from 'n8n-workflow';
import {
	asOf,
	clientPreset,
	customerJson,
	daysByTier,
	moreOptions,
	orderModel,
	savedModel,
	use,
} from '../shared/fields';
import {
	asOfField,
	customerIdField,
	daysSinceLastOrderField,
	inputFields,
	lastOrderAtField,
	orderCountField,
	orderHistoryField,
	tierField,
} from '../shared/inputFields';

export const churnCheckProperties: INodeProperties[] = [
	customerJson,
	{
		displayName: 'Method',
		name: 'method',
		type: 'options',
		options: [
			{
				name: 'Formula',
				value: 'formula',
				description:
					'Fixed points for silence, order trend and repeat orders; can be below 0 or above 100',
			},
			{
				name: 'Formula, Bounded',
				value: 'formulaBounded',
				description:
					'The same points, kept between 0 and 100; after a single order only the silence counts',
			},
			{
				name: 'Own Rhythm',
				value: 'ownRhythm',
				description:
					'How likely a customer with so many orders is gone after so many days, given the usual time between orders',
			},
			{
				name: 'Probability',
				value: 'probability',
				description:
					'How likely it is that no order comes in the days ahead, by the model of Predict CLV',
			},
			{
				name: 'Silence',
				value: 'silence',
				description: '100 after a number of days without an order, else 0',
			},
		],
		default: 'ownRhythm',
		description: 'How the churn risk is worked out',
	},
	{
		displayName: 'Days Ahead',
		name: 'probabilityDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3650 },
		default: 90,
		description: 'The risk is the probability of no order within so many days from today on',
		displayOptions: { show: { method: ['probability'] } },
	},
	{ ...use, description: 'Where the knowledge of how long your customers stay away comes from' },
	{
		...savedModel,
		description:
			'The "model" of this node\'s Summary output, as text or by an expression. The method Probability also takes the "model" of Predict CLV.',
	},
	{
		displayName: 'Lapsed After',
		name: 'lapseRule',
		type: 'options',
		options: [
			{
				name: 'Days by Tier',
				value: 'byTier',
				description: 'Better customers are won back earlier',
			},
			{
				name: 'Days by Money Spent',
				value: 'byMoney',
				description: 'For shops without tiers',
			},
			{
				name: 'The Same Days for Everyone',
				value: 'uniform',
			},
		],
		default: 'byTier',
		description: 'When a silent customer counts as lapsed and a win-back is due',
	},
	{
		displayName: 'Days by Tier',
		name: 'lapsePreset',
		type: 'options',
		options: [
			{
				name: 'Standard',
				value: 'standard',
				description: 'Champions 60, VIP 75, High-Value 90, Mid-Tier 120, Low-Value never',
			},
			{
				name: 'Luxury Fashion',
				value: 'luxuryFashion',
				description: 'Champions 45, VIP 60, High-Value 90, Mid-Tier 120, Low-Value never',
			},
			{
				name: 'Consumables',
				value: 'consumables',
				description: 'Mid-Tier 45, otherwise as Standard',
			},
			{
				name: 'My Own Table',
				value: 'custom',
			},
		],
		default: 'standard',
		description: 'Days without an order after which customers of a tier count as lapsed',
		displayOptions: {
			show: {
				lapseRule: ['byTier'],
			},
		},
	},
	{
		...daysByTier,
		displayName: 'Table by Tier',
		name: 'lapseTable',
		displayOptions: {
			show: {
				lapseRule: ['byTier'],
				lapsePreset: ['custom'],
			},
		},
	},
	{
		displayName: 'Table by Money',
		name: 'moneyLapseTable',
		type: 'fixedCollection',
		placeholder: 'Add Amount',
		typeOptions: {
			multipleValues: true,
		},
		default: {
			rows: [
				{
					from: 1000,
					days: 60,
				},
				{
					from: 500,
					days: 90,
				},
				{
					from: 100,
					days: 120,
				},
			],
		},
		description:
			'Days without an order after which customers who have spent an amount count as lapsed; below the smallest amount never',
		displayOptions: {
			show: {
				lapseRule: ['byMoney'],
			},
		},
		options: [
			{
				displayName: 'Rows',
				name: 'rows',
				values: [
					{
						displayName: 'Spent at Least',
						name: 'from',
						type: 'number',
						default: 0,
						description: 'In the currency of the orders',
					},
					{
						displayName: 'Days',
						name: 'days',
						type: 'number',
						typeOptions: {
							minValue: 0,
							maxValue: 3650,
						},
						default: 90,
						description: '0 means never',
					},
				],
			},
		],
	},
	{
		...moreOptions,
		options: [
			{
				displayName: 'Active Within Days',
				name: 'activeDays',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 3650,
				},
				default: 30,
				description: 'A customer who ordered at most so many days ago is active',
			},
			asOf,
			clientPreset,
			{
				displayName: 'Days for Everyone',
				name: 'uniformLapseDays',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 3650,
				},
				default: 90,
				description:
					'Days until lapsed when they are the same for everyone, and for customers without a tier; 0 means never',
			},
			{
				displayName: 'Days of Silence',
				name: 'silenceDays',
				type: 'number',
				typeOptions: {
					minValue: 1,
					maxValue: 3650,
				},
				default: 60,
				description: 'For the method Silence: days without an order that make the risk 100',
				displayOptions: { show: { '/method': ['silence'] } },
			},
			{
				displayName: 'Fallback Gap in Days',
				name: 'fallbackGapDays',
				type: 'number',
				typeOptions: {
					minValue: 1,
					maxValue: 3650,
				},
				default: 60,
				description:
					'Days between two orders to assume as long as nobody in the shop has ordered twice',
			},
			{
				displayName: 'High Risk Above',
				name: 'highAbove',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 100,
				},
				default: 66,
				description: 'A risk above this has the level high',
			},
			{
				displayName: 'Mature After Days',
				name: 'maturityDays',
				type: 'number',
				typeOptions: {
					minValue: 1,
					maxValue: 3650,
				},
				default: 365,
				description:
					'How many days to wait after an order before saying that the customer did not return',
			},
			{
				displayName: 'Mature Days Needed',
				name: 'minimumMatureDays',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 3650,
				},
				default: 180,
				description:
					'With orders that old from fewer days, the return rates usual among shops are used instead of your own',
			},
			{
				displayName: 'Mature Orders Needed',
				name: 'minimumMatureOrders',
				type: 'number',
				typeOptions: {
					minValue: 0,
				},
				default: 50,
				description:
					'With fewer orders that old, the return rates usual among shops are used instead of your own',
			},
			{
				displayName: 'Medium Risk From',
				name: 'mediumFrom',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 100,
				},
				default: 33,
				description: 'A risk below this has the level low',
			},
			{
				...orderModel,
				description: 'For the method Probability: how customers are taken to order and to leave',
				displayOptions: { show: { '/method': ['probability'] } },
			},
			{
				displayName: 'Recalibrate on the Past',
				name: 'recalibrate',
				type: 'boolean',
				default: false,
				description:
					'Whether to look back, compare past risks with who then ordered, and correct the risk to match: it then is the chance of no order within the recalibration days. For the method Own Rhythm.',
				displayOptions: { show: { '/method': ['ownRhythm'] } },
			},
			{
				displayName: 'Recalibration Days',
				name: 'recalibrationDays',
				type: 'number',
				typeOptions: {
					minValue: 1,
					maxValue: 3650,
				},
				default: 120,
				description: 'Length of the look back for Recalibrate on the Past',
				displayOptions: { show: { '/method': ['ownRhythm'], recalibrate: [true] } },
			},
			{
				displayName: 'Risk Limit',
				name: 'riskThreshold',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 100,
				},
				default: 70,
				description: 'Watched customers with a risk above this are at risk',
			},
			{
				displayName: 'Risk Limit Applies',
				name: 'riskOperator',
				type: 'options',
				options: [
					{
						name: 'Above the Limit',
						value: 'above',
					},
					{
						name: 'At or Above the Limit',
						value: 'atLeast',
					},
				],
				default: 'above',
				description: 'Whether a risk of exactly the limit counts',
			},
			{
				displayName: 'Risk Rise in Points',
				name: 'riskRisePoints',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 100,
				},
				default: 20,
				description:
					'A watched customer whose risk rose by so many points since the rows on input Previous is at risk; 0 switches this off',
			},
			{
				displayName: 'Score Fall in Percent',
				name: 'scoreFallPercent',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 100,
				},
				default: 30,
				description:
					'Least fall of the value score that counts as fast, together with the fall in points',
			},
			{
				displayName: 'Score Fall in Points',
				name: 'scoreFallPoints',
				type: 'number',
				typeOptions: {
					minValue: 0,
				},
				default: 50,
				description: 'Least fall of the value score that counts as fast; 0 switches this off',
			},
			{
				displayName: 'Tiers Called VIP',
				name: 'vipTiers',
				type: 'string',
				default: 'champions,vip',
				description:
					'Watched tiers whose active customers get the reason vipAtRisk when they order less often',
			},
			{
				displayName: 'Tiers Watched',
				name: 'watchedTiers',
				type: 'string',
				default: 'champions,vip,highValue',
				description:
					'Tiers whose customers can be at risk, separated by commas; customers without a tier are always watched',
			},
			{
				displayName: 'Trend Window in Days',
				name: 'trendWindowDays',
				type: 'number',
				typeOptions: {
					minValue: 1,
					maxValue: 3650,
				},
				default: 180,
				description: 'The orders of so many days are compared with those of as many days before',
			},
			{
				displayName: "Weight of the Shop's Gap",
				name: 'gapPriorWeight',
				type: 'number',
				typeOptions: {
					minValue: 0.1,
					maxValue: 1000,
				},
				default: 2,
				description:
					"How much the shop's usual time between orders counts beside the customer's own: like so many pauses between orders of the customer",
			},
			{
				displayName: 'Weight of Usual Shares',
				name: 'priorWeight',
				type: 'number',
				typeOptions: {
					minValue: 1,
					maxValue: 10000,
				},
				default: 20,
				description:
					'How much the return rates usual among shops count beside your own: like so many of your customers',
			},
			{
				displayName: 'Win-Back',
				name: 'winBack',
				type: 'options',
				options: [
					{
						name: 'Every Lapsed Customer',
						value: 'everyLapse',
						description: 'Everybody who is lapsed is on Win-Back Due, on every run',
					},
					{
						name: 'New Lapses Only',
						value: 'newLapses',
						description:
							'Each lapse is on Win-Back Due once, by the stored rows of the last run on input Previous',
					},
				],
				default: 'everyLapse',
				description: 'Who is on the output Win-Back Due',
			},
			{
				displayName: 'Win-Back: Backlog',
				name: 'winBackBacklog',
				type: 'options',
				options: [
					{ name: 'All', value: 'all', description: 'All of them are due' },
					{
						name: 'Inside the Window',
						value: 'window',
						description: 'Those who lapsed at most the window days ago are due',
					},
					{
						name: 'Newest',
						value: 'newest',
						description: 'Those who lapsed last are due, as many as the number below says',
					},
					{ name: 'Skip', value: 'skip', description: 'None of them is due' },
				],
				default: 'window',
				description:
					'With New Lapses Only, what happens to lapsed customers without a stored row, as on the first run',
			},
			{
				displayName: 'Win-Back: Backlog Newest',
				name: 'winBackNewest',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 10000000,
				},
				default: 100,
				description: 'How many customers of the backlog are due with Newest',
			},
			{
				displayName: 'Win-Back: Cool-Down Days',
				name: 'winBackCoolDownDays',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 3650,
				},
				default: 180,
				description: 'With New Lapses Only, days from one win-back of a customer to the next',
			},
			{
				displayName: 'Win-Back: Window Days',
				name: 'winBackWindowDays',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 3650,
				},
				default: 30,
				description:
					'An order within so many days of the win-back converts it; without one it expires',
			},
		],
	},
	{
		...inputFields,
		options: [
			asOfField,
			customerIdField,
			daysSinceLastOrderField,
			{
				displayName: 'Frequency Trend',
				name: 'frequencyTrend',
				type: 'string',
				default: 'frequencyTrend',
				description: 'Whether the customer orders more or less often than before',
			},
			lastOrderAtField,
			{
				displayName: 'Mean Gap in Days',
				name: 'meanGapDays',
				type: 'string',
				default: 'meanGapDays',
				description: 'Usual days between two orders; used for customers without an order history',
			},
			{
				displayName: 'Money Spent',
				name: 'money',
				type: 'string',
				default: 'monetaryTotal',
				description: 'Decides the days until lapsed by money spent',
			},
			{ ...orderCountField, description: 'Used for customers without an order history' },
			orderHistoryField,
			{
				displayName: 'Previous Churn Risk',
				name: 'previousChurnRisk',
				type: 'string',
				default: 'churnRisk',
				description: 'Field of the rows on input Previous',
			},
			{
				displayName: 'Previous Win-Back Sent Key',
				name: 'previousWinBackSentKey',
				type: 'string',
				default: 'winBackSentKey',
				description:
					'Field of the rows on input Previous: the lapse that was last sent or left out',
			},
			{
				displayName: 'Previous Win-Back Since',
				name: 'previousWinBackSince',
				type: 'string',
				default: 'winBackSince',
				description: 'Field of the rows on input Previous: day of the last win-back',
			},
			{
				displayName: 'Previous Win-Back State',
				name: 'previousWinBackState',
				type: 'string',
				default: 'winBackState',
				description: 'Field of the rows on input Previous',
			},
			tierField,
			{
				displayName: 'Value Score',
				name: 'valueScore',
				type: 'string',
				default: 'valueScore',
				description: 'Points of Score Customer',
			},
			{
				displayName: 'Value Score Change',
				name: 'valueScoreChange',
				type: 'string',
				default: 'valueScoreChange',
				description: 'Used when there is no value score on input Previous',
			},
		],
	},
];
