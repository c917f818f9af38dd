import { dayOfDate } from '../../values/days';
import type { JsonRecord } from '../../values/jsonRecord';
import type { CustomerTable } from '../customers/customerTable';
import { previousRows } from '../customers/previousRows';
import type { ChurnJudgement } from './judgeChurn';
import type { LapseKeyWriter } from './lapseKey';
import type { ChurnOptions } from './options';
import type { Rhythms } from './readRhythms';
import { nextWinBack, winBackStates, type WinBack, type WinBackState } from './winBackState';

type JudgeChurn = (i: number) => ChurnJudgement | undefined;

/**
 * Makes the function that says where the win-back of customer i stands, from the stored rows of the last run.
 *
 * A row that was stored without a win-back state is none: on the run that switches New Lapses Only on, everybody who
 * lapsed before is backlog.
 */
export function winBackJudge(
	table: CustomerTable,
	rhythms: Rhythms,
	judge: JudgeChurn,
	lapseKeyOf: LapseKeyWriter,
	previous: readonly JsonRecord[],
	options: ChurnOptions,
): (i: number, judged: ChurnJudgement | undefined) => WinBack {
	const { fieldNames, winBackWindowDays: windowDays } = options;
	const rows = previousRows(table.ids, previous, fieldNames.customerId);
	const stored = rows.map((row) => row && readStored(row, fieldNames));
	const isBacklogDue = backlogRules[options.winBackBacklog];
	const newest =
		options.winBackBacklog === 'newest'
			? newestLapses(
					table.ids.flatMap((_, i) => (stored[i] === undefined ? [i] : [])),
					(i) => triggerAge(rhythms, i, judge(i)),
					options.winBackNewest,
				)
			: new Set<number>();
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

/** Which lapses of customers without a stored row are sent: those of the window, none, the newest or all. */
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

/** The customers who lapsed last, of equals the first by id. */
function newestLapses(
	customers: readonly number[],
	ageOf: (i: number) => number,
	most: number,
): ReadonlySet<number> {
	const lapses = customers.map((i) => ({ i, age: ageOf(i) })).filter(({ age }) => age >= 0);
	lapses.sort((a, b) => a.age - b.age || a.i - b.i);
	return new Set(lapses.slice(0, most).map(({ i }) => i));
}

function readStored(row: JsonRecord, fieldNames: ChurnOptions['fieldNames']): WinBack | undefined {
	const state = textIn(row[fieldNames.previousWinBackState]);
	if (!isWinBackState(state)) return undefined;
	return {
		state,
		sinceDay: dayOfDate(row[fieldNames.previousWinBackSince]) ?? NaN,
		sentKey: textIn(row[fieldNames.previousWinBackSentKey]),
	};
}

function textIn(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}

function isWinBackState(text: string): text is WinBackState {
	return winBackStates.some((state) => state === text);
}
