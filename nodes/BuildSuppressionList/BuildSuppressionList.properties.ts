import type { INodeProperties } from 'n8n-workflow';

export const buildSuppressionListProperties: INodeProperties[] = [
	{
		displayName: 'Customer (JSON)',
		name: 'customerJson',
		type: 'json',
		default: '',
		placeholder: 'e.g. {"customerId": "7", "orderHistory": "2026-01-31:49.90"}',
		description:
			'The customer to look at, as a JSON object with the fields that Compute RFM gives, or a list of customers. Let the model fill it in, or give it by an expression that looks the customer up.',
		displayOptions: { show: { '@tool': [true] } },
	},
	{
		displayName: 'Channel',
		name: 'channel',
		type: 'options',
		options: [
			{
				name: 'Acquisition Ads',
				value: 'acquisitionAds',
				description: 'Ads for people who have not bought yet',
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
				description: 'Messages on the screen of a phone or a browser',
			},
			{
				name: 'SMS',
				value: 'sms',
				description: 'Text messages',
			},
		],
		default: 'emailPromotion',
		description:
			'Where you are about to send: decides who comes out at Suppressed and who at Contactable. Every customer still carries the verdict for all channels.',
	},
	{
		displayName: 'All Messages Quiet After',
		name: 'longInactivityDays',
		type: 'number',
		typeOptions: {
			minValue: 0,
			maxValue: 3650,
		},
		default: 180,
		description:
			'Days without an order after which customers outside the top tiers get no email, SMS or push; 0 switches this off',
	},
	{
		displayName: 'Frequency Cap in Days',
		name: 'frequencyCapDays',
		type: 'number',
		typeOptions: {
			minValue: 0,
			maxValue: 3650,
		},
		default: 0,
		description:
			'Customers contacted less than so many days ago get no email, SMS or push; 0 switches this off',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		description: 'Finer settings',
		options: [
			{
				displayName: 'As Of',
				name: 'asOf',
				type: 'dateTime',
				default: '',
				description: 'Day to measure against; without one, the day that the customers come with',
			},
			{
				displayName: 'Client Preset',
				name: 'clientPreset',
				type: 'json',
				default: '',
				placeholder: 'e.g. {"name": "Acme", "extends": "fashion"}',
				description:
					'Settings of one client as JSON, or the name of a built-in preset: standard, fashion, supplements, subscription, luxury. This node takes the section buildSuppressionList; what stands there wins over the panel.',
			},
			{
				displayName: 'Costly Tiers',
				name: 'costlyTiers',
				type: 'string',
				default: 'lowValue',
				description:
					'Tiers that get SMS and push only while engaged, and no retargeting after a while; separated by commas',
			},
			{
				displayName: 'Email Cost per 1,000',
				name: 'emailCostPerThousand',
				type: 'number',
				typeOptions: {
					minValue: 0,
				},
				default: 6.5,
				description: 'For the cost avoided in the summary',
			},
			{
				displayName: 'Engagement Days',
				name: 'engagementDays',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 3650,
				},
				default: 30,
				description:
					'The costly tiers get SMS and push only if they engaged less than so many days ago; 0 switches this off',
			},
			{
				displayName: 'Escalate After Days',
				name: 'escalateAfterDays',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 3650,
				},
				default: 60,
				description:
					'Days without an order after which a person should look after the customer; 0 switches this off',
			},
			{
				displayName: 'Escalate Tiers',
				name: 'escalateTiers',
				type: 'string',
				default: 'champions',
				description:
					'Tiers whose silent customers are marked for a person to look after (escalate), separated by commas',
			},
			{
				displayName: 'Intent Days',
				name: 'intentDays',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 3650,
				},
				default: 14,
				description:
					'Whoever showed intent to buy less than so many days ago, as by a cart left full, may be contacted in spite of a long silence; 0 switches this off',
			},
			{
				displayName: 'Intent Tiers',
				name: 'intentTiers',
				type: 'string',
				default: 'midTier,lowValue',
				description:
					'Tiers whose silent customers may be contacted after they showed intent to buy, separated by commas',
			},
			{
				displayName: 'Keep Order History',
				name: 'keepOrderHistory',
				type: 'boolean',
				default: false,
				description:
					'Whether customers keep the field with all their orders; it is dropped so that it does not travel to sending platforms',
			},
			{
				displayName: 'Push Cost per 1,000',
				name: 'pushCostPerThousand',
				type: 'number',
				typeOptions: {
					minValue: 0,
				},
				default: 2.75,
				description: 'For the cost avoided in the summary',
			},
			{
				displayName: 'Quiet After',
				name: 'inactivityTable',
				type: 'fixedCollection',
				placeholder: 'Add Tier',
				typeOptions: {
					multipleValues: true,
				},
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
					'Days without an order after which customers of a tier get no more broadcasts and promotions by email',
				options: [
					{
						displayName: 'Rows',
						name: 'rows',
						values: [
							{
								displayName: 'Tier',
								name: 'tier',
								type: 'string',
								default: '',
								description: 'Code of the tier as Assign Tier writes it, such as vip or highValue',
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
				displayName: 'Recent Buyer Days',
				name: 'recentBuyerDays',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 3650,
				},
				default: 30,
				description:
					'Customers whose last order is at most so many days ago see no acquisition ads; 0 switches this off',
			},
			{
				displayName: 'Repeat Buyer Orders',
				name: 'repeatBuyerOrders',
				type: 'number',
				typeOptions: {
					minValue: 0,
				},
				default: 3,
				description:
					'Customers with so many orders or more see no acquisition ads; 0 switches this off',
			},
			{
				displayName: 'Retargeting Stops After',
				name: 'retargetingDays',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 3650,
				},
				default: 180,
				description:
					'Days without an order after which the costly tiers get no retargeting ads; 0 switches this off',
			},
			{
				displayName: 'SMS Cost Each',
				name: 'smsCostEach',
				type: 'number',
				typeOptions: {
					minValue: 0,
				},
				default: 0.0225,
				description: 'For the cost avoided in the summary',
			},
			{
				displayName: 'Top Tiers',
				name: 'topTiers',
				type: 'string',
				default: 'champions,vip,highValue',
				description:
					'Your best customers, separated by commas: All Messages Quiet After leaves them out, and they see no acquisition ads',
			},
			{
				displayName: 'Win-Back Due After',
				name: 'winBackTable',
				type: 'fixedCollection',
				placeholder: 'Add Tier',
				typeOptions: {
					multipleValues: true,
				},
				default: {
					rows: [
						{
							tier: 'champions',
							days: 60,
						},
						{
							tier: 'vip',
							days: 75,
						},
						{
							tier: 'highValue',
							days: 90,
						},
						{
							tier: 'midTier',
							days: 120,
						},
						{
							tier: 'lowValue',
							days: 0,
						},
					],
				},
				description:
					'Days without an order after which a win-back is due, for customers that did not come through Churn Check',
				options: [
					{
						displayName: 'Rows',
						name: 'rows',
						values: [
							{
								displayName: 'Tier',
								name: 'tier',
								type: 'string',
								default: '',
								description: 'Code of the tier as Assign Tier writes it, such as vip or highValue',
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
				displayName: 'Win-Back Window in Days',
				name: 'winBackWindowDays',
				type: 'number',
				typeOptions: {
					minValue: 0,
					maxValue: 3650,
				},
				default: 30,
				description:
					'For so many days from the day a customer lapses, win-back messages may still go out in spite of the silence (winBackExempt)',
			},
		],
	},
	{
		displayName: 'Input Fields',
		name: 'fieldNames',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description: 'Names of the fields in your customers, where they differ from the defaults',
		options: [
			{
				displayName: 'As Of',
				name: 'asOf',
				type: 'string',
				default: 'asOf',
				description: 'Day the customer was measured on',
			},
			{
				displayName: 'Bounced',
				name: 'bounced',
				type: 'string',
				default: 'bounced',
				description: 'Whether emails bounced',
			},
			{
				displayName: 'Complained',
				name: 'complained',
				type: 'string',
				default: 'complained',
				description: 'Whether the customer reported an email as spam',
			},
			{
				displayName: 'Customer ID',
				name: 'customerId',
				type: 'string',
				default: 'customerId',
				description: 'Tells customers apart',
			},
			{
				displayName: 'Days Since Last Order',
				name: 'daysSinceLastOrder',
				type: 'string',
				default: 'daysSinceLastOrder',
				description: 'Days between the last order and As Of',
			},
			{
				displayName: 'Deletion Requested',
				name: 'deletionRequested',
				type: 'string',
				default: 'deletionRequested',
				description: 'Whether the customer asked to be deleted',
			},
			{
				displayName: 'Email Consent',
				name: 'emailConsent',
				type: 'string',
				default: 'emailConsent',
				description: 'Whether the customer agreed to emails',
			},
			{
				displayName: 'Holdout Group',
				name: 'holdoutGroup',
				type: 'string',
				default: 'holdoutGroup',
				description: 'Customers with the value control are left alone',
			},
			{
				displayName: 'Lapse After Days',
				name: 'lapseAfterDays',
				type: 'string',
				default: 'lapseAfterDays',
				description: 'Days until a win-back is due, as Churn Check writes them',
			},
			{
				displayName: 'Last Contacted At',
				name: 'lastContactedAt',
				type: 'string',
				default: 'lastContactedAt',
				description: 'When the customer last got a message from you',
			},
			{
				displayName: 'Last Engaged At',
				name: 'lastEngagedAt',
				type: 'string',
				default: 'lastEngagedAt',
				description: 'When the customer last clicked, opened or visited',
			},
			{
				displayName: 'Last Intent At',
				name: 'lastIntentAt',
				type: 'string',
				default: 'lastIntentAt',
				description: 'When the customer last showed intent to buy, as by a cart left full',
			},
			{
				displayName: 'Last Order At',
				name: 'lastOrderAt',
				type: 'string',
				default: 'lastOrderAt',
				description: 'When the customer last ordered',
			},
			{
				displayName: 'Order Count',
				name: 'orderCount',
				type: 'string',
				default: 'orderCountLifetime',
				description: 'How often the customer ordered',
			},
			{
				displayName: 'Order History',
				name: 'orderHistory',
				type: 'string',
				default: 'orderHistory',
				description: 'All orders as Compute RFM writes them',
			},
			{
				displayName: 'Push Consent',
				name: 'pushConsent',
				type: 'string',
				default: 'pushConsent',
				description: 'Whether the customer agreed to push messages',
			},
			{
				displayName: 'SMS Consent',
				name: 'smsConsent',
				type: 'string',
				default: 'smsConsent',
				description: 'Whether the customer agreed to text messages',
			},
			{
				displayName: 'Tier',
				name: 'tier',
				type: 'string',
				default: 'tier',
				description: 'Code of the tier, such as champions',
			},
		],
	},
];
