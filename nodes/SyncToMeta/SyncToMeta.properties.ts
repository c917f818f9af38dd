import type { INodeProperties } from 'n8n-workflow';
import { moreOptions, rowsTitledBy } from '../shared/panel/fields';
import {
	adConsentSource,
	defaultCountryOfMembers,
	deletionRequestField,
	dryRun,
	hashedInput,
	longestWaitMinutes,
	matchKeyTable,
	maxRemovalPercent,
	maxRemovals,
	onEarlyEnd,
	skipSuppressedFor,
} from '../shared/panel/syncFields';

const people = [
	'addToAudience',
	'removeFromAudience',
	'mirrorAudience',
	'mirrorAudiences',
	'replaceAudience',
	'valueBasedAudience',
	'removeEverywhere',
];
const joining = [
	'addToAudience',
	'mirrorAudience',
	'mirrorAudiences',
	'replaceAudience',
	'valueBasedAudience',
];

const audienceLocator: INodeProperties = {
	displayName: 'Audience',
	name: 'audience',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'An audience by name is created if there is none',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			typeOptions: { searchListMethod: 'searchAudiences', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: '120210000000000000' },
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'Customers A' },
	],
};

export const syncToMetaProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Add to Audience',
				value: 'addToAudience',
				description: 'Add the customers; other members stay',
				action: 'Add customers to an audience',
			},
			{
				name: 'Create Lookalike',
				value: 'createLookalike',
				description: 'Create an audience of people who resemble the members of another one',
				action: 'Create a lookalike audience',
			},
			{
				name: 'Exclude in Ad Sets',
				value: 'excludeFromAdSets',
				description: 'Exclude an audience in chosen ad sets; all other targeting stays',
				action: 'Exclude an audience in ad sets',
			},
			{
				name: 'Fill Value-Based Audience',
				value: 'valueBasedAudience',
				description: 'Add the customers with their value, for value-based lookalikes',
				action: 'Fill a value based audience',
			},
			{
				name: 'Get Audience Status',
				value: 'audienceStatus',
				description: 'Read size and state of an audience; changes nothing',
				action: 'Get the status of an audience',
			},
			{
				name: 'Mirror',
				value: 'mirrorAudience',
				description:
					'Make the audience exactly the customers, sending only changes since "Last Synced"',
				action: 'Mirror customers in an audience',
			},
			{
				name: 'Mirror Several',
				value: 'mirrorAudiences',
				description:
					'Make each of several audiences exactly the customers with its value, such as one per tier',
				action: 'Mirror customers in several audiences',
			},
			{
				name: 'Remove Everywhere',
				value: 'removeEverywhere',
				description: 'Remove customers from all audiences of the ad account, on their request',
				action: 'Remove customers from all audiences',
			},
			{
				name: 'Remove From Audience',
				value: 'removeFromAudience',
				description: 'Remove the customers from one audience',
				action: 'Remove customers from an audience',
			},
			{
				name: 'Replace',
				value: 'replaceAudience',
				description: 'Replace all members of the audience with the customers',
				action: 'Replace all members of an audience',
			},
			{
				name: 'Set Existing Customers',
				value: 'setExistingCustomers',
				description:
					"Set the audience as the ad account's existing customers, for campaigns to exclude",
				action: 'Set the existing customers of the ad account',
			},
		],
		default: 'mirrorAudience',
	},
	dryRun,
	{
		displayName: 'Ad Account',
		name: 'adAccountId',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'The ad account that owns the audience',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchAdAccounts', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'act_1234567890' },
		],
	},
	{
		...audienceLocator,
		required: true,
		displayOptions: { hide: { operation: ['mirrorAudiences', 'removeEverywhere'] } },
	},
	{
		displayName: 'Audience Field',
		name: 'audienceField',
		type: 'string',
		default: 'tier',
		description: 'Field whose value says which audience a customer belongs to',
		displayOptions: { show: { operation: ['mirrorAudiences'] } },
	},
	{
		displayName: 'Audiences',
		name: 'audiences',
		type: 'fixedCollection',
		placeholder: 'Add Audience',
		typeOptions: rowsTitledBy('value'),
		default: {},
		description:
			'One audience per value. Members who are not among the customers with the value are removed from it.',
		displayOptions: { show: { operation: ['mirrorAudiences'] } },
		options: [
			{
				displayName: 'Audience',
				name: 'rows',
				values: [
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						placeholder: 'champions',
						description: 'Value of the field, such as champions, vip, highValue, midTier, lowValue',
					},
					audienceLocator,
				],
			},
		],
	},
	{
		displayName: 'Ad Sets',
		name: 'adSets',
		type: 'fixedCollection',
		placeholder: 'Add Ad Set',
		typeOptions: { multipleValues: true },
		default: {},
		description:
			'Where the audience is excluded, besides those excluded there already. All other targeting stays as it is.',
		displayOptions: { show: { operation: ['excludeFromAdSets'] } },
		options: [
			{
				displayName: 'Ad Set',
				name: 'rows',
				values: [
					{
						displayName: 'Ad Set',
						name: 'adSetId',
						type: 'resourceLocator',
						default: { mode: 'list', value: '' },
						description: 'An ad set of the ad account',
						modes: [
							{
								displayName: 'From List',
								name: 'list',
								type: 'list',
								typeOptions: { searchListMethod: 'searchAdSets', searchable: true },
							},
							{
								displayName: 'By ID',
								name: 'id',
								type: 'string',
								placeholder: '120210000000000000',
							},
						],
					},
				],
			},
		],
	},
	{
		displayName: 'Value Field',
		name: 'valueField',
		type: 'string',
		default: 'predictedClv',
		description: 'Value of the customer, zero or more',
		displayOptions: { show: { operation: ['valueBasedAudience'] } },
	},
	{
		...adConsentSource('All customers in the input may be sent'),
		displayOptions: { show: { operation: joining } },
	},
	{
		displayName: 'Consent Field',
		name: 'consentField',
		type: 'string',
		default: 'adConsent',
		description: 'Field with the consent; anything but an explicit yes means no',
		displayOptions: { show: { operation: joining, consentSource: ['field'] } },
	},
	{
		displayName: 'Request Field',
		name: 'requestField',
		type: 'string',
		default: 'deletionRequested',
		description:
			'Only customers with a yes or a date in this field are removed; empty means the whole input',
		displayOptions: { show: { operation: ['removeEverywhere'] } },
	},
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'Like our best customers',
		description: 'Name of the lookalike audience; an existing one with this name stays unchanged',
		displayOptions: { show: { operation: ['createLookalike'] } },
	},
	{
		displayName: 'Countries',
		name: 'countries',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'US, CA',
		description: 'Where the people live, as country codes separated by commas',
		displayOptions: { show: { operation: ['createLookalike'] } },
	},
	{
		displayName: 'Size (% of People)',
		name: 'ratioPercent',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 20, numberPrecision: 0 },
		default: 1,
		description: "Share of each country's people: 1 is the most similar, 20 the largest",
		displayOptions: { show: { operation: ['createLookalike'] } },
	},
	{
		...moreOptions,
		options: [
			{
				displayName: 'Audience Description',
				name: 'description',
				type: 'string',
				default: '',
				description: 'For a new audience',
				displayOptions: { show: { '/operation': joining } },
			},
			{
				displayName: 'Audience Labels',
				name: 'labels',
				type: 'string',
				default: '',
				placeholder: 'HIGH_VALUE_CUSTOMERS',
				description:
					'Labels of a new audience, separated by commas: HIGH_VALUE_CUSTOMERS, LOW_VALUE_CUSTOMERS, AT_RISK, DISENGAGED, ENGAGED_USERS or others that Meta supports',
				displayOptions: { show: { '/operation': joining } },
			},
			{
				displayName: 'Create Again',
				name: 'createAgain',
				type: 'boolean',
				default: false,
				description:
					'Whether to recreate an audience chosen by name that was deleted at Meta; ad sets that used the old one need the new one',
				displayOptions: { show: { '/operation': joining } },
			},
			{
				displayName: 'Customer ID Field',
				name: 'customerIdField',
				type: 'string',
				default: 'customerId',
				description: 'Identifies the customer in "Last Synced"; Meta is sent match keys only',
				displayOptions: { show: { '/operation': people } },
			},
			{
				displayName: 'Data Source',
				name: 'customerFileSource',
				type: 'options',
				options: [
					{ name: 'Customers and Partners', value: 'BOTH_USER_AND_PARTNER_PROVIDED' },
					{ name: 'From Customers Directly', value: 'USER_PROVIDED_ONLY' },
					{ name: 'From Partners', value: 'PARTNER_PROVIDED_ONLY' },
				],
				default: 'USER_PROVIDED_ONLY',
				description: 'Where the contact data comes from; Meta shows it to people who ask',
				displayOptions: { show: { '/operation': joining } },
			},
			{ ...defaultCountryOfMembers, displayOptions: { show: { '/operation': people } } },
			{ ...deletionRequestField, displayOptions: { show: { '/operation': joining } } },
			{
				displayName: 'First Run',
				name: 'firstRun',
				type: 'boolean',
				default: false,
				description:
					'Whether "Last Synced" is connected and has no rows of this audience yet. It is then ignored; turn this off after the run.',
				displayOptions: { show: { '/operation': joining } },
			},
			{
				displayName: 'For Exclusion Only',
				name: 'exclusionOnly',
				type: 'boolean',
				default: false,
				description: 'Whether a new audience can only be excluded, not targeted: for suppression',
				displayOptions: { show: { '/operation': joining } },
			},
			{ ...hashedInput, displayOptions: { show: { '/operation': people } } },
			{
				displayName: 'Limited Data Use',
				name: 'limitedDataUse',
				type: 'options',
				options: [
					{
						name: 'Automatic',
						value: 'automatic',
						description: 'Meta determines where people live',
					},
					{ name: 'California', value: 'california' },
					{ name: 'Off', value: 'off' },
				],
				default: 'off',
				description: 'Limits Meta’s data use to what US state privacy laws allow',
				displayOptions: { show: { '/operation': joining } },
			},
			longestWaitMinutes,
			{
				...matchKeyTable(
					'Meta',
					[
						{ name: 'City', value: 'CT' },
						{ name: 'Country', value: 'COUNTRY' },
						{ name: 'Day of Birth', value: 'DOBD' },
						{ name: 'Email', value: 'EMAIL' },
						{ name: 'External ID (Not Hashed)', value: 'EXTERN_ID' },
						{ name: 'First Initial', value: 'FI' },
						{ name: 'First Name', value: 'FN' },
						{ name: 'Gender', value: 'GEN' },
						{ name: 'Last Name', value: 'LN' },
						{ name: 'Mobile Advertiser ID (Not Hashed)', value: 'MADID' },
						{ name: 'Month of Birth', value: 'DOBM' },
						{ name: 'Phone', value: 'PHONE' },
						{ name: 'Postal Code', value: 'ZIP' },
						{ name: 'State or Province', value: 'ST' },
						{ name: 'Year of Birth', value: 'DOBY' },
					],
					[
						{ key: 'EMAIL', field: 'email' },
						{ key: 'PHONE', field: 'phone' },
						{ key: 'FN', field: 'firstName' },
						{ key: 'LN', field: 'lastName' },
					],
				),
				description:
					'What Meta matches people by. Hashed here before anything is sent, unless the key says otherwise.',
				displayOptions: { show: { '/operation': people } },
			},
			{
				...maxRemovalPercent,
				description:
					'Safety stop: nothing is sent if the run would remove more than this share and more people than Removals Always Allowed. For Remove Everywhere it is a share of the input.',
				displayOptions: { show: { '/operation': people } },
			},
			onEarlyEnd,
			{ ...maxRemovals, displayOptions: { show: { '/operation': people } } },
			{
				displayName: 'Retention (Days)',
				name: 'retentionDays',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 180 },
				default: 0,
				description:
					'How long members of a new audience stay without being sent again; 0 means forever',
				displayOptions: { show: { '/operation': joining } },
			},
			{ ...skipSuppressedFor, displayOptions: { show: { '/operation': joining } } },
			{
				displayName: 'Starting At (% of People)',
				name: 'startingRatioPercent',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 19, numberPrecision: 0 },
				default: 0,
				description: 'Excludes the most similar people up to this share',
				displayOptions: { show: { '/operation': ['createLookalike'] } },
			},
			{
				displayName: 'Wait for Meta (Minutes)',
				name: 'waitForMetaMinutes',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 60 },
				default: 0,
				description:
					'How long to poll whether Meta has finished the upload, which it may never report; 0 polls once. The summary shows the last status.',
				displayOptions: { show: { '/operation': joining } },
			},
		],
	},
];
