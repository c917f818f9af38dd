/** The states of a customer's win-back; each lapse has one. */
export const winBackStates = [
	'none',
	'due',
	'waiting',
	'converted',
	'expired',
	'coolingDown',
] as const;

export type WinBackState = (typeof winBackStates)[number];

/** A customer's win-back; it is stored from run to run. */
export interface WinBack {
	readonly state: WinBackState;
	/** Day of the run that sent the customer to Win-Back Due; NaN where none did. */
	readonly sinceDay: number;
	/** Key of the lapse that was last sent, or skipped as backlog; empty where there was none. */
	readonly sentKey: string;
}

/** What the current run knows about a customer. */
export interface WinBackFacts {
	readonly asOfDay: number;
	readonly isLapsed: boolean;
	/** Key of the lapse that follows the last order, lapsed or not; empty without an order. */
	readonly lapseKey: string;
	/** Whether an order fell on one of these days, both included. */
	hasOrdered(fromDay: number, toDay: number): boolean;
	/** For a lapsed customer without a stored row: whether the lapse is sent anyway. */
	isBacklogDue(): boolean;
}

export interface WinBackLimits {
	readonly windowDays: number;
	readonly coolDownDays: number;
}

/**
 * The win-back state that follows from the stored one and the current run's facts; nothing else counts, so that a run
 * that died is completed by running it again.
 *
 * A lapse is due in the first run where it appears, unless the cool-down of the last one is still running. An order
 * within the window converts it; an order before or after ends it. A lapse that ends because the tier changed keeps its
 * state, and if an order is canceled, the old lapse is back.
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
		// An ended win-back stays ended: a conversion can only be recognized while its own lapse is known.
		const isOver = stored?.state === 'none' || stored?.state === 'coolingDown';
		const isConverted = !isOver && today.hasOrdered(sinceDay, sinceDay + windowDays);
		return isConverted ? 'converted' : 'none';
	}
}

const nothing: WinBack = { state: 'none', sinceDay: NaN, sentKey: '' };
