import type { JsonRecord } from '../../values/jsonRecord';
import { CustomerTable } from '../customers/customerTable';
import type { CustomersResult, OutputRow } from '../result';
import { sortSetAside } from '../setAsideRows';
import { churnNotices } from './churnNotices';
import { churnRowWriter } from './churnRows';
import { ChurnTally } from './churnTally';
import { churnVersionOf } from './churnVersion';
import { fitChurnModel } from './fitChurnModel';
import { churnJudge } from './judgeChurn';
import { lapseDaysReader } from './lapseDays';
import type { ChurnOptions } from './options';
import { readPreviousChurn } from './previousChurn';
import { readChurnModel } from './readChurnModel';
import { readRhythms } from './readRhythms';
import { round } from './round';

export interface ChurnResult extends CustomersResult {
	/** Copies of the customers whose status is `atRisk`. */
	readonly atRisk: OutputRow[];
	/** Copies of the customers whose status is `lapsed`. */
	readonly winBackDue: OutputRow[];
}

/**
 * Judges for every customer how likely it is to leave: a churn risk, a status (lapsed, at risk, ok) and the reasons.
 *
 * Levels and flags use the unrounded risk; the row carries it with two decimals. A customer without a known last order
 * has no risk and is `ok`.
 *
 * @param previous rows of the last run, for risks that rise and scores that fall fast; may be empty
 */
export function checkChurn(
	rows: readonly JsonRecord[],
	options: ChurnOptions,
	previous: readonly JsonRecord[] = [],
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

	const previousChurn = readPreviousChurn(table, previous, options);
	const lapseDaysOf = lapseDaysReader(options);
	const judge = churnJudge(table, rhythms, model, lapseDaysOf, previousChurn, options);
	const write = churnRowWriter(table, rhythms, model, version, options);
	const tally = new ChurnTally();
	const atRisk: OutputRow[] = [];
	const winBackDue: OutputRow[] = [];
	const customers = table.sources.map((source, i): OutputRow => {
		const judged = judge(i);
		tally.add(judged);
		const customer = { row: write(i, judged), source };
		if (judged?.status === 'atRisk') atRisk.push(customer);
		else if (judged?.status === 'lapsed') winBackDue.push(customer);
		return customer;
	});

	const setAside = sortSetAside(table.setAside);
	const notices = [
		...fitNotices,
		...churnNotices(rhythms, tally.withoutTier, lapseDaysOf.unknownTiers(), options),
	];
	const summary = {
		...tally.summary(setAside.length),
		meanGapDays: round(model.meanGapDays, 10),
		churnModelVersion: version,
		model: { ...model, version },
		notices,
	};
	return { customers, atRisk, winBackDue, setAside, notices, summary };
}
