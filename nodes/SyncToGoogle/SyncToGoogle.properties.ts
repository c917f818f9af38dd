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

const joining = ['addToAudience', 'mirrorAudience', 'replaceAudience'];
const people = [...joining, 'removeFromAudience'];

export const syncToGoogleProperties: INodeProperties[] = [
	{
		displayName: 'Authentication',
		name: 'authentication',
		type: 'options',
		options: [
			{
				name: 'OAuth2',
				value: 'oAuth2',
				description: 'Sign in with a Google account that has access to the ad account',
			},
			{
				name: 'Service Account',
				value: 'serviceAccount',
				description: 'A service account that was added as a user of the ad account',
			},
		],
		default: 'oAuth2',
		description: 'How n8n signs in to Google',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Add to List',
				value: 'addToAudience',
				description: 'Add the customers; other members stay',
				action: 'Add customers to a list',
			},
			{
				name: 'Get List Status',
				value: 'audienceStatus',
				description: 'Read size and state of a list, and of earlier requests; changes nothing',
				action: 'Get the status of a list',
			},
			{
				name: 'Mirror',
				value: 'mirrorAudience',
				description:
					'Make the list exactly the customers, sending only changes since "Last Synced"',
				action: 'Mirror customers in a list',
			},
			{
				name: 'Remove From List',
				value: 'removeFromAudience',
				description: 'Remove the customers from one list',
				action: 'Remove customers from a list',
			},
			{
				name: 'Replace',
				value: 'replaceAudience',
				description: 'Replace all members of the list with the customers',
				action: 'Replace all members of a list',
			},
		],
		default: 'mirrorAudience',
	},
	dryRun,
	{
		displayName: 'Ad Account',
		name: 'accountId',
		type: 'string',
		default: '',
		required: true,
		placeholder: '123-456-7890',
		description:
			'Customer ID of the ad account that owns the list, as Google Ads shows it at the top',
	},
	{
		displayName: 'List',
		name: 'audience',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: 'A Customer Match list. One by name is created if there is none.',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchLists', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: '8123456789' },
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'Customers A' },
		],
	},
	{
		displayName: 'Consent Field',
		name: 'consentField',
		type: 'string',
		default: 'adConsent',
		description:
			'Field with the consent to ads, including personalized ones; anything but an explicit yes means no',
		displayOptions: { show: { operation: joining } },
	},
	{
		displayName: 'Request IDs',
		name: 'requestIds',
		type: 'string',
		default: '',
		description:
			'Requests of earlier runs to check, separated by commas: "requestIds" in their summary',
		displayOptions: { show: { operation: ['audienceStatus'] } },
	},
	{
		...moreOptions,
		options: [
			{
				displayName: 'Account Type',
				name: 'accountType',
				type: 'options',
				options: [
					{ name: 'Display & Video 360 Advertiser', value: 'DISPLAY_VIDEO_ADVERTISER' },
					{ name: 'Display & Video 360 Partner', value: 'DISPLAY_VIDEO_PARTNER' },
					{ name: 'Google Ads', value: 'GOOGLE_ADS' },
				],
				default: 'GOOGLE_ADS',
				description: 'Which product the ad account belongs to',
			},
			{
				...adConsentSource(
					'All customers may be sent; those in the EEA, the UK and Switzerland still need an explicit yes',
				),
				displayOptions: { show: { '/operation': joining } },
			},
			{
				displayName: 'Create Again',
				name: 'createAgain',
				type: 'boolean',
				default: false,
				description:
					'Whether to recreate a list chosen by name that was deleted at Google; campaigns that used the old one need the new one',
				displayOptions: { show: { '/operation': joining } },
			},
			{
				displayName: 'Customer ID Field',
				name: 'customerIdField',
				type: 'string',
				default: 'customerId',
				description: 'Identifies the customer in "Last Synced"; Google is sent match keys only',
				displayOptions: { show: { '/operation': people } },
			},
			{
				displayName: 'Customer Match Terms',
				name: 'termsAccepted',
				type: 'boolean',
				default: false,
				description:
					'Whether the owner of the ad account has accepted Google\'s <a href="https://support.google.com/adspolicy/answer/6299717" target="_blank">Customer Match terms</a>; no customers are sent until then',
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
					'Whether "Last Synced" is connected and has no rows of this list yet. It is then ignored; turn this off after the run.',
				displayOptions: { show: { '/operation': joining } },
			},
			{
				displayName: 'Further Lists',
				name: 'furtherLists',
				type: 'fixedCollection',
				placeholder: 'Add List',
				typeOptions: rowsTitledBy('accountId', 'listId'),
				default: {},
				description:
					'Up to 9 lists, also of other accounts, that get the same changes in the same requests',
				displayOptions: { show: { '/operation': people } },
				options: [
					{
						displayName: 'List',
						name: 'rows',
						values: [
							{
								displayName: 'Ad Account',
								name: 'accountId',
								type: 'string',
								default: '',
								placeholder: '123-456-7890',
								description: 'Customer ID of the ad account that owns the list',
							},
							{
								displayName: 'List ID',
								name: 'listId',
								type: 'string',
								default: '',
								placeholder: '8123456789',
								description: 'ID of a Customer Match list of that account',
							},
						],
					},
				],
			},
			{ ...hashedInput, displayOptions: { show: { '/operation': people } } },
			{
				displayName: 'List Description',
				name: 'description',
				type: 'string',
				default: '',
				description: 'For a new list',
				displayOptions: { show: { '/operation': joining } },
			},
			longestWaitMinutes,
			{
				displayName: 'Manager Account',
				name: 'loginAccountId',
				type: 'string',
				default: '',
				placeholder: '123-456-7890',
				description:
					'Customer ID of the manager account through which the credential has access; empty for direct access',
			},
			{
				...matchKeyTable(
					'Google',
					[
						{ name: 'Country (Not Hashed)', value: 'COUNTRY' },
						{ name: 'Email', value: 'EMAIL' },
						{ name: 'First Name', value: 'GIVEN_NAME' },
						{ name: 'Last Name', value: 'FAMILY_NAME' },
						{ name: 'Phone', value: 'PHONE' },
						{ name: 'Postal Code (Not Hashed)', value: 'POSTAL_CODE' },
					],
					[
						{ key: 'EMAIL', field: 'email' },
						{ key: 'PHONE', field: 'phone' },
						{ key: 'GIVEN_NAME', field: 'firstName' },
						{ key: 'FAMILY_NAME', field: 'lastName' },
						{ key: 'COUNTRY', field: 'country' },
						{ key: 'POSTAL_CODE', field: 'postalCode' },
					],
				),
				description:
					'What Google matches people by. Emails, phones and names are hashed here before anything is sent. An address counts only with both names, country and postal code.',
				displayOptions: { show: { '/operation': people } },
			},
			{
				...maxRemovalPercent,
				displayOptions: { show: { '/operation': people } },
			},
			{
				displayName: 'Membership (Days)',
				name: 'membershipDays',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 540 },
				default: 540,
				description:
					'How long members of a new list stay. With "Last Synced" connected they are sent again once half of it is over.',
				displayOptions: { show: { '/operation': joining } },
			},
			onEarlyEnd,
			{
				displayName: 'Personalization Field',
				name: 'personalizationConsentField',
				type: 'string',
				default: '',
				description:
					'Field with the consent to personalized ads, if it is collected separately; then both need an explicit yes',
				displayOptions: { show: { '/operation': joining } },
			},
			{ ...maxRemovals, displayOptions: { show: { '/operation': people } } },
			{ ...skipSuppressedFor, displayOptions: { show: { '/operation': joining } } },
			{
				displayName: 'Validate With Google',
				name: 'validateWithGoogle',
				type: 'boolean',
				default: false,
				description:
					'Whether a dry run also has Google check the requests. Hashed customer data is sent for that; nothing is changed.',
				displayOptions: { show: { '/operation': joining } },
			},
			{
				displayName: 'Wait for Google (Minutes)',
				name: 'waitForGoogleMinutes',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 60 },
				default: 0,
				description:
					'How long to poll whether Google has processed the requests, which takes about 30 minutes; 0 polls once. What is left is checked by the next run.',
				displayOptions: { show: { '/operation': people } },
			},
		],
	},
];
