import type { JsonRecord } from '../../values/jsonRecord';
import type { SampleShopOptions } from './options';
import { orderFormats } from './orderFormats';
import { sampleCustomers } from './sampleCustomers';
import { sampleEvents } from './sampleEvents';
import { sampleOrders } from './sampleOrders';
import { sampleSurveys } from './sampleSurveys';

/**
 * The requested rows of a sample shop, as an export would list them: customers by ID, everything else oldest first.
 *
 * `asOf` and `timeZone` must be given here: the core has no clock and no time zone of its own.
 */
export function sampleRows(options: SampleShopOptions): JsonRecord[] {
	return rowsOf[options.what](options);
}

const rowsOf = {
	orders: (options) => {
		const format = orderFormats[options.orderFormat];
		return oldestFirst(sampleOrders(options), 'orderDate')
			.map(format)
			.filter((row): row is JsonRecord => row !== undefined);
	},
	events: (options) => oldestFirst(sampleEvents(options), 'time'),
	surveys: (options) => oldestFirst(sampleSurveys(options), 'answeredAt'),
	customers: (options) => [...sampleCustomers(options)],
} as const satisfies Record<
	SampleShopOptions['what'],
	(options: SampleShopOptions) => JsonRecord[]
>;

function oldestFirst<Row extends Record<Field, string>, Field extends string>(
	rows: Iterable<Row>,
	field: Field,
): Row[] {
	return [...rows]
		.map((row) => ({ row, instant: Date.parse(row[field]) }))
		.sort((a, b) => a.instant - b.instant)
		.map(({ row }) => row);
}
