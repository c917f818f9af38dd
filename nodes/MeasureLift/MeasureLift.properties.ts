import type { INodeProperties } from 'n8n-workflow';
import { asOf, clientPreset, moreOptions } from '../shared/panel/fields';
import {
	asOfField,
	customerIdField,
	inputFields,
	orderHistoryField,
} from '../shared/panel/inputFields';

export const measureLiftProperties: INodeProperties[] = [
	{
		displayName: 'Decide By',
		name: 'primaryMetric',
		type: 'options',
		options: [
			{ name: 'Conversion', value: 'conversion', description: 'Share of customers who ordered' },
			{
				name: 'Margin per Customer',
				value: 'margin',
				description: 'Revenue times the margin, averaged over everyone in the group',
			},
			{ name: 'Orders per Customer', value: 'orders' },
			{
				name: 'Revenue per Customer',
				value: 'revenue',
				description: 'Averaged over everyone in the group, buyers or not',
			},
		],
		default: 'revenue',
		description:
			'The metric that the verdict is about; choose it before you look. All metrics are in the results.',
	},
	{
		displayName: 'Outcome Window in Days',
		name: 'windowDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3650 },
		default: 28,
		description:
			'Orders on days 1 to this one after the assignment count. A customer counts once all of these days are over.',
	},
	{
		displayName: 'Control Share in Percent',
		name: 'controlShare',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 99.99, numberPrecision: 2 },
		default: 10,
		description:
			'Holdout share that was set in Assign Tier. Groups of other sizes mean that customers were lost on one side; 0 skips this test.',
	},
	{
		displayName: 'Margin (%)',
		name: 'marginPercent',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100, numberPrecision: 2 },
		default: 50,
		description: 'Share of revenue that you keep, for margin and return',
	},
	{
		displayName: 'Break Down By',
		name: 'breakdownBy',
		type: 'string',
		default: '',
		placeholder: 'e.g. tier, rfmSegment',
		description:
			'Names of fields on input Assignments, separated by commas. Each value gets results of its own.',
	},
	{
		...moreOptions,
		options: [
			{
				displayName: 'Always Valid',
				name: 'alwaysValid',
				type: 'boolean',
				default: true,
				description:
					'Whether the verdict holds however often you look. Off, the interval is narrower but valid only if you look once, when the planned number of customers is reached.',
			},
			{
				...asOf,
				description: 'Reference date. Empty: the date in the customers.',
			},
			clientPreset,
			{
				displayName: 'Confidence in Percent',
				name: 'confidencePercent',
				type: 'number',
				typeOptions: { minValue: 50, maxValue: 99.99, numberPrecision: 2 },
				default: 95,
				description: 'Confidence level of the intervals',
			},
			{
				displayName: 'Cost per Message',
				name: 'costPerMessage',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 1000000, numberPrecision: 4 },
				default: 0,
				description:
					'Multiplied by the emails sent to treated customers, for the return per unit spent',
			},
			{
				displayName: 'Cut Outliers Above Percentile',
				name: 'winsorizePercentile',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100, numberPrecision: 2 },
				default: 0,
				description:
					'Amounts above this percentile of all positive amounts are cut down to it, for example 99; 0 cuts none',
			},
			{
				displayName: 'Days Before the Assignment',
				name: 'prePeriodDays',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 3650 },
				default: 365,
				description: 'Orders of this many days before the assignment make the adjusted estimate',
			},
			{
				displayName: 'Least Converters',
				name: 'leastConverters',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 1000000 },
				default: 25,
				description:
					'With fewer customers who ordered, in both groups together, there is no verdict',
			},
			{
				displayName: 'Least Customers per Group',
				name: 'leastPerGroup',
				type: 'number',
				typeOptions: { minValue: 2, maxValue: 1000000 },
				default: 100,
				description: 'With fewer customers in either group there is no verdict',
			},
			{
				displayName: 'Minimum Effect in Percent',
				name: 'minimumEffectPercent',
				type: 'number',
				typeOptions: { minValue: 0.1, maxValue: 1000, numberPrecision: 2 },
				default: 20,
				description: 'The smallest lift that matters, for the number of customers and days needed',
			},
			{
				displayName: 'Planned Customers',
				name: 'plannedCustomers',
				type: 'number',
				typeOptions: { minValue: 2, maxValue: 100000000 },
				default: 5000,
				description:
					'Customers of both groups at which the always-valid interval is narrowest; choose it before you start',
			},
			{
				displayName: 'Power in Percent',
				name: 'powerPercent',
				type: 'number',
				typeOptions: { minValue: 50, maxValue: 99.99, numberPrecision: 2 },
				default: 80,
				description:
					'Probability of detecting an effect of the minimum size, for the number of customers needed',
			},
			{
				displayName: 'Start',
				name: 'start',
				type: 'string',
				default: '',
				placeholder: 'e.g. 2026-01-31',
				description:
					"Day the experiment began. Needed only while no rows come in on input Assignments: then each customer's own group counts from this day on.",
			},
			{
				displayName: 'Use What They Bought Before',
				name: 'cuped',
				type: 'boolean',
				default: true,
				description:
					'Whether the estimate is adjusted for what customers bought before the assignment (CUPED), which makes intervals narrower without moving the result',
			},
			{
				displayName: 'Whale Above Percent',
				name: 'whaleSharePercent',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100, numberPrecision: 2 },
				default: 20,
				description:
					"One customer above this share of a group's revenue is reported, with the result without that customer",
			},
		],
	},
	{
		...inputFields,
		options: [
			asOfField,
			{
				displayName: 'Assigned At',
				name: 'assignedAt',
				type: 'string',
				default: 'assignedAt',
				description: 'On input Assignments: the day the customer was assigned to a group',
			},
			{
				...customerIdField,
				description:
					'Identifies the customer; the rows on input Assignments have it under the same name',
			},
			{
				displayName: 'Discount Given',
				name: 'discountGiven',
				type: 'string',
				default: 'discountGiven',
				description: 'Money given to the customer as discounts, for the cost',
			},
			{
				displayName: 'Emails Sent',
				name: 'emailsSent',
				type: 'string',
				default: 'emailsSent',
				description: 'Number of emails sent to the customer since the assignment',
			},
			{
				displayName: 'Holdout Group',
				name: 'holdoutGroup',
				type: 'string',
				default: 'holdoutGroup',
				description: 'Group of the customer, control or treated, on both inputs',
			},
			{
				displayName: 'Margin (%)',
				name: 'marginPercent',
				type: 'string',
				default: 'marginPercent',
				description: 'Margin of a single customer, where it differs from Margin (%) above',
			},
			orderHistoryField,
			{
				displayName: 'Unsubscribed',
				name: 'unsubscribed',
				type: 'string',
				default: 'unsubscribed',
				description: 'Whether the customer unsubscribed since the assignment',
			},
		],
	},
];
