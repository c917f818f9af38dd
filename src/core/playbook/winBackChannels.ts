/** How a message of a win-back reaches the customer. */
export const winBackChannels = ['email', 'sms', 'push', 'phone', 'letter', 'ads'] as const;

export type WinBackChannel = (typeof winBackChannels)[number];

/** The channels' names as they stand inside a sentence. */
export const winBackChannelNames = {
	email: 'email',
	sms: 'SMS',
	push: 'push message',
	phone: 'phone call',
	letter: 'letter',
	ads: 'retargeting ads',
} as const satisfies Record<WinBackChannel, string>;
