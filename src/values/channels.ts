/** The channels that can be suppressed one by one. */
export const channels = [
	'emailBroadcast',
	'emailPromotion',
	'sms',
	'push',
	'paidSocial',
	'acquisitionAds',
] as const;

export type Channel = (typeof channels)[number];

/** The channels' names as they stand inside a sentence. */
export const channelNames = {
	emailBroadcast: 'email broadcasts',
	emailPromotion: 'email promotions',
	sms: 'SMS',
	push: 'push messages',
	paidSocial: 'retargeting ads',
	acquisitionAds: 'acquisition ads',
} as const satisfies Record<Channel, string>;
