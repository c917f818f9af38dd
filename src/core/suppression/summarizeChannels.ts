import { channels, type Channel } from '../../values/channels';
import type { GroupTally } from '../breakdown';
import type { SuppressionOptions } from './options';
import type { RuleSet } from './ruleSets';
import { suppressionRules } from './suppressionRules';

/** The cost of one message on a channel; undefined where the cost is not per message. */
const costPerMessage = {
	emailBroadcast: ({ emailCostPerThousand }) => emailCostPerThousand / 1000,
	emailPromotion: ({ emailCostPerThousand }) => emailCostPerThousand / 1000,
	sms: ({ smsCostEach }) => smsCostEach,
	push: ({ pushCostPerThousand }) => pushCostPerThousand / 1000,
	paidSocial: undefined,
	acquisitionAds: undefined,
} as const satisfies Record<Channel, ((options: SuppressionOptions) => number) | undefined>;

/** The suppressed customers of one channel. */
export interface ChannelSummary {
	readonly channel: Channel;
	readonly suppressed: number;
	readonly contactable: number;
	readonly costAvoidedPerSend: number | null;
	/** In the order of the rules. */
	readonly reasons: ReadonlyArray<{
		readonly code: string;
		readonly customers: number;
		readonly mainReasonOf: number;
		readonly costAvoidedPerSend: number | null;
	}>;
}

/**
 * Per channel and reason: how many customers, and what each message not sent to them saves.
 *
 * A customer counts under every reason that applies (`customers`) and under one as the main reason (`mainReasonOf`), so
 * that the latter add up to the channel's `suppressed`. Ads are not paid per message: their cost is null.
 *
 * @param matched customers by set of matching rules
 */
export function summarizeChannels(
	matched: GroupTally<RuleSet>,
	customers: number,
	options: SuppressionOptions,
): ChannelSummary[] {
	return channels.map((channel) => {
		const reasons = new Map<string, { customers: number; mainReasonOf: number }>();
		let suppressed = 0;
		for (const matches of matched.keys()) {
			const count = matched.of(matches).customers;
			const codes = new Set<string>();
			suppressionRules.forEach((rule, index) => {
				if ((matches & (1 << index)) !== 0 && rule.channels.includes(channel)) codes.add(rule.code);
			});
			if (codes.size > 0) suppressed += count;
			let isMain = true;
			for (const code of codes) {
				const reason = reasons.get(code) ?? { customers: 0, mainReasonOf: 0 };
				reason.customers += count;
				if (isMain) reason.mainReasonOf += count;
				isMain = false;
				reasons.set(code, reason);
			}
		}
		const cost = costPerMessage[channel]?.(options);
		const inOrder = [...new Set(suppressionRules.map(({ code }) => code))];
		return {
			channel,
			suppressed,
			contactable: customers - suppressed,
			costAvoidedPerSend: saved(cost, suppressed),
			reasons: inOrder.flatMap((code) => {
				const reason = reasons.get(code);
				if (reason === undefined) return [];
				return [{ code, ...reason, costAvoidedPerSend: saved(cost, reason.mainReasonOf) }];
			}),
		};
	});
}

function saved(cost: number | undefined, customers: number): number | null {
	return cost === undefined ? null : Math.round(cost * customers * 10_000) / 10_000;
}
