import type { INodeProperties } from 'n8n-workflow';
import { asOf, clientPreset, moreOptions, outputFields } from '../shared/panel/fields';
import {
	asOfField,
	customerIdField,
	emailConsentField,
	emailField,
	inputFields,
	lastOrderAtField,
	orderCountField,
	tierField,
} from '../shared/panel/inputFields';
import { dateFormat } from '../shared/panel/orderParameters';

export const analyseNpsProperties: INodeProperties[] = [
	outputFields,
	{
		displayName: 'Break Down By',
		name: 'breakdownBy',
		type: 'string',
		default: 'tier, rfmSegment, topBrand, topCategory, discountBand',
		placeholder: 'e.g. tier, topBrand, discountBand, gift',
		description:
			'Names of fields of the surveys or the customers, separated by commas; discountBand stands for bands of discounts. Each value is compared with all others.',
	},
	{
		displayName: 'Ask Again After Days',
		name: 'surveyEveryDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3650 },
		default: 90,
		description:
			'A survey is due for customers who never answered, and for those who ordered since an answer that is this many days old',
	},
	{
		displayName: 'Survey Fields',
		name: 'surveyFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description:
			'Names of the columns in your surveys; columns not set are detected by their names and values, as survey tools export them',
		options: [
			{
				displayName: 'Answered At',
				name: 'answeredAt',
				type: 'string',
				default: '',
				placeholder: 'e.g. Submit Date (UTC)',
				description: 'When the answer was given',
			},
			{
				displayName: 'Customer ID',
				name: 'customerId',
				type: 'string',
				default: '',
				placeholder: 'e.g. customer_id',
				description: 'Identifies the customer who answered',
			},
			{
				displayName: 'Discount in Percent',
				name: 'discountPercent',
				type: 'string',
				default: '',
				placeholder: 'e.g. discountPercent',
				description:
					'Discount of the order that was asked about; without it, the share of discounts of the customer counts',
			},
			{
				displayName: 'Email',
				name: 'email',
				type: 'string',
				default: '',
				placeholder: 'e.g. Email Address',
				description: 'Email address of the person who answered',
			},
			{
				displayName: 'Score',
				name: 'score',
				type: 'string',
				default: '',
				placeholder: 'e.g. How likely are you to recommend us?',
				description: 'Answer from 0 to 10',
			},
			{
				displayName: 'Survey ID',
				name: 'surveyId',
				type: 'string',
				default: '',
				placeholder: 'e.g. surveyId',
				description:
					'Identifies the survey: of several answers of one person to one survey the latest counts. Without it, that of each day.',
			},
		],
	},
	{
		...moreOptions,
		options: [
			{
				displayName: 'Ambassador Tiers',
				name: 'ambassadorTiers',
				type: 'string',
				default: 'champions, vip, highValue',
				description:
					'Codes of tiers, separated by commas, whose promoters are ambassadors; promoters in the band vip of the value score are as well',
			},
			{
				...asOf,
				description: 'Reference date. Empty: the date in the customers, else now.',
			},
			clientPreset,
			{ ...dateFormat, description: 'How dates of answers such as 01/02/2026 are read' },
			{
				displayName: 'Least Answers',
				name: 'leastAnswers',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 1000000 },
				default: 30,
				description: 'A value with fewer answers is described, not judged',
			},
			{
				displayName: 'Least Answers per Tier',
				name: 'leastAnswersPerTier',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 1000000 },
				default: 10,
				description: 'Tiers with fewer answers are left out of the weighted NPS',
			},
			{
				displayName: 'Margin (%)',
				name: 'marginPercent',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100, numberPrecision: 2 },
				default: 50,
				description: 'Share of the full price that you keep; a discount is deducted from it',
			},
			{
				displayName: 'Urgent Tiers',
				name: 'urgentTiers',
				type: 'string',
				default: 'champions, vip',
				description:
					'Codes of tiers, separated by commas, whose detractors need care first; detractors in the band vip of the value score do as well',
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
				description: 'Average value of an order after discounts',
			},
			customerIdField,
			{
				displayName: 'Discount Share',
				name: 'discountShare',
				type: 'string',
				default: 'discountShare',
				description: 'Share of the full price that discounts took off, from 0 to 1',
			},
			emailField,
			emailConsentField,
			lastOrderAtField,
			{
				displayName: 'Margin (%)',
				name: 'marginPercent',
				type: 'string',
				default: 'marginPercent',
				description: 'Margin of a single customer, where it differs from Margin (%) above',
			},
			orderCountField,
			{
				displayName: 'Suppressed Channels',
				name: 'suppressedChannels',
				type: 'string',
				default: 'suppressedChannels',
				description: 'Channels that the customer must not be contacted on',
			},
			tierField,
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
