import type { JsonRecord } from '../../values/jsonRecord';
import { channels, type Channel } from '../../values/channels';
import type { SuppressionOptions } from './options';
import { suppressionRules } from './suppressionRules';

/** What one message costs on a channel; undefined where the cost is not one of messages. */
const costPerMessage = {
	emailBroadcast: ({ emailCostPerThousand }) => emailCostPerThousand / 1000,
	emailPromotion: ({ emailCostPerThousand }) => emailCostPerThousand / 1000,
	sms: ({ smsCostEach }) => smsCostEach,
	push: ({ pushCostPerThousand }) => pushCostPerThousand / 1000,
	paidSocial: undefined,
	acquisitionAds: undefined,
} as const satisfies Record<Channel, ((options: SuppressionOptions) => number) | undefined>;

/**
 * Per channel and reason: how many customers, and what each message that is not sent to them saves.
 *
 * A customer counts under every reason that matches (`customers`) and under one as the main reason (`mainReasonOf`),
 * so that the latter add up to the channel's `suppressed`. Ads are not paid by message: their cost is null.
 *
 * @param matchCounts number of customers for each set of matching rules, one bit a rule
 */
export function summarizeChannels(
	matchCounts: ReadonlyMap<number, number>,
	customers: number,
	options: SuppressionOptions,
): JsonRecord[] {
	return channels.map((channel) => {
		const reasons = new Map<string, { customers: number; mainReasonOf: number }>();
		let suppressed = 0;
		for (const [matches, count] of matchCounts) {
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
