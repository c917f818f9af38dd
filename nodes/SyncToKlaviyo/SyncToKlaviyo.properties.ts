import type { INodeProperties } from 'n8n-workflow';
import { moreOptions, rowsTitledBy } from '../shared/panel/fields';
import {
	dryRun,
	longestWaitMinutes,
	maxRemovalPercent,
	maxRemovals,
	onEarlyEnd,
	skipSuppressedFor,
} from '../shared/panel/syncFields';

/** Operations that don't have to read Klaviyo's data first. */
const comparing = ['upsertProfiles', 'subscribe', 'unsubscribe', 'suppress', 'unsuppress'];

/** Operations that take effect some time after Klaviyo has accepted them. */
const followed = [
	'upsertProfiles',
	'syncLists',
	'syncOneList',
	'addToList',
	'removeFromList',
	'subscribe',
	'unsubscribe',
	'suppress',
	'unsuppress',
	'deleteProfiles',
];

/** Operations that remove people from a list. */
const removing = ['syncLists', 'syncOneList', 'removeFromList', 'unsubscribe'];

/** Operations that add people to a list, which may not exist yet. */
const filling = ['addToList', 'syncLists', 'syncOneList'];

const listLocator: INodeProperties = {
	displayName: 'List',
	name: 'listId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The list in Klaviyo',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchLists', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'Y6nRLr' },
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'VIP' },
	],
};

