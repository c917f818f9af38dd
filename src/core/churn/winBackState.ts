/** What a customer's win-back is in, each lapse once. */
export const winBackStates = [
	'none',
	'due',
	'waiting',
	'converted',
	'expired',
	'coolingDown',
] as const;

export type WinBackState = (typeof winBackStates)[number];

/** Where a customer's win-back stands; it is stored from run to run. */
export interface WinBack {
	readonly state: WinBackState;
	/** Day of the run that sent the customer to Win-Back Due; NaN: none did. */
	readonly sinceDay: number;
	/** Key of the lapse that was last sent, or skipped as backlog; empty: none was. */
	readonly sentKey: string;
}

/** What today's run knows of a customer. */
export interface WinBackFacts {
	readonly asOfDay: number;
	readonly isLapsed: boolean;
	/** Key of the lapse that the last order leads to, lapsed or not; empty without an order. */
	readonly lapseKey: string;
	/** Whether an order fell on one of these days, both included. */
	hasOrdered(fromDay: number, toDay: number): boolean;
	/** For a lapsed customer without a stored row: whether the lapse is sent all the same. */
	isBacklogDue(): boolean;
}

export interface WinBackLimits {
	readonly windowDays: number;
	readonly coolDownDays: number;
}

/**
 * The win-back state that follows from the stored one and from what today's run knows; nothing else counts, so that a run
 * that died is finished by running it again.
 *
 * A lapse is due on the first run that sees it, unless the cool-down of the last one still runs. An order within the
 * window converts it; an order before or after ends it. A lapse that ends because the tier changed keeps its state, and
 * an order that is taken back brings the old lapse back.
 *
 * @param stored undefined: the customer has no stored row
 */
export function nextWinBack(
	stored: WinBack | undefined,
	today: WinBackFacts,
	{ windowDays, coolDownDays }: WinBackLimits,
): WinBack {
	const { asOfDay, isLapsed, lapseKey } = today;
	const { sinceDay, sentKey } = stored ?? nothing;
	const age = asOfDay - sinceDay;
	if (isLapsed && lapseKey !== sentKey) {
		if (age < coolDownDays) return { state: 'coolingDown', sinceDay, sentKey };
		return stored !== undefined || today.isBacklogDue()
			? { state: 'due', sinceDay: asOfDay, sentKey: lapseKey }
			: { state: 'expired', sinceDay: NaN, sentKey: lapseKey };
	}
	return { state: stateOfSentLapse(), sinceDay, sentKey };

	function stateOfSentLapse(): WinBackState {
		if (sentKey === '') return 'none';
		if (lapseKey === sentKey) return age <= windowDays ? 'waiting' : 'expired';
		// What has ended once stays so: a conversion is told from orders only while its own lapse is at hand.
		const isOver = stored?.state === 'none' || stored?.state === 'coolingDown';
		const isConverted = !isOver && today.hasOrdered(sinceDay, sinceDay + windowDays);
		return isConverted ? 'converted' : 'none';
	}
}

const nothing: WinBack = { state: 'none', sinceDay: NaN, sentKey: '' };
