import type { JsonRecord } from '../../values/jsonRecord';
import { CustomerTable } from '../customers/customerTable';
import { olderRowsNotice } from '../customers/previousRows';
import { drawHoldout } from '../holdout/drawHoldout';
import { readSavedModel } from '../model/readSavedModel';
import type { CustomersResult, OutputRow } from '../result';
import { sortSetAside } from '../setAsideRows';
import { fitTierModel } from './fitTierModel';
import { tierJudge } from './judgeTier';
import { checkTierOptions, hysteresisOf, type TierOptions } from './options';
import { readPreviousTiers, tierDateFields } from './previousTiers';
import { rankedDifferently } from './rankedBy';
import { summariseTiers } from './summariseTiers';
import { readTierCustomers } from './tierColumns';
import { tierModel, versionOfTierModel } from './tierModel';
import { tierNotices } from './tierNotices';
import { tierRowWriter } from './tierRows';
import { tierRunOf } from './tierRun';
import { tierBreakdown } from './tierSizes';
import { TierTally } from './tierTally';

/**
 * Assigns every customer a tier by percentile of a value or by money, and explains it.
 *
 * Customers without orders, and those without the value, have tier null and don't count for shares. With a saved model
 * its options and cut points are used, and applying it to the batch it was fitted on gives the batch's tiers.
 *
 * @param lastRun rows of the last run; empty: the previous tier is read from the customer's own row
 * @param timeZone the shop's, for days that a store has converted to UTC
 */
export function assignTiers(
	rows: readonly JsonRecord[],
	options: TierOptions,
	lastRun: readonly JsonRecord[] = [],
	timeZone = 'UTC',
): CustomersResult {
	checkTierOptions(options);
	const saved =
		options.use === 'savedModel'
			? readSavedModel('tier', options.savedModel, tierModel)
			: undefined;
	const table = new CustomerTable(rows, options.fieldNames, options.asOf);
	const tierCustomers = readTierCustomers(table, options, saved);
	const model = saved ?? fitTierModel(tierCustomers, options);

	const previous = readPreviousTiers(table, lastRun, options.fieldNames, timeZone);
	const judge = tierJudge(model, tierCustomers, previous, hysteresisOf(options));
	const version = versionOfTierModel(model);
	const write = tierRowWriter(table, tierCustomers, previous, version, options);
	const tally = new TierTally(table.ids.length);
	const customers = table.sources.map((source, i): OutputRow => {
		const judged = judge(i);
		const group = drawHoldout(table.row(i), table.ids[i], options);
		tally.add(i, judged, group);
		return { row: write(i, judged, group), source };
	});

	const run = tierRunOf(tierCustomers, model, tally, options);
	const setAside = sortSetAside(table.setAside);
	const notices = [
		...tierNotices(run),
		...rankedDifferently(lastRun, [model.valueField], 'tierValue'),
		...olderRowsNotice(previous.olderRows, tierDateFields(options.fieldNames)),
	];
	const summary = summariseTiers(run, tierCustomers, tally, setAside, notices, options);
	return { customers, setAside, notices, summary, breakdown: tierBreakdown(run.tiers) };
}
