import type { JsonRecord } from '../../values/jsonRecord';
import { readNumber } from '../../values/readNumber';
import { Customers } from '../customers/customers';
import { CustomerTable } from '../customers/customerTable';
import { collectPasses, type Passes, type RowSinks } from '../customers/passes';
import type { CustomersResult, CustomerTotals, OutputRow } from '../result';
import { sortSetAside } from '../setAsideRows';
import { churnNotices } from './churnNotices';
import { churnCopier, churnRowWriter } from './churnRows';
import { ChurnTally } from './churnTally';
import { churnVersionOf } from './churnVersion';
import type { ChurnModel } from './churnModel';
import { churnPastReader, fitChurnModel } from './fitChurnModel';
import { churnJudge } from './judgeChurn';
import { NewestLapses, winBackJudge } from './judgeWinBack';
import { lapseDaysReader } from './lapseDays';
import { lapseKeyWriter } from './lapseKey';
import type { ChurnOptions } from './options';
import { readPreviousChurn } from './previousChurn';
import { readChurnModel } from './readChurnModel';
import { RhythmReader } from './readRhythms';
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
	const customers = Customers.ofRows(rows, options.fieldNames.customerId);
	return collectPasses(customers, ['customers', 'atRisk', 'winBackDue'], (sinks) =>
		churnPasses(customers, options, previous, timeZone, sinks),
	);
}

/** Judges churn in passes: one reads rhythms, one finds the newest lapses where these count, one judges and writes. */
export function* churnPasses(
	given: Customers,
	options: ChurnOptions,
	previous: readonly JsonRecord[],
	timeZone: string,
	{ customers, atRisk, winBackDue }: RowSinks<'customers' | 'atRisk' | 'winBackDue'>,
): Passes<CustomerTotals> {
	const { fieldNames } = options;
	const table = new CustomerTable(
		given,
		{ ...fieldNames, orderCount: 'orderCount', orderCountLifetime: fieldNames.orderCount },
		options.asOf,
	);
	const saved = options.use === 'savedModel' ? readChurnModel(options) : undefined;
	const { rhythms, past } = yield* readRhythms(table, options, saved);
	const { model, notices: fitNotices } = saved
		? { model: saved, notices: [] }
		: fitChurnModel(rhythms, past, options);
	const version = churnVersionOf(options, model);

	const last = readPreviousChurn(table, previous, options, timeZone);
	const lapseDaysOf = lapseDaysReader(options);
	const judge = churnJudge(table, { rhythms, ...past }, model, lapseDaysOf, last, options);
	const lapseKeyOf = lapseKeyWriter(table.ids, rhythms.lastOrderDay);
	const lapses = last.winBacks && new NewestLapses(rhythms, last.winBacks);
	if (lapses && options.winBackBacklog === 'newest') {
		yield { each: (i) => lapses.add(i, judge(i)) };
	}
	const newest = lapses?.newest(options.winBackNewest) ?? new Set();
	const judgeWinBack =
		last.winBacks && winBackJudge(table, rhythms, lapseKeyOf, last.winBacks, newest, options);
	const copy = churnCopier(options);
	const write = churnRowWriter(copy, table, rhythms, model, version, lapseKeyOf, options);
	const tally = new ChurnTally(options.winBackWindowDays);
	yield {
		copy,
		each: (i) => {
			const judged = judge(i);
			const winBack = judgeWinBack?.(i, judged);
			const days = rhythms.daysSinceLastOrder[i];
			tally.add(judged, days, readNumber(table.row(i)[fieldNames.money]), winBack);
			const customer = { row: write(i, judged, winBack), source: table.sources[i] };
			customers.push(customer);
			const isDue = winBack === undefined ? judged?.status === 'lapsed' : winBack.state === 'due';
			if (judged?.status === 'atRisk') atRisk.push(customer);
			else if (isDue) winBackDue.push(customer);
		},
	};

	const setAside = sortSetAside(table.setAside);
	const notices = [
		...fitNotices,
		...riskCorrectionNotices(model, options),
		...churnNotices(rhythms, tally.withoutTier, lapseDaysOf.unknownTiers(), options),
		...winBackNotices(tally, previous.length === 0, options),
		...last.notices,
	];
	const summary = summariseChurn(tally, setAside.length, { model, version }, notices, options);
	return { setAside, notices, summary, breakdown: tally.breakdown() };
}

/** Reads rhythms, and what the model needs of the past, in one pass. */
function* readRhythms(table: CustomerTable, options: ChurnOptions, saved: ChurnModel | undefined) {
	const reader = new RhythmReader(table, options);
	const pastReader = churnPastReader(table, options, saved);
	yield {
		each: (i: number) => {
			reader.read(i);
			pastReader.read(i);
		},
	};
	return { rhythms: reader.rhythms(), past: pastReader.past() };
}
