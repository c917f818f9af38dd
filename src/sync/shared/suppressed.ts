import type { CustomerRow } from './outcome';

/** The channels of Build Suppression List. */
export const suppressionChannels = [
	'emailBroadcast',
	'emailPromotion',
	'sms',
	'push',
	'paidSocial',
	'acquisitionAds',
] as const;

export type SuppressionChannel = (typeof suppressionChannels)[number];

/** Tells whether a customer's `suppressedChannels` names the channel; no channel suppresses nobody. */
export function isSuppressedFor(row: CustomerRow, channel: SuppressionChannel | ''): boolean {
	if (channel === '' || !Object.hasOwn(row, 'suppressedChannels')) return false;
	const cell = row.suppressedChannels;
	return typeof cell === 'string' && cell.split(',').some((each) => each.trim() === channel);
}
