import type { JsonRecord } from '../../values/jsonRecord';
import { readNumber } from '../../values/readNumber';
import { CustomerTable } from '../customers/customerTable';
import type { CustomersResult, OutputRow } from '../result';
import { sortSetAside } from '../setAsideRows';
import { churnNotices } from './churnNotices';
import { churnRowWriter } from './churnRows';
import { ChurnTally } from './churnTally';
import { churnVersionOf } from './churnVersion';
import { fitChurnModel } from './fitChurnModel';
import { churnJudge } from './judgeChurn';
import { winBackJudge } from './judgeWinBack';
import { lapseDaysReader } from './lapseDays';
import { lapseKeyWriter } from './lapseKey';
import type { ChurnOptions } from './options';
import { readPreviousChurn } from './previousChurn';
import { readChurnModel } from './readChurnModel';
import { readRhythms } from './readRhythms';
import { riskCorrectionNotices } from './riskCorrectionNotices';
import { summariseChurn } from './summariseChurn';
import { winBackNotices } from './winBackNotices';

export interface ChurnResult extends CustomersResult {
	/** Copies of the customers whose status is `atRisk`. */
	readonly atRisk: OutputRow[];
	/**
	 * Copies of the customers whose status is `lapsed`; with New Lapses Only, of those whose lapse first appears in this
	 * run.
	 */
	readonly winBackDue: OutputRow[];
}

/**
 * Judges how likely each customer is to leave: a churn risk, a status (lapsed, at risk, ok) and the reasons.
 *
 * Levels and flags use the unrounded risk; the row has it with two decimals. A customer without a known last order has
 * no risk and is `ok`.
 *
 * @param previous rows of the last run, for risks that rise and scores that fall fast; may be empty
 * @param timeZone the shop's, for days that a store has converted to UTC
 */
export function checkChurn(
	rows: readonly JsonRecord[],
	options: ChurnOptions,
	previous: readonly JsonRecord[] = [],
	timeZone = 'UTC',
): ChurnResult {
	const { fieldNames } = options;
	const table = new CustomerTable(
		rows,
		{ ...fieldNames, orderCount: 'orderCount', orderCountLifetime: fieldNames.orderCount },
		options.asOf,
	);
	const rhythms = readRhythms(table, options);
	const { model, notices: fitNotices } =
		options.use === 'savedModel'
			? { model: readChurnModel(options), notices: [] }
			: fitChurnModel(table, rhythms, options);
	const version = churnVersionOf(options, model);

	const last = readPreviousChurn(table, previous, options, timeZone);
	const lapseDaysOf = lapseDaysReader(options);
	const judge = churnJudge(table, rhythms, model, lapseDaysOf, last, options);
	const lapseKeyOf = lapseKeyWriter(table.ids, rhythms.lastOrderDay);
	const judgeWinBack =
		last.winBacks && winBackJudge(table, rhythms, judge, lapseKeyOf, last.winBacks, options);
	const write = churnRowWriter(table, rhythms, model, version, lapseKeyOf, options);
	const tally = new ChurnTally(options.winBackWindowDays);
	const atRisk: OutputRow[] = [];
	const winBackDue: OutputRow[] = [];
	const customers = table.sources.map((source, i): OutputRow => {
		const judged = judge(i);
		const winBack = judgeWinBack?.(i, judged);
		tally.add(
			judged,
			rhythms.daysSinceLastOrder[i],
			readNumber(table.row(i)[fieldNames.money]),
			winBack,
		);
		const customer = { row: write(i, judged, winBack), source };
		const isDue = winBack === undefined ? judged?.status === 'lapsed' : winBack.state === 'due';
		if (judged?.status === 'atRisk') atRisk.push(customer);
		else if (isDue) winBackDue.push(customer);
		return customer;
	});

	const setAside = sortSetAside(table.setAside);
	const notices = [
		...fitNotices,
		...riskCorrectionNotices(model, options),
		...churnNotices(rhythms, tally.withoutTier, lapseDaysOf.unknownTiers(), options),
		...winBackNotices(tally, previous.length === 0, options),
		...last.notices,
	];
	const summary = summariseChurn(tally, setAside.length, { model, version }, notices, options);
	const breakdown = tally.breakdown();
	return { customers, atRisk, winBackDue, setAside, notices, summary, breakdown };
}
