import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { rowsTitledBy } from './fields';

export const dryRun: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: true,
	description: 'Whether to only show what would change, without sending anything',
	hint: 'Nothing is sent while this is on',
};

/**
 * How the consent to ads is known.
 *
 * @param upstream describes the choice of a consent that is handled elsewhere
 */
export const adConsentSource = (upstream: string): INodeProperties => ({
	displayName: 'Consent',
	name: 'consentSource',
	type: 'options',
	options: [
		{
			name: 'From a Field',
			value: 'field',
			description: 'Only customers with an explicit yes are sent',
		},
		{ name: 'Consent Handled Upstream', value: 'handledUpstream', description: upstream },
	],
	default: 'field',
	description: 'How you know who agreed to be matched for ads',
});

export const defaultCountryOfMembers: INodeProperties = {
	displayName: 'Default Country',
	name: 'defaultCountry',
	type: 'string',
	default: '',
	placeholder: 'US',
	description:
		'Country of customers without one in the field of the match key Country or in "country"',
};

export const deletionRequestField: INodeProperties = {
	displayName: 'Deletion Request Field',
	name: 'deletionRequestField',
	type: 'string',
	default: 'deletionRequested',
	description: 'Customers with a yes or a date in this field are skipped; empty turns this off',
};

export const hashedInput: INodeProperties = {
	displayName: 'Hashed Input',
	name: 'hashedInput',
	type: 'options',
	options: [
		{ name: 'All Cells Are Hashed', value: 'always' },
		{ name: 'Detect', value: 'detect' },
		{ name: 'No Cell Is Hashed', value: 'never' },
	],
	default: 'detect',
	description: 'Whether contact data may already be hashed (SHA-256); nothing is hashed twice',
};

export const longestWaitMinutes: INodeProperties = {
	displayName: 'Longest Wait (Minutes)',
	name: 'longestWaitMinutes',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 60 },
	default: 15,
	description:
		'Longest wait for a rate limit. If the platform asks for more, the run ends and the next one continues.',
};

/**
 * A table of the fields that hold match keys.
 *
 * @param keys the platform's, by their names in the panel
 * @param rows the fields to start with
 */
export const matchKeyTable = (
	platform: string,
	keys: INodePropertyOptions[],
	rows: Array<{ key: string; field: string }>,
): INodeProperties => ({
	displayName: 'Match Keys',
	name: 'matchFields',
	type: 'fixedCollection',
	placeholder: 'Add Match Key',
	typeOptions: rowsTitledBy('field', 'key'),
	default: { rows },
	options: [
		{
			displayName: 'Match Key',
			name: 'rows',
			values: [
				{
					displayName: 'Field',
					name: 'field',
					type: 'string',
					default: '',
					description: 'Name of the field on the customer',
				},
				{
					displayName: 'Key',
					name: 'key',
					type: 'options',
					description: `What ${platform} matches it as`,
					options: keys,
					default: 'EMAIL',
				},
			],
		},
	],
});

export const maxRemovalPercent: INodeProperties = {
	displayName: 'Maximum Removed (%)',
	name: 'maxRemovalPercent',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 100 },
	default: 30,
	description:
		'Safety stop: nothing is sent if the run would remove more than this share and more people than Removals Always Allowed',
};

export const maxRemovals: INodeProperties = {
	displayName: 'Removals Always Allowed',
	name: 'maxRemovals',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 10,
	description: 'Number of people who may be removed whatever their share',
};

export const onEarlyEnd: INodeProperties = {
	displayName: 'On Early End',
	name: 'onEarlyEnd',
	type: 'options',
	options: [
		{
			name: 'Continue',
			value: 'continue',
			description: 'Continue; the summary says so, and customers not reached are deferred',
		},
		{
			name: 'Fail',
			value: 'fail',
			description:
				'Stop the workflow with an error, so that an unfinished run is never mistaken for a finished one',
		},
	],
	default: 'fail',
	description:
		'What to do if the platform cannot be reached, or the run ends before everything is sent',
};

export const skipSuppressedFor: INodeProperties = {
	displayName: 'Skip Suppressed For',
	name: 'skipSuppressedFor',
	type: 'options',
	options: [
		{ name: 'Acquisition Ads', value: 'acquisitionAds' },
		{ name: 'Email Broadcast', value: 'emailBroadcast' },
		{ name: 'Email Promotion', value: 'emailPromotion' },
		{ name: 'Nobody', value: '' },
		{ name: 'Paid Social', value: 'paidSocial' },
		{ name: 'Push', value: 'push' },
		{ name: 'SMS', value: 'sms' },
	],
	default: '',
	description: 'Skips customers whom Build Suppression List suppresses for this channel',
};
