import { channels, type Channel } from '../../values/channels';
import { suppressionRules } from './suppressionRules';

/** A set of matching rules, one bit each in the order of `suppressionRules`. */
export type RuleSet = number;

/** A set of channels, one bit each in the order of `channels`. */
export type ChannelSet = number;

/** The consequences of a set of matching rules. */
export interface Consequences {
	readonly closed: ChannelSet;
	/** `channel:code,…`, the most important first. */
	readonly reasons: string;
}

export function bitOf(channel: Channel): ChannelSet {
	return 1 << channels.indexOf(channel);
}

/** The rules about inactivity. */
export const inactivityRules: RuleSet = suppressionRules.reduce(
	(bits, rule, index) => (rule.isInactivity ? bits | (1 << index) : bits),
	0,
);

/**
 * Returns the function that returns the consequences of a set of rules; there are few sets, so each is evaluated once.
 */
export function consequencesOf(): (matches: RuleSet) => Consequences {
	const known = new Map<RuleSet, Consequences>();
	return (matches) => {
		let found = known.get(matches);
		if (found === undefined) {
			found = workOut(matches);
			known.set(matches, found);
		}
		return found;
	};
}

function workOut(matches: RuleSet): Consequences {
	let closed = 0;
	const reasons: string[] = [];
	suppressionRules.forEach((rule, index) => {
		if ((matches & (1 << index)) === 0) return;
		for (const channel of rule.channels) {
			closed |= bitOf(channel);
			reasons.push(`${channel}:${rule.code}`);
		}
	});
	return { closed, reasons: reasons.join(',') };
}

const channelLists = Array.from({ length: 1 << channels.length }, (_, bits) =>
	channels.filter((_channel, index) => (bits & (1 << index)) !== 0).join(','),
);

/** The channels of a set as a comma-separated list. */
export function channelList(set: ChannelSet): string {
	return channelLists[set];
}
