/**
 * Why a customer has this status and this risk, in the order in which reasons are listed: flags first, then the basis
 * of the risk itself.
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

/** A set of reasons: the sum of their bits. */
export type ReasonSet = number;

const entries = Object.entries(churnReasons);

/**
 * Returns the function that writes the codes of a set, comma-separated; there are few sets, so each text is built once.
 */
export function churnReasonWriter(): (reasons: ReasonSet) => string {
	const written = new Map<ReasonSet, string>();
	return (reasons) => {
		let text = written.get(reasons);
		if (text === undefined) {
			const codes = entries.filter(([, bit]) => (reasons & bit) !== 0).map(([code]) => code);
			text = codes.join(',');
			written.set(reasons, text);
		}
		return text;
	};
}
