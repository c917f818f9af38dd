import { cellText } from '../../values/cellText';
import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { readNumber } from '../../values/readNumber';
import { type DayReader, storedDayReader } from '../../values/storedDay';
import type { CustomerTable } from '../customers/customerTable';
import { olderRowsNotice, previousRows } from '../customers/previousRows';
import type { ChurnOptions } from './options';
import { type WinBack, type WinBackState, winBackStates } from './winBackState';

/** Each customer's results of the previous run; NaN where they are not known. */
export interface PreviousChurn {
	risk(i: number): number;
	score(i: number): number;
	/** The win-back state of each customer, undefined where it has none; undefined unless each lapse is sent once. */
	readonly winBacks: ReadonlyArray<WinBack | undefined> | undefined;
	readonly notices: Notice[];
}

/**
 * Reads the results of the previous run.
 *
 * @param stored its rows; may be empty, or hold those of earlier runs too
 * @param timeZone the shop's, for days that a store has converted to UTC
 */
export function readPreviousChurn(
	table: CustomerTable,
	stored: readonly JsonRecord[],
	{ fieldNames, winBack }: ChurnOptions,
	timeZone: string,
): PreviousChurn {
	const dateFields = [fieldNames.asOf, fieldNames.previousWinBackSince];
	const { rows, older } = previousRows(table.ids, stored, fieldNames.customerId, dateFields);
	const numberIn = (field: string) => (i: number) => readNumber(rows[i]?.[field]);
	const dayOf = storedDayReader(table.firstRow?.[fieldNames.asOf], timeZone);
	const winBacks =
		winBack === 'newLapses'
			? rows.map((row) => row && readStoredWinBack(row, fieldNames, dayOf))
			: undefined;
	return {
		risk: numberIn(fieldNames.previousChurnRisk),
		score: numberIn(fieldNames.valueScore),
		winBacks,
		notices: [
			...stateNotice(rows, winBacks, fieldNames.previousWinBackState),
			...olderRowsNotice(older, dateFields),
		],
	};
}

/**
 * A customer's win-back state when the row was stored.
 *
 * A row without a win-back state counts as no row: on the run that switches New Lapses Only on, everybody who lapsed
 * before is backlog.
 */
function readStoredWinBack(
	row: JsonRecord,
	fieldNames: ChurnOptions['fieldNames'],
	dayOf: DayReader,
): WinBack | undefined {
	const state = cellText(row, fieldNames.previousWinBackState);
	if (!isWinBackState(state)) return undefined;
	return {
		state,
		sinceDay: dayOf(row[fieldNames.previousWinBackSince]) ?? NaN,
		sentKey: cellText(row, fieldNames.previousWinBackSentKey),
	};
}

function isWinBackState(text: string): text is WinBackState {
	return winBackStates.some((state) => state === text);
}

/** Says that the last run's rows are present, but without win-back states: every lapse is backlog again. */
function stateNotice(
	rows: readonly unknown[],
	stored: readonly unknown[] | undefined,
	field: string,
): Notice[] {
	const isMissing = (value: unknown) => value === undefined;
	if (stored === undefined || rows.every(isMissing) || !stored.every(isMissing)) return [];
	const message = `No row on "Previous" has a win-back state in "${field}", so every lapse counts as backlog. That is expected on the first run with New Lapses Only; later, store that field too, or lapses are sent again.`;
	return [{ code: 'noWinBackStates', message, level: 'warning' }];
}
