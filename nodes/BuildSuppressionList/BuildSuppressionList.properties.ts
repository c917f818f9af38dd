import type { INodeProperties } from 'n8n-workflow';
import {
	asOf,
	clientPreset,
	customerJson,
	daysByTier,
	moreOptions,
	outputFields,
} from '../shared/panel/fields';
import { customersAs } from '../shared/panel/fileParameters';
import {
	asOfField,
	bouncedField,
	complainedField,
	customerIdField,
	daysSinceLastOrderField,
	emailConsentField,
	inputFields,
	lastEngagedAtField,
	lastIntentAtField,
	lastOrderAtField,
	orderCountField,
	orderHistoryField,
	pushConsentField,
	smsConsentField,
	spendField,
	tierField,
} from '../shared/panel/inputFields';

const unknownConsent: INodeProperties = {
	displayName: 'Unknown Consent',
	name: 'unknownConsent',
	type: 'options',
	options: [
		{
			name: 'Allow',
			value: 'allow',
			description: 'The customer is not suppressed; the tool that sends checks consent',
		},
		{
			name: 'Suppress',
			value: 'suppress',
			description: 'Only customers who agreed are contacted',
		},
	],
	default: 'suppress',
};

export const buildSuppressionListProperties: INodeProperties[] = [
	customerJson,
	{
		displayName: 'Channel',
		name: 'channel',
		type: 'options',
		options: [
			{
				name: 'Acquisition Ads',
				value: 'acquisitionAds',
				description: 'Ads to win new customers',
			},
			{
				name: 'Email Broadcast',
				value: 'emailBroadcast',
				description: 'News for everyone',
			},
			{
				name: 'Email Promotion',
				value: 'emailPromotion',
				description: 'Offers by email',
			},
			{
				name: 'Paid Social',
				value: 'paidSocial',
				description: 'Retargeting ads',
			},
			{
				name: 'Push',
				value: 'push',
				description: 'Notifications on a phone or in a browser',
			},
			{
				name: 'SMS',
				value: 'sms',
				description: 'Text messages',
			},
		],
		default: 'emailPromotion',
		description:
			'Channel you are about to use: decides who goes to Suppressed and who to Contactable. Every customer still lists all suppressed channels.',
	},
	{
		displayName: 'Stop All Messages After (Days)',
		name: 'longInactivityDays',
		type: 'number',
		typeOptions: {
			minValue: 0,
			maxValue: 3650,
		},
		default: 180,
		description:
			'Days without an order after which customers outside the top tiers get no email, SMS or push; 0 turns this off',
	},
	{
		displayName: 'Frequency Cap (Days)',
		name: 'frequencyCapDays',
		type: 'number',
		typeOptions: {
			minValue: 0,
			maxValue: 3650,
		},
		default: 0,
		description:
			'Customers contacted fewer than this many days ago get no email, SMS or push; 0 turns this off',
	},
	{
		...moreOptions,
		options: [
			asOf,
			clientPreset,
			{
				displayName: 'Costly Tiers',
				name: 'costlyTiers',
				type: 'string',
				default: 'lowValue',
				description:
					'Tiers that get SMS and push only while engaged, and no retargeting after a while; separated by commas',
			},
			customersAs,
			{
				displayName: 'Email Cost per 1,000',
				name: 'emailCostPerThousand',
				type: 'number',
				typeOptions: {
					minValue: 0,
				},
				default: 6.5,
				description: 'For the avoided cost in the summary',
			},
			{
				displayName: 'Engagement (Days)',
				name: 'engagementDays',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 3650,
				},
				default: 30,
				description:
					'The costly tiers get SMS and push only if they engaged fewer than this many days ago; 0 turns this off',
			},
			{
				displayName: 'Escalate After (Days)',
				name: 'escalateAfterDays',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 3650,
				},
				default: 60,
				description:
					'Days without an order after which someone should contact the customer personally; 0 turns this off',
			},
			{
				displayName: 'Escalate Tiers',
				name: 'escalateTiers',
				type: 'string',
				default: 'champions',
				description:
					'Tiers whose customers without recent orders are marked for personal contact (escalate), separated by commas',
			},
			outputFields,
			{
				displayName: 'Intent (Days)',
				name: 'intentDays',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 3650,
				},
				default: 14,
				description:
					'Customers who showed intent to buy fewer than this many days ago, such as an abandoned cart, may be contacted despite inactivity; 0 turns this off',
			},
			{
				displayName: 'Intent Tiers',
				name: 'intentTiers',
				type: 'string',
				default: 'midTier,lowValue',
				description:
					'Tiers whose inactive customers may be contacted after they showed intent to buy, separated by commas',
			},
			{
				displayName: 'Keep Order History',
				name: 'keepOrderHistory',
				type: 'boolean',
				default: false,
				description:
					'Whether customers keep the field with all their orders, which is otherwise dropped before sending platforms',
			},
			{
				displayName: 'Push Cost per 1,000',
				name: 'pushCostPerThousand',
				type: 'number',
				typeOptions: {
					minValue: 0,
				},
				default: 2.75,
				description: 'For the avoided cost in the summary',
			},
			{
				displayName: 'Recent Buyer (Days)',
				name: 'recentBuyerDays',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 3650,
				},
				default: 30,
				description:
					'Customers with an order in this many recent days see no acquisition ads; 0 turns this off',
			},
			{
				displayName: 'Repeat Buyer (Orders)',
				name: 'repeatBuyerOrders',
				type: 'number',
				typeOptions: {
					minValue: 0,
				},
				default: 3,
				description:
					'Customers with this many orders or more see no acquisition ads; 0 turns this off',
			},
			{
				displayName: 'SMS Cost Each',
				name: 'smsCostEach',
				type: 'number',
				typeOptions: {
					minValue: 0,
				},
				default: 0.0225,
				description: 'For the avoided cost in the summary',
			},
			{
				...daysByTier,
				displayName: 'Stop Email After (Days by Tier)',
				name: 'inactivityTable',
				default: {
					rows: [
						{
							tier: 'champions',
							days: 0,
						},
						{
							tier: 'vip',
							days: 180,
						},
						{
							tier: 'highValue',
							days: 150,
						},
						{
							tier: 'midTier',
							days: 120,
						},
						{
							tier: 'lowValue',
							days: 90,
						},
					],
				},
				description:
					'Days without an order after which customers of a tier get no email broadcasts or promotions',
			},
			{
				displayName: 'Stop Retargeting After (Days)',
				name: 'retargetingDays',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 3650,
				},
				default: 180,
				description:
					'Days without an order after which the costly tiers get no retargeting ads; 0 turns this off',
			},
			{
				displayName: 'Top Tiers',
				name: 'topTiers',
				type: 'string',
				default: 'champions,vip,highValue',
				description:
					'Your best customers, separated by commas: Stop All Messages After exempts them, and they see no acquisition ads',
			},
			{
				...unknownConsent,
				displayName: 'Unknown Email Consent',
				name: 'unknownEmailConsent',
				default: 'allow',
				description: 'What to do if it is unknown whether a customer agreed to emails',
			},
			{
				...unknownConsent,
				displayName: 'Unknown Push Consent',
				name: 'unknownPushConsent',
				default: 'allow',
				description: 'What to do if it is unknown whether a customer agreed to push messages',
			},
			{
				...unknownConsent,
				displayName: 'Unknown SMS Consent',
				name: 'unknownSmsConsent',
				default: 'suppress',
				description: 'What to do if it is unknown whether a customer agreed to text messages',
			},
			{
				...daysByTier,
				displayName: 'Win-Back Due After (Days by Tier)',
				name: 'winBackTable',
				description:
					'Days without an order after which a win-back is due, for customers who did not pass through Churn Check',
			},
			{
				displayName: 'Win-Back Window (Days)',
				name: 'winBackWindowDays',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 3650,
				},
				default: 30,
				description:
					'Days from a lapse during which win-back messages may still be sent despite inactivity (winBackAllowed)',
			},
		],
	},
	{
		...inputFields,
		options: [
			asOfField,
			bouncedField,
			complainedField,
			customerIdField,
			daysSinceLastOrderField,
			{
				displayName: 'Deletion Requested',
				name: 'deletionRequested',
				type: 'string',
				default: 'deletionRequested',
				description: 'Whether the customer asked to be deleted',
			},
			emailConsentField,
			{
				displayName: 'Holdout Group',
				name: 'holdoutGroup',
				type: 'string',
				default: 'holdoutGroup',
				description: 'Customers with the value control get no messages',
			},
			{
				displayName: 'Lapse After Days',
				name: 'lapseAfterDays',
				type: 'string',
				default: 'lapseAfterDays',
				description: 'Days until a win-back is due, from Churn Check',
			},
			{
				displayName: 'Last Contacted At',
				name: 'lastContactedAt',
				type: 'string',
				default: 'lastContactedAt',
				description: 'When the customer last got a message from you',
			},
			lastEngagedAtField,
			lastIntentAtField,
			lastOrderAtField,
			orderCountField,
			orderHistoryField,
			pushConsentField,
			smsConsentField,
			spendField,
			tierField,
		],
	},
];
