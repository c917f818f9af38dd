import type { JsonRecord } from '../../values/jsonRecord';
import type { CustomerTable } from '../customers/customerTable';
import { type OutputFields, resultCopier, resultsOf } from '../customers/resultFields';
import { clvJudge, type PredictedShop } from './clvJudge';
import type { ClvModel } from './clvModel';
import type { ClvOptions } from './options';
import { placesIn, type ReadHistories } from './readHistories';
import { bands, type Band } from './segments';

/** Returns the function that copies a customer's row and leaves room for the fields of predictions. */
export function clvCopier({ outputFields: fields, fieldNames }: ClvOptions) {
	const own = resultsOf('predictClv', fields);
	return resultCopier({ own, fields, customerId: fieldNames.customerId });
}

/**
 * Returns the function that writes the row of customer i of the table: the input's own fields and the prediction, null
 * where there is none; undefined where the row is set aside.
 */
export function clvRowWriter(
	copyRow: ReturnType<typeof clvCopier>,
	table: CustomerTable,
	read: ReadHistories,
	shop: PredictedShop,
	{ outputFields: fields, fieldNames }: ClvOptions,
): (i: number) => JsonRecord | undefined {
	const places = placesIn(read, shop.observed.observation);
	const judge = clvJudge(read, shop, fields);
	return (i) => {
		if (read.positions[i] < 0) return undefined;
		const given = table.row(i);
		const row = copyRow(given);
		const place = places[i];
		if (place < 0) return writeNoOrders(row, shop.model, fields);
		const spendBand = given[fieldNames.spendBand];
		judge(place, isBand(spendBand) ? spendBand : undefined, row);
		return row;
	};
}

function writeNoOrders(row: JsonRecord, { version }: ClvModel, fields: OutputFields): JsonRecord {
	row.clvSegment = '';
	row.clvExplanation = 'No orders yet, so there is nothing to predict from.';
	if (fields === 'all') {
		row.clvMethod = 'noOrders';
		row.clvModelVersion = version;
	}
	return row;
}

function isBand(value: unknown): value is Band {
	return bands.some((band) => band === value);
}
