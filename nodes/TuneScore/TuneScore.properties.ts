import type { INodeProperties } from 'n8n-workflow';
import { asOf, clientPreset, moreOptions } from '../shared/panel/fields';
import {
	asOfField,
	customerIdField,
	daysSinceLastOrderField,
	inputFields,
	orderHistoryField,
} from '../shared/panel/inputFields';

export const tuneScoreProperties: INodeProperties[] = [
	{
		displayName: 'Measure Worth By',
		name: 'target',
		type: 'options',
		options: [
			{ name: 'Margin', value: 'margin', description: 'Revenue times the margin' },
			{ name: 'Orders', value: 'orders', description: 'Number of orders' },
			{ name: 'Revenue', value: 'revenue', description: 'Revenue after refunds' },
		],
		default: 'revenue',
		description: 'What a score should predict: what customers bring after the day of scoring',
	},
	{
		displayName: 'Days to Follow',
		name: 'horizonDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3650 },
		default: 180,
		description:
			'Orders on days 1 to this one after the day of scoring count. All of these days have to be over.',
	},
	{
		displayName: 'Tune',
		name: 'featuresFrom',
		type: 'options',
		options: [
			{
				name: 'Fields',
				value: 'fields',
				description: 'Find out how many points fields of the customers deserve',
			},
			{
				name: 'Rules of the Score',
				value: 'rules',
				description: 'Find out how many points each rule of Score Customer deserves',
			},
		],
		default: 'rules',
		description: 'What to find points for',
	},
	{
		displayName: 'Rules',
		name: 'rulesFrom',
		type: 'options',
		options: [
			{
				name: 'JSON',
				value: 'json',
				description: 'Rules of your own, or the "model" of the Summary of Score Customer',
			},
			{
				name: 'Standard',
				value: 'standard',
				description: 'The rules that Score Customer starts with',
			},
		],
		default: 'standard',
		description: 'The rules that the customers were scored by',
		displayOptions: { show: { featuresFrom: ['rules'] } },
	},
	{
		displayName: 'Rule Set',
		name: 'rulesJson',
		type: 'json',
		default: '',
		required: true,
		placeholder: "{{ $('Score Customer').first().json.model }}",
		description:
			'The "model" of the Summary output of the Score Customer that scored these customers, or a list of rules',
		displayOptions: { show: { featuresFrom: ['rules'], rulesFrom: ['json'] } },
	},
	{
		displayName: 'Fields',
		name: 'featureFields',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. orderCount, discountShare, emailConsent',
		description:
			'Names of fields that hold numbers, or yes and no, separated by commas; each one is a candidate for a rule',
		displayOptions: { show: { featuresFrom: ['fields'] } },
	},
	{
		...moreOptions,
		description: 'Finer settings',
		options: [
			{
				...asOf,
				description:
					'Day up to which orders are known. Empty: the date in the customers on input What Followed.',
			},
			{
				displayName: 'As Of of Scoring',
				name: 'asOfThen',
				type: 'string',
				default: '',
				placeholder: 'e.g. 2026-01-31',
				description: 'Day the customers were scored. Empty: the date in the customers.',
			},
			clientPreset,
			{
				displayName: 'Least Customers per Rule',
				name: 'leastPerRule',
				type: 'number',
				typeOptions: { minValue: 2, maxValue: 1000000 },
				default: 50,
				description: 'A rule that fewer customers have keeps its points',
			},
			{
				displayName: 'Margin (%)',
				name: 'marginPercent',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100, numberPrecision: 2 },
				default: 50,
				description: 'Share of revenue that you keep',
			},
		],
	},
	{
		...inputFields,
		options: [
			{ ...asOfField, description: 'Reference date of the customer’s numbers, on both inputs' },
			{ ...customerIdField, description: 'Identifies the customer, on both inputs' },
			daysSinceLastOrderField,
			{
				displayName: 'Margin (%)',
				name: 'marginPercent',
				type: 'string',
				default: 'marginPercent',
				description: 'Margin of a single customer, where it differs from Margin (%) above',
			},
			{
				displayName: 'Monetary Total',
				name: 'monetaryTotal',
				type: 'string',
				default: 'monetaryTotal',
				description: 'All that the customer spent, to compare the score with',
			},
			{
				...orderHistoryField,
				description: 'All orders as Compute RFM writes them, on input What Followed',
			},
			{
				displayName: 'RFM Score',
				name: 'rfmScore',
				type: 'string',
				default: 'rfmScore',
				description: 'RFM score of the customer, to compare the score with',
			},
			{
				displayName: 'Score Reasons',
				name: 'scoreReasons',
				type: 'string',
				default: 'scoreReasons',
				description: 'Points of each rule as Score Customer writes them',
			},
			{
				displayName: 'Value Score',
				name: 'valueScore',
				type: 'string',
				default: 'valueScore',
				description: 'Score of the customer',
			},
			{
				displayName: 'Value Score Band',
				name: 'valueScoreBand',
				type: 'string',
				default: 'valueScoreBand',
				description: 'Band of the score, of which vip is the best',
			},
		],
	},
];
