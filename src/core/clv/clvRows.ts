import type { JsonRecord } from '../../values/jsonRecord';
import { resultCopier, resultsOf } from '../customers/resultFields';
import type { OutputRow } from '../result';
import { clvJudge, type PredictedShop } from './clvJudge';
import type { ClvOptions } from './options';
import type { ReadHistories } from './readHistories';
import { bands, type Band } from './segments';

/** One row per customer, in the order of IDs: the input's own fields and the prediction, null where there is none. */
export function writeClvRows(
	rows: readonly JsonRecord[],
	read: ReadHistories,
	shop: PredictedShop,
	options: ClvOptions,
): OutputRow[] {
	const { sources } = read;
	const { customers: observedCustomers } = shop.observed.observation;
	const { outputFields: fields, fieldNames } = options;
	const own = resultsOf('predictClv', fields);
	const copyRow = resultCopier({ own, fields, customerId: fieldNames.customerId });
	const judge = clvJudge(read, shop, fields);
	const customers = new Array<OutputRow>(sources.length);
	for (let i = 0; i < observedCustomers.length; i++) {
		const source = sources[observedCustomers[i]];
		const spendBand = rows[source][fieldNames.spendBand];
		const row = copyRow(rows[source]);
		judge(i, isBand(spendBand) ? spendBand : undefined, row);
		customers[observedCustomers[i]] = { row, source };
	}
	for (let customer = 0; customer < sources.length; customer++) {
		if (customers[customer] !== undefined) continue;
		const source = sources[customer];
		const row = copyRow(rows[source]);
		row.clvSegment = '';
		row.clvExplanation = 'No orders yet, so there is nothing to predict from.';
		if (fields === 'all') {
			row.clvMethod = 'noOrders';
			row.clvModelVersion = shop.model.version;
		}
		customers[customer] = { row, source };
	}
	return customers;
}

function isBand(value: unknown): value is Band {
	return bands.some((band) => band === value);
}
