import type { JsonRecord } from '../../values/jsonRecord';
import { Customers } from '../customers/customers';
import { CustomerTable } from '../customers/customerTable';
import { collectPasses, type Passes, type RowSinks } from '../customers/passes';
import { olderRowsNotice } from '../customers/previousRows';
import { drawHoldout } from '../holdout/drawHoldout';
import { readSavedModel } from '../model/readSavedModel';
import type { CustomersResult, CustomerTotals } from '../result';
import { sortSetAside } from '../setAsideRows';
import { fitTierModel } from './fitTierModel';
import { tierJudge } from './judgeTier';
import { checkTierOptions, hysteresisOf, type TierOptions } from './options';
import { previousTierReader, tierDateFields } from './previousTiers';
import { rankedDifferently } from './rankedBy';
import { summariseTiers } from './summariseTiers';
import { TierReader } from './tierColumns';
import { tierModel, versionOfTierModel } from './tierModel';
import { tierNotices } from './tierNotices';
import { tierCopier, tierRowWriter } from './tierRows';
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
	const customers = Customers.ofRows(rows, options.fieldNames.customerId);
	return collectPasses(customers, ['customers'], (sinks) =>
		tierPasses(customers, options, lastRun, timeZone, sinks),
	);
}

/** Assigns tiers in two passes: one reads what is compared, one judges and writes. */
export function* tierPasses(
	given: Customers,
	options: TierOptions,
	lastRun: readonly JsonRecord[],
	timeZone: string,
	{ customers }: RowSinks<'customers'>,
): Passes<CustomerTotals> {
	checkTierOptions(options);
	const saved =
		options.use === 'savedModel'
			? readSavedModel('tier', options.savedModel, tierModel)
			: undefined;
	const table = new CustomerTable(given, options.fieldNames, options.asOf);
	const reader = new TierReader(table, options, saved);
	const previous = previousTierReader(table, lastRun, options.fieldNames, timeZone);
	yield {
		each: (i) => {
			reader.read(i);
			previous.read(i);
		},
	};
	const tierCustomers = reader.finish();
	const model = saved ?? fitTierModel(tierCustomers, options);
	const judge = tierJudge(model, tierCustomers, previous, hysteresisOf(options));
	const version = versionOfTierModel(model);
	const copy = tierCopier(options);
	const write = tierRowWriter(copy, table, tierCustomers, previous, version, options);
	const tally = new TierTally(table.ids.length);
	yield {
		copy,
		each: (i) => {
			const judged = judge(i);
			const group = drawHoldout(table.row(i), table.ids[i], options);
			tally.add(i, judged, group);
			customers.push({ row: write(i, judged, group), source: table.sources[i] });
		},
	};

	const run = tierRunOf(tierCustomers, model, tally, options);
	const setAside = sortSetAside(table.setAside);
	const notices = [
		...tierNotices(run),
		...rankedDifferently(lastRun, [model.valueField], 'tierValue'),
		...olderRowsNotice(previous.olderRows, tierDateFields(options.fieldNames)),
	];
	const summary = summariseTiers(run, tierCustomers, tally, setAside, notices, options);
	return { setAside, notices, summary, breakdown: tierBreakdown(run.tiers) };
}
