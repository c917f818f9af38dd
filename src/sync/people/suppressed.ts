import { type Channel, channelNames } from '../../values/channels';
import type { JsonRecord } from '../../values/jsonRecord';
import { RefusedError } from '../http/errors';

/** Why such a customer is left out. */
export const suppressedSentence =
	'Skipped: Build Suppression List suppresses this customer for the channel chosen under "Skip Suppressed For".';

/** Whether a customer's `suppressedChannels` names the channel, as a text or a list; always false without a channel. */
export function isSuppressedFor(row: JsonRecord, channel: Channel | ''): boolean {
	if (channel === '' || !Object.hasOwn(row, 'suppressedChannels')) return false;
	const cell = row.suppressedChannels;
	const names = Array.isArray(cell) ? cell : typeof cell === 'string' ? cell.split(',') : [];
	return names.some((each) => typeof each === 'string' && each.trim() === channel);
}

/**
 * Throws where suppressed customers are to be skipped but the field is missing everywhere: everybody would be sent,
 * suppressed customers included.
 */
export function requireSuppressions(rows: readonly JsonRecord[], channel: Channel | ''): void {
	if (channel === '' || rows.length === 0) return;
	if (rows.some((row) => Object.hasOwn(row, 'suppressedChannels'))) return;
	throw new RefusedError(
		'suppressionsMissing',
		`No customer has "suppressedChannels", so it is unknown whom "Skip Suppressed For" (${channelNames[channel]}) has to skip. Nothing was sent. Put Build Suppression List before this node, or choose Nobody.`,
	);
}
