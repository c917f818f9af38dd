/**
 * Why a customer has this status and this risk, in the order in which reasons are listed: flags first, then what the
 * risk itself rests on. A set of reasons is a sum of their `bit`s.
 */
export const churnReasons = {
	lapsed: 1,
	highRisk: 2,
	vipAtRisk: 4,
	decliningTrend: 8,
	riskRising: 16,
	scoreFalling: 32,
	firstTimeBuyer: 64,
	overdue: 128,
	withinRhythm: 256,
	ordersIncreasing: 512,
	ordersStable: 1024,
	ordersDeclining: 2048,
	noTrendYet: 4096,
	silent: 8192,
	recentOrder: 16384,
	noOrders: 32768,
	unknownLastOrder: 65536,
} as const;

export type ChurnReason = keyof typeof churnReasons;

const entries = Object.entries(churnReasons);
const written = new Map<number, string>();

/** The codes of a set of reasons, comma-separated. */
export function writeChurnReasons(reasons: number): string {
	let text = written.get(reasons);
	if (text === undefined) {
		text = entries
			.filter(([, bit]) => (reasons & bit) !== 0)
			.map(([code]) => code)
			.join(',');
		written.set(reasons, text);
	}
	return text;
}
