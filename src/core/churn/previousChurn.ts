import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { readNumber } from '../../values/readNumber';
import { storedDayReader } from '../../values/storedDay';
import type { CustomerTable } from '../customers/customerTable';
import { olderRowsNotice, previousRows } from '../customers/previousRows';
import { readStoredWinBack } from './judgeWinBack';
import type { ChurnOptions } from './options';
import { stateNotice } from './winBackNotices';
import type { WinBack } from './winBackState';

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
	const dayOf = storedDayReader(table.rows[0]?.[fieldNames.asOf], timeZone);
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
