import type { JsonRecord } from '../../src/values/jsonRecord';
import { RandomStream } from '../../src/core/sampleShop/randomStream';
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
	return asItems(rows);
}

/** Orders of five fields without faults, eight a customer, as inside n8n. */
export function regularItems(orders: number): Item[] {
	const random = new RandomStream(1, 'orders');
	const customers = Math.ceil(orders / 8);
	const day = Date.parse(asOf);
	return asItems(
		Array.from({ length: orders }, (_, i) => ({
			orderId: `SO-${i}`,
			customerId: `C${random.index(customers)}`,
			orderDate: new Date(day - random.index(1096 * 86_400) * 1000).toISOString(),
			amount: random.index(20_000) / 100,
			status: 'paid',
		})),
	);
}

function asItems(rows: readonly JsonRecord[]): Item[] {
	const items: Item[] = [];
	for (let start = 0; start < rows.length; start += 10_000) {
		const text = JSON.stringify(rows.slice(start, start + 10_000));
		for (const json of JSON.parse(text) as JsonRecord[]) items.push({ json });
	}
	return items;
}
