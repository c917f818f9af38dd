import type { JsonRecord } from '../../values/jsonRecord';
import { observeGroups, type ObservedGroups } from '../btyd/observeGroups';
import { daysPerMonth } from '../btyd/orderHistories';
import { Customers } from '../customers/customers';
import { CustomerTable } from '../customers/customerTable';
import { collectPasses, type Passes, type RowSinks } from '../customers/passes';
import type { CustomersResult, CustomerTotals } from '../result';
import { sortSetAside } from '../setAsideRows';
import { runBacktest, type Backtest } from './backtest';
import { readClvModel, type ClvModel } from './clvModel';
import { clvNotices } from './clvNotices';
import { clvCopier, clvRowWriter } from './clvRows';
import { cohortValues } from './cohortValues';
import { earlierCuts, pastErrors } from './earlierCuts';
import { fitClvModel, type FittedClv } from './fitClvModel';
import { fitShop } from './fitShop';
import { learnFromCuts } from './learnFromCuts';
import { heldBackDays } from './heldBackDays';
import { shapingOptions, type ClvOptions } from './options';
import { newCustomerWorth } from './newCustomerWorth';
import { horizonOf, predictCustomers } from './predictCustomers';
import { HistoryReader, type ReadHistories } from './readHistories';
import { summariseClv } from './summariseClv';

/**
 * Predicts for every customer orders, spend and lifetime value over the horizon, from `orderHistory`.
 *
 * Orders of one day are one. A customer who never ordered gets no prediction (null). With a saved model nothing is
 * fitted and the model's own horizon, margin and discount apply, so that a single customer gets the same number as in
 * the whole base. The parts of a prediction that cohort averages can't provide are null.
 */
export function predictClv(rows: readonly JsonRecord[], options: ClvOptions): CustomersResult {
	const customers = Customers.ofRows(rows, options.fieldNames.customerId);
	return collectPasses(customers, ['customers'], (sinks) => clvPasses(customers, options, sinks));
}

/** Predicts in two passes: one reads order histories, one writes the predictions. */
export function* clvPasses(
	given: Customers,
	options: ClvOptions,
	{ customers }: RowSinks<'customers'>,
): Passes<CustomerTotals> {
	const table = new CustomerTable(given, options.fieldNames, options.asOf);
	const { read, groups } = yield* readHistories(table, options);
	const { histories } = read;
	const shaping = shapingOptions.parse(options);
	const shop = options.use === 'fit' ? fitShop(histories, shaping) : undefined;
	const observed = shop?.observed ?? observeGroups(histories);
	const earlier = shop === undefined ? undefined : earlierCuts(histories, shop, shaping);
	const { model, predictions } =
		shop === undefined || earlier === undefined
			? applySavedModel(readClvModel(options.savedModel), observed)
			: fitClvModel(shop, shaping, learnFromCuts(earlier, shop, shaping));
	const copy = clvCopier(options);
	const write = clvRowWriter(copy, table, read, { model, observed, predictions }, options);
	yield {
		copy,
		each: (i) => {
			const row = write(i);
			if (row !== undefined) customers.push({ row, source: table.sources[i] });
		},
	};

	const setAside = sortSetAside(read.setAside);
	const backtest = shop === undefined ? undefined : backtestOf(read, options, model);
	const groupOf = (place: number) => groups[observed.observation.customers[place]] ?? '';
	const newCustomers = shop === undefined ? null : newCustomerWorth(observed, model, groupOf);
	const errors = earlier === undefined ? null : pastErrors(earlier);
	const notices =
		shop === undefined
			? []
			: clvNotices({ shop, backtest, pastErrors: errors, newCustomers }, options);
	return {
		setAside,
		summary: summariseClv({
			model,
			shop,
			observed,
			predictions,
			backtest,
			earlier,
			pastErrors: errors,
			cohorts: shop === undefined ? [] : cohortValues(histories, observed, model),
			newCustomers,
			histories,
			setAside,
			customers: read.orderCounts.length,
			notices,
		}),
		notices,
	};
}

/** Reads order histories in one pass, and the group of each customer who is used, where groups are asked for. */
function* readHistories(
	table: CustomerTable,
	{ fieldNames, newCustomersBy }: ClvOptions,
): Passes<{ read: ReadHistories; groups: string[] }> {
	const reader = new HistoryReader(table, fieldNames);
	const groups: string[] = [];
	yield {
		each: (i) => {
			const isUsed = reader.read(i);
			if (isUsed && newCustomersBy !== '') groups.push(groupIn(table.row(i)[newCustomersBy]));
		},
	};
	return { read: reader.finish(), groups };
}

function applySavedModel(model: ClvModel, observed: ObservedGroups): FittedClv {
	const horizon = horizonOf(model.options, model, observed.histories);
	return { model, predictions: predictCustomers(model, observed, horizon) };
}

/** The channel, category or other group that a cell names; empty where it names none. */
function groupIn(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function backtestOf(
	{ histories }: ReadHistories,
	{ backtest, backtestDays, horizonMonths }: ClvOptions,
	model: ClvModel,
): Backtest | undefined {
	if (!backtest) return undefined;
	const days =
		backtestDays > 0 ? backtestDays : heldBackDays(histories, horizonMonths * daysPerMonth);
	return runBacktest(histories, model.options, days);
}
