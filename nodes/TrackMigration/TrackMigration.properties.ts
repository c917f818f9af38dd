import type { INodeProperties } from 'n8n-workflow';
import { asOf, clientPreset, moreOptions } from '../shared/panel/fields';
import {
	asOfField,
	customerAgeDaysField,
	customerIdField,
	inputFields,
	lastOrderAtField,
} from '../shared/panel/inputFields';

export const trackMigrationProperties: INodeProperties[] = [
	{
		displayName: 'Cut Points',
		name: 'cutPoints',
		type: 'options',
		options: [
			{
				name: 'As Given',
				value: 'asGiven',
				description: 'Compare the groups as both runs wrote them',
			},
			{
				name: 'Frozen',
				value: 'frozen',
				description:
					'Place both runs by one saved tier model. Tiers by share of customers always have the same size, so only frozen cut points show growth.',
			},
		],
		default: 'asGiven',
		description: 'Where the groups of both runs come from',
	},
	{
		displayName: 'Tier Model',
		name: 'savedModel',
		type: 'json',
		default: '',
		required: true,
		description:
			'The "model" of the Summary output of Assign Tier, best that of the earlier run, as text or by an expression',
		displayOptions: { show: { cutPoints: ['frozen'] } },
	},
	{
		displayName: 'Group Field',
		name: 'groupField',
		type: 'string',
		default: 'tier',
		required: true,
		placeholder: 'e.g. rfmSegment',
		description: 'Name of the field whose values are the groups, on both inputs',
		displayOptions: { show: { cutPoints: ['asGiven'] } },
	},
	{
		displayName: 'Order of Groups',
		name: 'groupOrder',
		type: 'string',
		default: '',
		placeholder: 'e.g. platinum, gold, silver, bronze',
		description:
			'Groups from best to worst, separated by commas, to tell up from down. Empty: the tiers of Assign Tier for the field tier, else groups without an order.',
		displayOptions: { show: { cutPoints: ['asGiven'] } },
	},
	{
		...moreOptions,
		description: 'Finer settings',
		options: [
			{ ...asOf, description: 'Date of the customers. Empty: the date in the rows.' },
			{
				displayName: 'As Of of Previous',
				name: 'asOfThen',
				type: 'dateTime',
				default: '',
				description: 'Date of the rows on input Previous. Empty: the date in the rows.',
			},
			clientPreset,
			{
				displayName: 'Least Customers per Tier',
				name: 'leastPerGroup',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 1000000 },
				default: 100,
				description: 'Moves from tiers that had fewer customers get no verdict',
			},
		],
	},
	{
		...inputFields,
		options: [
			{ ...asOfField, description: 'Reference date of the customer’s numbers, on both inputs' },
			{
				displayName: 'Churn Status',
				name: 'churnStatus',
				type: 'string',
				default: 'churnStatus',
				description: 'Shows who has lapsed, on both inputs',
			},
			{
				displayName: 'Cohort Month',
				name: 'cohortMonth',
				type: 'string',
				default: 'cohortMonth',
				description:
					'Month of the first order, as YYYY-MM, for models that rank new customers by month',
			},
			{
				...customerAgeDaysField,
				description: 'Identifies new customers, whom a tier model may rank separately',
			},
			{ ...customerIdField, description: 'Identifies the customer, on both inputs' },
			{
				displayName: 'Lapsed High-Value',
				name: 'lapsedHighValue',
				type: 'string',
				default: 'lapsedHighValue',
				description: 'On input Previous: whether the customer was a lapsed one of the top tiers',
			},
			{ ...lastOrderAtField, description: 'Shows which lapsed customers have ordered since' },
			{
				displayName: 'Spend, Last 365 Days',
				name: 'monetaryLast365',
				type: 'string',
				default: 'monetaryLast365',
				description: 'Revenue of the customer, on both inputs',
			},
			{
				displayName: 'Tier Value',
				name: 'tierValue',
				type: 'string',
				default: 'tierValue',
				description: 'The value that the saved model ranks by, on both inputs',
			},
		],
	},
];