export const syncToKlaviyoProperties: INodeProperties[] = [
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		options: [
			{
				name: 'OAuth2',
				value: 'oAuth2',
				description: 'Your own app in Klaviyo, connected in the credential',
			},
			{
				name: 'Private Key',
				value: 'privateKey',
				description: 'A key of your Klaviyo account: the usual way for your own company',
			},
		],
		default: 'privateKey',
		description: 'How n8n signs in to Klaviyo',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Add to List',
				value: 'addToList',
				description: 'Add the customers to one list; other members stay',
				action: 'Add customers to a list',
			},
			{
				name: 'Clear Properties',
				value: 'clearProperties',
				description: 'Permanently remove properties from the profiles',
				action: 'Clear properties of profiles',
			},
			{
				name: 'Create or Update Profiles',
				value: 'upsertProfiles',
				description: 'Write scores, tiers and other fields to the profiles (upsert)',
				action: 'Create or update profiles with properties',
			},
			{
				name: 'Create Segment',
				value: 'createSegment',
				description: 'Create a segment from conditions; Klaviyo keeps its members up to date',
				action: 'Create a segment',
			},
			{
				name: 'Delete Profiles',
				value: 'deleteProfiles',
				description: 'Delete the profiles of customers who asked for it; this cannot be undone',
				action: 'Delete profiles for good on request',
			},
			{
				name: 'Keep Lists Exact',
				value: 'syncLists',
				description: 'Make one list per tier hold exactly the customers of that tier',
				action: 'Keep one list per tier exact',
			},
			{
				name: 'Keep One List Exact',
				value: 'syncOneList',
				description: 'Make one list hold exactly the customers of the input',
				action: 'Keep one list exact',
			},
			{
				name: 'Lift Suppression',
				value: 'unsuppress',
				description: 'Remove suppressions set by users; unsubscribes and bounces stay',
				action: 'Lift the suppression of customers',
			},
			{
				name: 'Remove From List',
				value: 'removeFromList',
				description: 'Remove the customers from one list; consent and subscriptions stay',
				action: 'Remove customers from a list',
			},
			{
				name: 'Send Events',
				value: 'sendEvents',
				description: 'Send one event per customer, to trigger flows',
				action: 'Send events for flows',
			},
			{
				name: 'Subscribe',
				value: 'subscribe',
				description: 'Subscribe customers who agreed to marketing',
				action: 'Subscribe customers to marketing',
			},
			{
				name: 'Suppress in Whole Account',
				value: 'suppress',
				description: 'Stop all marketing email from the account to these customers',
				action: 'Suppress customers in the whole account',
			},
			{
				name: 'Unsubscribe',
				value: 'unsubscribe',
				description: 'Withdraw the consent of customers, for one list or for everything',
				action: 'Unsubscribe customers from marketing',
			},
		],
		default: 'upsertProfiles',
	},
	dryRun,
	{
		displayName:
			"Deleting can't be undone: Klaviyo erases the profile and its history. Run with Dry Run on first, and check who is listed.",
		name: 'deletionNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['deleteProfiles'] } },
	},
	{
		displayName: 'Request Field',
		name: 'requestField',
		type: 'string',
		default: 'deletionRequested',
		required: true,
		description:
			"Field with the customer's request to be deleted: yes, or its date. Customers without a clear request are left alone.",
		displayOptions: { show: { operation: ['deleteProfiles'] } },
	},
	{
		displayName: 'Profile Properties',
		name: 'propertyChoice',
		type: 'options',
		options: [
			{
				name: 'Standard Six',
				value: 'usual',
				description:
					'Tier, RFM segment, value score, predicted lifetime value, churn risk and suppressed channels',
			},
			{
				name: 'My Own Choice',
				value: 'own',
				description: 'Any fields, under your own names',
			},
		],
		default: 'usual',
		description: 'Which fields to write to the profiles',
		displayOptions: { show: { operation: ['upsertProfiles'] } },
	},
	{
		displayName: 'Properties',
		name: 'properties',
		type: 'fixedCollection',
		placeholder: 'Add Property',
		typeOptions: { ...rowsTitledBy('field', 'property'), sortable: true },
		default: {
			rows: [
				{ field: 'tier', property: 'customer_tier' },
				{ field: 'rfmSegment', property: 'rfm_segment' },
				{ field: 'valueScore', property: 'customer_value_score' },
				{ field: 'predictedClv', property: 'predicted_clv' },
				{ field: 'churnRisk', property: 'churn_risk' },
				{ field: 'suppressedChannels', property: 'suppressed_channels' },
			],
		},
		description: 'Which fields to write to the profile, and under which names',
		displayOptions: { show: { operation: ['upsertProfiles'], propertyChoice: ['own'] } },
		options: [
			{
				displayName: 'Property',
				name: 'rows',
				values: [
					{
						displayName: 'Field',
						name: 'field',
						type: 'string',
						default: '',
						description: 'Field of the customer',
					},
					{
						displayName: 'Property',
						name: 'property',
						type: 'string',
						default: '',
						description: "Name on the profile; empty means the field's own name",
					},
				],
			},
		],
	},
	{
		displayName: 'Field',
		name: 'valueField',
		type: 'string',
		default: 'tier',
		description: 'Field that assigns customers to lists; separate several values with commas',
		displayOptions: { show: { operation: ['syncLists'] } },
	},
	{
		displayName: 'Lists',
		name: 'lists',
		type: 'fixedCollection',
		placeholder: 'Add List',
		typeOptions: rowsTitledBy('value'),
		default: {},
		description: 'One list per value. Members who are not customers with the value are removed.',
		displayOptions: { show: { operation: ['syncLists'] } },
		options: [
			{
				displayName: 'List',
				name: 'rows',
				values: [
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'champions',
						description:
							'Value of the field, such as champions, vip, highValue, midTier, lowValue; one of several is enough',
					},
					listLocator,
				],
			},
		],
	},
	{
		displayName: 'Scope',
		name: 'scope',
		type: 'options',
		options: [
			{
				name: 'One List',
				value: 'list',
				description: 'From that list only; customers who are not on it are skipped',
			},
			{
				name: 'Everywhere',
				value: 'everywhere',
				description: 'From all marketing of the chosen channels',
			},
		],
		default: 'list',
		description: 'What to unsubscribe the customers from',
		displayOptions: { show: { operation: ['unsubscribe'] } },
	},
	{
		...listLocator,
		displayOptions: {
			show: {
				operation: ['syncOneList', 'addToList', 'removeFromList', 'subscribe', 'unsubscribe'],
			},
		},
	},
	{
		displayName: 'Channels',
		name: 'channels',
		type: 'multiOptions',
		options: [
			{ name: 'Email', value: 'email' },
			{ name: 'SMS', value: 'sms' },
		],
		default: ['email'],
		description: 'Which channels to change',
		displayOptions: { show: { operation: ['subscribe', 'unsubscribe'] } },
	},
	{
		displayName: 'Consent',
		name: 'consentSource',
		type: 'options',
		options: [
			{
				name: 'From a Field',
				value: 'field',
				description: 'Only customers with an explicit yes are subscribed',
			},
			{
				name: 'Handled Upstream',
				value: 'handledUpstream',
				description: 'All customers in the input have agreed',
			},
		],
		default: 'field',
		description: 'How you know who has agreed',
		displayOptions: { show: { operation: ['subscribe'] } },
	},
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'Churn risk above 70',
		description: 'Name of the segment; an existing segment with this name is updated',
		displayOptions: { show: { operation: ['createSegment'] } },
	},
	{
		displayName: 'Conditions',
		name: 'conditions',
		type: 'fixedCollection',
		placeholder: 'Add Condition',
		typeOptions: { multipleValues: true },
		default: { rows: [{ property: 'churn_risk', operator: 'greater-than', value: '70' }] },
		description: 'Conditions that profiles in the segment meet',
		displayOptions: { show: { operation: ['createSegment'] } },
		options: [
			{
				displayName: 'Condition',
				name: 'rows',
				values: [
					{
						displayName: 'Group',
						name: 'group',
						type: 'string',
						default: '',
						description: 'Conditions with the same text here form a group',
						placeholder: 'A',
						displayOptions: { show: { '/match': ['groups'] } },
					},
					{
						displayName: 'Operator',
						name: 'operator',
						type: 'options',
						description: 'How the property is compared',
						options: [
							{ name: 'After', value: 'after' },
							{ name: 'Before', value: 'before' },
							{ name: 'Contains', value: 'contains' },
							{ name: 'Does Not Contain', value: 'not-contains' },
							{ name: 'Equals', value: 'equals' },
							{ name: 'Greater Than', value: 'greater-than' },
							{ name: 'Greater Than or Equal', value: 'greater-than-or-equal' },
							{ name: 'In the Last (Days)', value: 'in-the-last' },
							{ name: 'In the Next (Days)', value: 'in-the-next' },
							{ name: 'Is Not Set', value: 'not-set' },
							{ name: 'Is Set', value: 'is-set' },
							{ name: 'Less Than', value: 'less-than' },
							{ name: 'Less Than or Equal', value: 'less-than-or-equal' },
							{ name: 'Not Equals', value: 'not-equals' },
						],
						default: 'equals',
					},
					{
						displayName: 'Property',
						name: 'property',
						type: 'string',
						default: '',
						description: 'Name of the property on the profile',
					},
					{
						displayName: 'Type',
						name: 'type',
						type: 'options',
						options: [
							{
								name: 'Automatic',
								value: 'automatic',
								description:
									'As the operator needs; with Equals and Not Equals, text (even digits) unless the value is true, false or a number from an expression',
							},
							{ name: 'Date', value: 'date' },
							{ name: 'Number', value: 'number' },
							{ name: 'Text', value: 'text' },
							{ name: 'Yes/No', value: 'boolean' },
						],
						default: 'automatic',
						description: 'Type of the property',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						description:
							"What the property is compared to. Dates without a zone are in the workflow's.",
					},
				],
			},
		],
	},
	{
		displayName: 'Match',
		name: 'match',
		type: 'options',
		options: [
			{ name: 'All Conditions', value: 'all' },
			{ name: 'Any Condition', value: 'any' },
			{
				name: 'One of Every Group',
				value: 'groups',
				description: 'Conditions of a group are joined by "or", groups by "and"',
			},
		],
		default: 'all',
		description: 'Which conditions a profile must meet',
		displayOptions: { show: { operation: ['createSegment'] } },
	},
	{
		displayName: 'Event',
		name: 'event',
		type: 'options',
		options: [
			{
				name: 'Tier Changed',
				value: 'tierChanged',
				description: 'For customers whose tier has changed',
			},
			{
				name: 'Win-Back Due',
				value: 'winBackDue',
				description: 'For customers who have lapsed, once per lapse',
			},
			{
				name: 'My Own Event',
				value: 'custom',
				description: 'For customers with a value in the unique ID field',
			},
		],
		default: 'tierChanged',
		description: 'What happened to the customers',
		displayOptions: { show: { operation: ['sendEvents'] } },
	},
	{
		displayName: 'Event Name',
		name: 'metricName',
		type: 'string',
		default: '',
		placeholder: "the event's usual name",
		description: "Name of the metric in Klaviyo; empty means the event's usual name",
		displayOptions: { show: { operation: ['sendEvents'] } },
	},
	{
		displayName: 'Unique ID Field',
		name: 'uniqueIdField',
		type: 'string',
		default: '',
		required: true,
		description: 'Field that identifies each event, so that none is sent twice',
		displayOptions: { show: { operation: ['sendEvents'], event: ['custom'] } },
	},
	{
		displayName: 'Property Names',
		name: 'propertyNames',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'churn_risk, customer_tier',
		description: 'Properties to remove from the profiles, separated by commas',
		displayOptions: { show: { operation: ['clearProperties'] } },
	},
	{
		...moreOptions,
		options: [
			{
				displayName: 'Compare First',
				name: 'compareFirst',
				type: 'boolean',
				default: true,
				description: 'Whether to read the data in Klaviyo first, so that only differences are sent',
				displayOptions: { show: { '/operation': comparing } },
			},
			{
				displayName: 'Consented at Field',
				name: 'consentedAtField',
				type: 'string',
				default: '',
				description:
					'Field with the date and time of consent; needed for a historical import, otherwise not sent',
				displayOptions: { show: { '/operation': ['subscribe'] } },
			},
			{
				displayName: 'Country Field',
				name: 'countryField',
				type: 'string',
				default: 'country',
				description:
					"Customer's country, as a code or a name. Used for phone numbers without a country code.",
				displayOptions: { hide: { '/operation': ['createSegment'] } },
			},
			{
				displayName: 'Create Missing Lists',
				name: 'createMissingLists',
				type: 'boolean',
				default: false,
				description:
					'Whether to create a list chosen by name that does not exist. A dry run says which; a list without members is not created.',
				displayOptions: { show: { '/operation': filling } },
			},
			{
				displayName: 'Custom Source',
				name: 'customSource',
				type: 'string',
				default: '',
				description: 'Source of the consent, as shown on the profile',
				displayOptions: { show: { '/operation': ['subscribe'] } },
			},
			{
				displayName: 'Customer ID Field',
				name: 'externalIdField',
				type: 'string',
				default: '',
				placeholder: 'customerId',
				description:
					'Field that is sent as external ID, and by which customers without email and phone are found; empty means none is sent',
				displayOptions: { hide: { '/operation': ['createSegment'] } },
			},
			{
				displayName: 'Default Country',
				name: 'defaultCountry',
				type: 'string',
				default: '',
				placeholder: 'US',
				description:
					'Country of phone numbers without a country code, for customers whose country is unknown',
				displayOptions: { hide: { '/operation': ['createSegment'] } },
			},
			{
				displayName: 'Deletion Request Field',
				name: 'deletionRequestField',
				type: 'string',
				default: 'deletionRequested',
				description:
					'Field that says a customer asked to be deleted. They are skipped under all their rows and addresses, and removed from lists kept exact.',
				displayOptions: {
					show: {
						'/operation': [
							'addToList',
							'sendEvents',
							'subscribe',
							'syncLists',
							'syncOneList',
							'upsertProfiles',
						],
					},
				},
			},
			{
				displayName: "Don't Trigger Flows",
				name: 'backfill',
				type: 'boolean',
				default: false,
				description: 'Whether to record the events without triggering flows',
				displayOptions: { show: { '/operation': ['sendEvents'] } },
			},
			{
				displayName: 'Email Consent Field',
				name: 'consentField',
				type: 'string',
				default: 'emailConsent',
				description: 'Whether the customer agreed to emails',
				displayOptions: { show: { '/operation': ['subscribe'] } },
			},
			{
				displayName: 'Email Field',
				name: 'emailField',
				type: 'string',
				default: 'email',
				description: 'Email address of the customer in Klaviyo',
				displayOptions: { hide: { '/operation': ['createSegment'] } },
			},
			{
				displayName: 'Empty Cells',
				name: 'emptyCells',
				type: 'options',
				options: [
					{
						name: 'Clear the Property',
						value: 'clear',
						description:
							'Removes the property from the profile, one request each. Needs Compare First.',
					},
					{
						name: 'Keep the Property',
						value: 'keep',
						description: 'Keeps the old value, even if it is out of date',
					},
					{
						name: 'Write an Empty Text',
						value: 'write',
						description:
							'Replaces the value with empty text; a profile without the property doesn’t get it',
					},
				],
				default: 'write',
				description: 'What an empty field does to the property on the profile',
				displayOptions: { show: { '/operation': ['upsertProfiles'] } },
			},
			{
				displayName: 'Event Properties',
				name: 'propertyFields',
				type: 'string',
				default: '',
				placeholder: 'valueScore, predictedClv',
				description: 'More fields to send with the event, separated by commas',
				displayOptions: { show: { '/operation': ['sendEvents'] } },
			},
			{
				displayName: 'First Name Field',
				name: 'firstNameField',
				type: 'string',
				default: '',
				description: 'First name of the profile; empty: not sent',
				placeholder: 'firstName',
				displayOptions: { show: { '/operation': ['upsertProfiles'] } },
			},
			{
				displayName: 'Historical Import',
				name: 'historicalImport',
				type: 'boolean',
				default: false,
				description:
					'Whether the customers agreed in the past, so that no double opt-in is sent and no welcome flow starts',
				displayOptions: { show: { '/operation': ['subscribe'] } },
			},
			{
				displayName: 'Last Name Field',
				name: 'lastNameField',
				type: 'string',
				default: '',
				description: 'Last name of the profile; empty: not sent',
				placeholder: 'lastName',
				displayOptions: { show: { '/operation': ['upsertProfiles'] } },
			},
			longestWaitMinutes,
			{
				...maxRemovalPercent,
				description:
					'Safety stop: nothing is sent if the run would remove more than this share of a list and more people than Removals Always Allowed',
				displayOptions: { show: { '/operation': removing } },
			},
			{
				displayName: 'New Profiles',
				name: 'newProfiles',
				type: 'options',
				options: [
					{
						name: 'Create',
						value: 'create',
						description: 'Creates a profile for each new customer',
					},
					{
						name: 'Skip',
						value: 'skip',
						description: 'Updates existing profiles only. Needs Compare First.',
					},
				],
				default: 'create',
				description: 'What to do with customers without a profile in Klaviyo',
				displayOptions: { show: { '/operation': ['upsertProfiles'] } },
			},
			{
				displayName: 'Numbers as Text',
				name: 'numberTexts',
				type: 'options',
				options: [
					{
						name: 'Keep as Text',
						value: 'text',
						description: 'Sends each cell unchanged',
					},
					{
						name: 'Send as Numbers',
						value: 'number',
						description:
							'Sends a column as numbers if every cell is a number. ZIP codes and IDs with leading zeros stay text.',
					},
				],
				default: 'number',
				description:
					'How to send columns of numbers that a CSV file or a spreadsheet stores as text',
				displayOptions: { show: { '/operation': ['sendEvents', 'upsertProfiles'] } },
			},
			onEarlyEnd,
			{
				displayName: 'Phone Field',
				name: 'phoneField',
				type: 'string',
				default: 'phone',
				description: 'Phone number of the customer in Klaviyo',
				displayOptions: { hide: { '/operation': ['createSegment'] } },
			},
			{
				displayName: 'Profile ID Field',
				name: 'profileIdField',
				type: 'string',
				default: '',
				placeholder: 'klaviyoProfileId',
				description:
					"Field with Klaviyo's own ID of the profile, by which customers without email and phone are found",
				displayOptions: { hide: { '/operation': ['createSegment'] } },
			},
			{
				...maxRemovals,
				description:
					'Number of people who may be removed from a list, or of profiles that may be deleted, whatever their share',
				displayOptions: { show: { '/operation': [...removing, 'deleteProfiles'] } },
			},
			{
				displayName: 'Resubscribe',
				name: 'resubscribe',
				type: 'boolean',
				default: false,
				description:
					'Whether to resubscribe people who have unsubscribed or are suppressed in Klaviyo',
				displayOptions: { show: { '/operation': ['subscribe'] } },
			},
			{
				displayName: 'Segment Definition (JSON)',
				name: 'definition',
				type: 'json',
				default: '',
				description: 'A definition in Klaviyo’s format, instead of the conditions',
				displayOptions: { show: { '/operation': ['createSegment'] } },
			},
			{
				...skipSuppressedFor,
				displayOptions: {
					show: { '/operation': ['syncLists', 'syncOneList', 'addToList', 'sendEvents'] },
				},
			},
			{
				displayName: 'SMS Consent Field',
				name: 'smsConsentField',
				type: 'string',
				default: 'smsConsent',
				description: 'Whether the customer agreed to text messages',
				displayOptions: { show: { '/operation': ['subscribe'] } },
			},
			{
				displayName: 'Time Field',
				name: 'timeField',
				type: 'string',
				default: '',
				placeholder: 'asOf',
				description:
					"Field with the time of the event; empty means the time of sending. Times without a zone are in the workflow's.",
				displayOptions: { show: { '/operation': ['sendEvents'] } },
			},
			{
				displayName: 'Value Currency',
				name: 'valueCurrency',
				type: 'string',
				default: '',
				description: 'Three-letter code of the currency of the value',
				placeholder: 'USD',
				displayOptions: { show: { '/operation': ['sendEvents'] } },
			},
			{
				displayName: 'Value Field for Events',
				name: 'valueFieldOfEvents',
				type: 'string',
				default: '',
				placeholder: 'predictedClv',
				description: 'Field with the value of the event',
				displayOptions: { show: { '/operation': ['sendEvents'] } },
			},
			{
				displayName: 'Wait for Jobs (Minutes)',
				name: 'maxWaitMinutes',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 600 },
				default: 30,
				description:
					'How long to poll Klaviyo until a job is finished and visible; unfinished jobs count as accepted. 0 doesn’t wait.',
				displayOptions: { show: { '/operation': followed } },
			},
		],
	},
];
