import type { JsonRecord } from '../../src/values/jsonRecord';
import { sampleRows } from '../../src/core/sampleShop/sampleRows';
import { sampleShopOptions } from '../../src/core/sampleShop/options';

export interface Item {
	json: JsonRecord;
}

/** The reference date of the benchmarks. */
export const asOf = '2026-01-31';

/**
 * About N orders of the sample shop as n8n's items, with every field and all faults.
 *
 * They pass through JSON text, as orders from an API do: each text is then its own object.
 */
export function orderItems(orders: number): Item[] {
	const rows = sampleRows(
		sampleShopOptions.parse({
			what: 'orders',
			customers: Math.round(orders / 1.62),
			seed: 1,
			asOf,
			timeZone: 'UTC',
		}),
	);
	const items: Item[] = [];
	for (let start = 0; start < rows.length; start += 10_000) {
		const text = JSON.stringify(rows.slice(start, start + 10_000));
		for (const json of JSON.parse(text) as JsonRecord[]) items.push({ json });
	}
	return items;
}
