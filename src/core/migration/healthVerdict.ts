import { wilsonInterval } from '../stats/wilsonInterval';

export type Health = 'healthy' | 'watch' | 'act';

/** How healthy a move is: a verdict where the interval allows one. */
export interface HealthVerdict {
	readonly moved: number;
	readonly n: number;
	readonly share: number | null;
	readonly low: number | null;
	readonly high: number | null;
	/** The share as a rate per 30 days, for Champions who stay per 90 days. */
	readonly rate: number | null;
	readonly rateLow: number | null;
	readonly rateHigh: number | null;
	readonly pointVerdict: Health | null;
	readonly verdict: Health | 'uncertain' | 'insufficientSample';
}

interface HealthRule {
	/** Its subject, in words. */
	readonly name: string;
	readonly rate: (share: number, days: number) => number;
	readonly judge: (rate: number) => Health;
}

/** The share that would move within a number of days if moves were as frequent as in `days`. */
export function rateWithin(periodDays: number, share: number, days: number): number {
	return 1 - (1 - share) ** (periodDays / days);
}

const per30 = (share: number, days: number) => rateWithin(30, share, days);

/** What is healthy, by move; the limits are those of the playbook. */
export const healthRules = {
	midTierUp: {
		name: 'Mid-Tier moving up, per 30 days',
		rate: per30,
		judge: (rate) =>
			rate < 0.025 ? 'act' : rate < 0.05 ? 'watch' : rate <= 0.1 ? 'healthy' : 'watch',
	},
	lowValueUp: {
		name: 'Low-Value moving up, per 30 days',
		rate: per30,
		judge: (rate) =>
			rate < 0.01 ? 'act' : rate < 0.02 ? 'watch' : rate <= 0.05 ? 'healthy' : 'watch',
	},
	highValueDown: {
		name: 'High-Value moving down, per 30 days',
		rate: per30,
		judge: (rate) => (rate < 0.03 ? 'healthy' : rate < 0.06 ? 'watch' : 'act'),
	},
	championsStay: {
		name: 'Champions still Champions, per 90 days',
		rate: (share, days) => share ** (90 / days),
		judge: (rate) => (rate > 0.8 ? 'healthy' : rate >= 0.6 ? 'watch' : 'act'),
	},
} as const satisfies Record<string, HealthRule>;

export type HealthRuleCode = keyof typeof healthRules;

/**
 * The verdict of one rule: that of the point estimate, unless an end of the Wilson interval contradicts it.
 *
 * @param days between both runs
 */
export function healthVerdict(
	rule: HealthRuleCode,
	moved: number,
	n: number,
	days: number,
	leastPerGroup: number,
): HealthVerdict {
	const interval = wilsonInterval(moved, n);
	if (interval === null) {
		const nothing = {
			share: null,
			low: null,
			high: null,
			rate: null,
			rateLow: null,
			rateHigh: null,
		};
		return { moved, n, ...nothing, pointVerdict: null, verdict: 'insufficientSample' };
	}
	const { rate, judge } = healthRules[rule];
	const share = moved / n;
	const rates = [share, interval.low, interval.high].map((each) => rate(each, days));
	const [pointVerdict, ...ends] = rates.map(judge);
	const isCertain = ends.every((end) => end === pointVerdict);
	return {
		moved,
		n,
		share,
		...interval,
		rate: rates[0],
		rateLow: rates[1],
		rateHigh: rates[2],
		pointVerdict,
		verdict: n < leastPerGroup ? 'insufficientSample' : isCertain ? pointVerdict : 'uncertain',
	};
}
