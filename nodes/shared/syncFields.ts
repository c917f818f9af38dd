import type { INodeProperties } from 'n8n-workflow';

export const dryRun: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: true,
	description: 'Whether to show what would be done and send nothing',
	hint: 'Nothing is sent while this is on',
};

export const longestWaitMinutes: INodeProperties = {
	displayName: 'Longest Wait (Minutes)',
	name: 'longestWaitMinutes',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 60 },
	default: 15,
	description:
		'How long a rate limit may make the run wait at a time. For a longer wait it ends, and the next run does the rest.',
};

export const maxRemovalPercent: INodeProperties = {
	displayName: 'Largest Share Removed (%)',
	name: 'maxRemovalPercent',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 100 },
	default: 30,
	description:
		'Safety stop: nothing is sent if more than this share would be removed, and more people than are allowed in any case',
};

export const maxRemovals: INodeProperties = {
	displayName: 'Removals Allowed in Any Case',
	name: 'maxRemovals',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 10,
	description: 'So many people may be removed, whatever their share',
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
	description: 'Leaves out customers whom Build Suppression List suppresses for the channel',
};
