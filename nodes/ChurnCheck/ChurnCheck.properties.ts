import type { INodeProperties } from 'n8n-workflow';
import {
	asOf,
	clientPreset,
	customerJson,
	daysByTier,
	moreOptions,
	orderModel,
	rowsTitledBy,
	savedModel,
	use,
	outputFields,
} from '../shared/panel/fields';
import { customersAs } from '../shared/panel/fileParameters';
import {
	asOfField,
	customerIdField,
	daysSinceLastOrderField,
	inputFields,
	lastOrderAtField,
	orderCountField,
	orderHistoryField,
	tierField,
} from '../shared/panel/inputFields';

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
					'Fixed points for days since the last order, order trend and repeat orders; can be below 0 or above 100',
			},
			{
				name: 'Formula, Bounded',
				value: 'formulaBounded',
				description:
					'The same points, kept between 0 and 100; after a single order only the days since it count',
			},
			{
				name: 'Own Rhythm',
				value: 'ownRhythm',
				description:
					'How likely the customer has left, from the number of orders, the days since the last one and the customer’s usual gap',
			},
			{
				name: 'Probability',
				value: 'probability',
				description: 'How likely no order comes in the days ahead, by the model of Predict CLV',
			},
			{
				name: 'Silence',
				value: 'silence',
				description: '100 after a number of days without an order, otherwise 0',
			},
		],
		default: 'ownRhythm',
		description: 'How the churn risk is computed',
	},
	{
		displayName: 'Days Ahead',
		name: 'probabilityDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3650 },
		default: 90,
		description: 'The risk is the probability of no order in this many days from today',
		displayOptions: { show: { method: ['probability'] } },
	},
	{ ...use, description: 'Where the model of your customers’ order gaps comes from' },
	{
		...savedModel,
		description:
			'The "model" from this node\'s Summary output, as text or by an expression. The method Probability also accepts the "model" of Predict CLV.',
	},
	{
		displayName: 'Lapsed After',
		name: 'lapseRule',
		type: 'options',
		options: [
			{
				name: 'Days by Tier',
				value: 'byTier',
				description: 'Better customers are won back sooner',
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
		description: 'When a customer without orders counts as lapsed and a win-back is due',
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
				description: 'Mid-Tier 45, otherwise like Standard',
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
		typeOptions: rowsTitledBy('from', 'days'),
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
			'Days without an order after which customers who spent at least an amount count as lapsed; below the smallest amount, never',
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
				displayName: 'Active Within (Days)',
				name: 'activeDays',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 3650,
				},
				default: 30,
				description: 'Days after an order during which a customer is active',
			},
			asOf,
			clientPreset,
			customersAs,
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
					'Days until lapsed for everyone, or for customers without a tier; 0 means never',
			},
			{
				displayName: 'Days Without an Order',
				name: 'silenceDays',
				type: 'number',
				typeOptions: {
					minValue: 1,
					maxValue: 3650,
				},
				default: 60,
				description: 'For the method Silence: days without an order after which the risk is 100',
				displayOptions: { show: { '/method': ['silence'] } },
			},
			{
				displayName: 'Fallback Gap (Days)',
				name: 'fallbackGapDays',
				type: 'number',
				typeOptions: {
					minValue: 1,
					maxValue: 3650,
				},
				default: 60,
				description: 'Days between two orders to assume while nobody in the shop has ordered twice',
			},
			outputFields,
			{
				displayName: 'High Risk Above',
				name: 'highAbove',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 100,
				},
				default: 66,
				description: 'Risks above this have the level high',
			},
			{
				displayName: 'Mature After (Days)',
				name: 'maturityDays',
				type: 'number',
				typeOptions: {
					minValue: 1,
					maxValue: 3650,
				},
				default: 365,
				description:
					'Days after an order before a customer without another order counts as not returned',
			},
			{
				displayName: 'Mature Orders: Minimum Count',
				name: 'minimumMatureOrders',
				type: 'number',
				typeOptions: {
					minValue: 0,
				},
				default: 50,
				description: 'With fewer mature orders, typical return rates are used instead of your own',
			},
			{
				displayName: 'Mature Orders: Minimum Days',
				name: 'minimumMatureDays',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 3650,
				},
				default: 180,
				description:
					'If mature orders span fewer days, typical return rates are used instead of your own',
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
				description: 'Risks below this have the level low',
			},
			{
				...orderModel,
				description: 'For the method Probability: how customers order and leave',
				displayOptions: { show: { '/method': ['probability'] } },
			},
			{
				displayName: 'Recalibrate on the Past',
				name: 'recalibrate',
				type: 'boolean',
				default: false,
				description:
					'Whether to compare past risks to who then ordered and correct the risk to match, so that it is the probability of no order within the recalibration days. For the method Own Rhythm.',
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
				description: 'Days to look back for Recalibrate on the Past',
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
				description: 'Watched customers with a risk above this go to At Risk',
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
				description: 'Whether a risk equal to the limit counts',
			},
			{
				displayName: 'Risk Rise (Points)',
				name: 'riskRisePoints',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 100,
				},
				default: 20,
				description:
					'Watched customers whose risk rose by this many points since the rows on input Previous go to At Risk; 0 turns this off',
			},
			{
				displayName: 'Score Drop (%)',
				name: 'scoreFallPercent',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 100,
				},
				default: 30,
				description:
					'Minimum drop of the value score that counts as fast, together with the drop in points',
			},
			{
				displayName: 'Score Drop (Points)',
				name: 'scoreFallPoints',
				type: 'number',
				typeOptions: {
					minValue: 0,
				},
				default: 50,
				description: 'Minimum drop of the value score that counts as fast; 0 turns this off',
			},
			{
				displayName: 'Trend Window (Days)',
				name: 'trendWindowDays',
				type: 'number',
				typeOptions: {
					minValue: 1,
					maxValue: 3650,
				},
				default: 180,
				description:
					'Orders of this many recent days are compared to those of the same span before',
			},
			{
				displayName: 'VIP Tiers',
				name: 'vipTiers',
				type: 'string',
				default: 'champions,vip',
				description:
					'Watched tiers whose active customers get the reason vipAtRisk when they order less often',
			},
			{
				displayName: 'Watched Tiers',
				name: 'watchedTiers',
				type: 'string',
				default: 'champions,vip,highValue',
				description:
					'Tiers whose customers can go to At Risk, separated by commas; customers without a tier are always watched',
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
				description: "Weight of the shop's usual gap against the customer's own, in number of gaps",
			},
			{
				displayName: 'Weight of Typical Return Rates',
				name: 'priorWeight',
				type: 'number',
				typeOptions: {
					minValue: 1,
					maxValue: 10000,
				},
				default: 20,
				description: 'Weight of typical return rates against your own, in number of customers',
			},
			{
				displayName: 'Win-Back',
				name: 'winBack',
				type: 'options',
				options: [
					{
						name: 'Every Lapsed Customer',
						value: 'everyLapse',
						description: 'Everyone who has lapsed is on Win-Back Due, on every run',
					},
					{
						name: 'New Lapses Only',
						value: 'newLapses',
						description:
							'Each lapse is on Win-Back Due once, based on the stored rows of the last run on input Previous',
					},
				],
				default: 'everyLapse',
				description: 'Who goes to the output Win-Back Due',
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
						description: 'Those who lapsed within the window are due',
					},
					{
						name: 'Newest',
						value: 'newest',
						description: 'Those who lapsed most recently are due, up to Win-Back: Backlog Newest',
					},
					{ name: 'Skip', value: 'skip', description: 'None of them is due' },
				],
				default: 'window',
				description:
					'With New Lapses Only: what to do with lapsed customers without a stored row, as on the first run',
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
				description: 'Number of backlog customers due with Newest',
			},
			{
				displayName: 'Win-Back: Cool-Down (Days)',
				name: 'winBackCoolDownDays',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 3650,
				},
				default: 180,
				description: 'With New Lapses Only: minimum days between two win-backs of a customer',
			},
			{
				displayName: 'Win-Back: Window (Days)',
				name: 'winBackWindowDays',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 3650,
				},
				default: 30,
				description: 'Days after a win-back in which an order converts it; without one, it expires',
			},
		],
	},
	{
		...inputFields,
		options: [
			asOfField,
			{
				displayName: 'Average Gap (Days)',
				name: 'meanGapDays',
				type: 'string',
				default: 'meanGapDays',
				description: 'Average days between two orders; used for customers without an order history',
			},
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
				displayName: 'Money Spent',
				name: 'money',
				type: 'string',
				default: 'monetaryTotal',
				description: 'For days until lapsed by money spent, and for the output Breakdown',
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
				description: 'Field of the rows on input Previous: the lapse last sent or skipped',
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
				description: 'Used if input Previous has no value score',
			},
		],
	},
];
