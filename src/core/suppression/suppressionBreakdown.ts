import type { Channel } from '../../values/channels';
import type { JsonRecord } from '../../values/jsonRecord';
import { breakdownRows, type GroupTally } from '../breakdown';
import type { RuleSet } from './ruleSets';
import type { ChannelSummary } from './summarizeChannels';
import { suppressionRules } from './suppressionRules';

/**
 * The deciding channel as rows of the output Breakdown: contactable customers, then per reason those whose main reason
 * it is.
 *
 * Every customer counts in exactly one row; `customersWithReason` counts all customers with the reason.
 */
export function suppressionBreakdown(
	matched: GroupTally<RuleSet>,
	channels: readonly ChannelSummary[],
	channel: Channel,
): JsonRecord[] {
	const setsOf = new Map<string | undefined, RuleSet[]>();
	for (const matches of matched.keys()) {
		const main = suppressionRules.find(
			(rule, index) => (matches & (1 << index)) !== 0 && rule.channels.includes(channel),
		);
		setsOf.set(main?.code, [...(setsOf.get(main?.code) ?? []), matches]);
	}
	const reasons = channels.find((summary) => summary.channel === channel)?.reasons ?? [];
	const groups = [
		{ code: 'contactable', name: 'Contactable', of: undefined },
		...reasons.map((reason) => ({ code: reason.code, name: nameOf(reason.code), of: reason })),
	].map((group) => ({
		...group,
		...matched.of(...(setsOf.get(group.of === undefined ? undefined : group.code) ?? [])),
	}));
	return breakdownRows(groups, ({ of }) => ({
		customersWithReason: of?.customers ?? null,
		costAvoidedPerSend: of?.costAvoidedPerSend ?? null,
		channel,
	}));
}

function nameOf(code: string): string {
	return suppressionRules.find((rule) => rule.code === code)?.name ?? code;
}
