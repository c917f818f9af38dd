import { dateOfDay } from '../../values/days';
import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import type { DayReader } from '../../values/storedDay';
import { counted } from '../../values/wording';

/** The rows of one earlier run from a store that may hold many. */
export interface PreviousRun {
	readonly rows: readonly JsonRecord[];
	readonly notices: Notice[];
}

/**
 * The run to compare with: of rows with several days those of the newest day before today's, or of the newest up to the
 * requested day.
 *
 * Rows without a day belong to that run. Where no day is early enough all rows are returned, and the comparison of both
 * days then reports the error.
 *
 * @param dayOf the day of a row's `asOf`
 * @param lastDay day number of the latest day allowed; undefined: any
 */
export function previousRun(
	stored: readonly JsonRecord[],
	asOfField: string,
	dayOf: DayReader,
	lastDay: number | undefined,
): PreviousRun {
	const days = stored.map((row) => dayOf(row[asOfField]));
	const taken = days.reduce<number>(
		(newest, day) =>
			day !== undefined && day > newest && !(day > (lastDay ?? day)) ? day : newest,
		-Infinity,
	);
	const isOther = (day: number | undefined) => day !== undefined && day !== taken;
	const others = taken === -Infinity ? 0 : days.filter(isOther).length;
	if (others === 0) return { rows: stored, notices: [] };
	const message = `${counted(others, 'row')} on "Previous" ${others === 1 ? 'is' : 'are'} of other runs than that of ${dateOfDay(taken)} by "${asOfField}", and not used: this run is compared with that one.`;
	return {
		rows: stored.filter((_, i) => !isOther(days[i])),
		notices: [{ code: 'otherPreviousRuns', message, level: 'info' }],
	};
}
