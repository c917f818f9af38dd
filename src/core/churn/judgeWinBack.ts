import type { CustomerTable } from '../customers/customerTable';
import type { ChurnJudgement } from './judgeChurn';
import type { LapseKeyWriter } from './lapseKey';
import type { ChurnOptions } from './options';
import type { Rhythms } from './readRhythms';
import { nextWinBack, type WinBack } from './winBackState';

/**
 * Returns the function that returns the win-back state of customer i.
 *
 * @param stored each customer's state in the last run; undefined where it is not known
 * @param newest the customers whose lapses are sent where the backlog is the newest ones
 */
export function winBackJudge(
	table: CustomerTable,
	rhythms: Rhythms,
	lapseKeyOf: LapseKeyWriter,
	stored: ReadonlyArray<WinBack | undefined>,
	newest: ReadonlySet<number>,
	options: ChurnOptions,
): (i: number, judged: ChurnJudgement | undefined) => WinBack {
	const { winBackWindowDays: windowDays } = options;
	const isBacklogDue = backlogRules[options.winBackBacklog];
	return (i, judged) =>
		nextWinBack(
			stored[i],
			{
				asOfDay: table.asOfDay(i),
				isLapsed: judged?.status === 'lapsed',
				lapseKey: rhythms.orderDays[i] > 0 ? lapseKeyOf(i) : '',
				hasOrdered: (fromDay, toDay) => hasOrdered(i, fromDay, toDay),
				isBacklogDue: () => isBacklogDue(triggerAge(rhythms, i, judged), windowDays, newest.has(i)),
			},
			{ windowDays, coolDownDays: options.winBackCoolDownDays },
		);

	function hasOrdered(i: number, fromDay: number, toDay: number): boolean {
		const days = table.history(i)?.days ?? [];
		const lastDay = Math.min(toDay, table.asOfDay(i));
		const orderDays = days.length > 0 ? days : [rhythms.lastOrderDay[i]];
		return orderDays.some((day) => day >= fromDay && day <= lastDay);
	}
}

/** Which lapses of customers without a stored row are sent: those within the window, none, the newest, or all. */
const backlogRules = {
	window: (age, windowDays) => age <= windowDays,
	skip: () => false,
	newest: (_age, _windowDays, isNewest) => isNewest,
	all: () => true,
} as const satisfies Record<
	ChurnOptions['winBackBacklog'],
	(age: number, windowDays: number, isNewest: boolean) => boolean
>;

/** Days since a customer lapsed; NaN for one who hasn't. */
function triggerAge(rhythms: Rhythms, i: number, judged: ChurnJudgement | undefined): number {
	if (judged?.status !== 'lapsed' || judged.lapseDays === undefined) return NaN;
	return rhythms.daysSinceLastOrder[i] - judged.lapseDays;
}

/** Finds the customers who lapsed last and have no stored state; ties are broken by ID. */
export class NewestLapses {
	private readonly lapses: Array<{ readonly i: number; readonly age: number }> = [];

	constructor(
		private readonly rhythms: Rhythms,
		private readonly stored: ReadonlyArray<WinBack | undefined>,
	) {}

	add(i: number, judged: ChurnJudgement | undefined): void {
		if (this.stored[i] !== undefined) return;
		const age = triggerAge(this.rhythms, i, judged);
		if (age >= 0) this.lapses.push({ i, age });
	}

	/** The newest of them, by their index. */
	newest(most: number): ReadonlySet<number> {
		this.lapses.sort((a, b) => a.age - b.age || a.i - b.i);
		return new Set(this.lapses.slice(0, most).map(({ i }) => i));
	}
}
