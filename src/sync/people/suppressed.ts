import type { Channel } from '../../values/channels';
import type { JsonRecord } from '../../values/jsonRecord';

/** Why such a customer is left out. */
export const suppressedSentence =
	'Skipped: Build Suppression List suppresses this customer for the channel chosen under "Skip Suppressed For".';

/** Whether a customer's `suppressedChannels` names the channel, as a text or a list; no channel suppresses nobody. */
export function isSuppressedFor(row: JsonRecord, channel: Channel | ''): boolean {
	if (channel === '' || !Object.hasOwn(row, 'suppressedChannels')) return false;
	const cell = row.suppressedChannels;
	const names = Array.isArray(cell) ? cell : typeof cell === 'string' ? cell.split(',') : [];
	return names.some((each) => typeof each === 'string' && each.trim() === channel);
}
