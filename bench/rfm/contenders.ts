import { parseOptions } from '../../src/values/parseOptions';
import { computeRfm } from '../../src/core/rfm/computeRfm';
import type { OutputFields } from '../../src/core/customers/resultFields';
import { rfmOptions } from '../../src/core/rfm/options';
import { asOf, type Item } from './items';

/** Ways from orders to customers; each returns the number of customers. */
export const contenders = {
	/** The floor: one Map, three sums, nothing checked. */
	bareLoop(items: readonly Item[]): number {
		const customers = new Map<
			unknown,
			{ customerId: unknown; orders: number; total: number; last: number }
		>();
		for (const { json } of items) {
			const id = json.customerId ?? json.email;
			let customer = customers.get(id);
			if (customer === undefined) {
				customer = { customerId: id, orders: 0, total: 0, last: 0 };
				customers.set(id, customer);
			}
			customer.orders++;
			customer.total += Number(json.amount);
			const instant = Date.parse(json.orderDate as string);
			if (instant > customer.last) customer.last = instant;
		}
		return [...customers.values()].map((json) => ({ json })).length;
	},

	/** What people paste into a Code node: without duplicates, refunds, statuses or currencies, ties split by rank. */
	codeNode(items: readonly Item[]): number {
		const today = new Date(asOf);
		const customers: Record<string, { orders: Item[]; total: number }> = {};
		for (const item of items) {
			const id = String(item.json.customerId ?? item.json.email);
			customers[id] ??= { orders: [], total: 0 };
			customers[id].orders.push(item);
			customers[id].total += parseFloat(String(item.json.amount));
		}
		const rows = Object.entries(customers).map(([customerId, { orders, total }]) => {
			const dates = orders.map(({ json }) => new Date(json.orderDate as string));
			const last = new Date(Math.max(...dates.map((date) => date.getTime())));
			const recency = Math.floor((today.getTime() - last.getTime()) / 86_400_000);
			return { customerId, recency, frequency: orders.length, monetary: total };
		});
		const score = (key: 'recency' | 'frequency' | 'monetary', isSmallGood: boolean) => {
			const ranked = [...rows].sort((a, b) => (isSmallGood ? b[key] - a[key] : a[key] - b[key]));
			return new Map(
				ranked.map((row, rank) => [row.customerId, Math.floor((rank / ranked.length) * 5) + 1]),
			);
		};
		const [r, f, m] = [score('recency', true), score('frequency', false), score('monetary', false)];
		return rows.map((row) => ({
			json: {
				...row,
				r: r.get(row.customerId),
				f: f.get(row.customerId),
				m: m.get(row.customerId),
				rfm: `${r.get(row.customerId)}${f.get(row.customerId)}${m.get(row.customerId)}`,
			},
		})).length;
	},

	/** Compute RFM with all defaults on, from items to items. */
	computeRfm: (items: readonly Item[]) => runComputeRfm(items, 'essential'),
	/** The same with all fields. */
	'all fields': (items: readonly Item[]) => runComputeRfm(items, 'all'),
} as const satisfies Record<string, (items: readonly Item[]) => number>;

export type Contender = keyof typeof contenders;

function runComputeRfm(items: readonly Item[], outputFields: OutputFields): number {
	const options = parseOptions(rfmOptions, { asOf, outputFields });
	const rows = items.map(({ json }) => json);
	const result = computeRfm(rows, options, { timeZone: 'America/New_York', now: 0 });
	return result.customers.map(({ row, source }) => ({ json: row, pairedItem: { item: source } }))
		.length;
}
