import { canonicalJson } from '../../values/canonicalJson';
import type { Orders } from './orderBook';
import type { Settlement } from './settlement';

/** Orders while they are built. */
interface BuiltOrders {
	readonly orders: Orders;
	readonly count: number;
	/** The amount still owed on each. */
	readonly owed: Float64Array;
	readonly customerOf: (k: number) => number;
}

/**
 * Deducts refund rows that name no order from the customer's earlier orders, latest first and none below 0; any
 * remainder is set aside, with its row where none of it could be deducted.
 */
export function applyEarlierRefunds(
	settlement: Settlement,
	rows: readonly number[],
	built: BuiltOrders,
): void {
	const { tally, reader } = settlement;
	const { amount } = reader.readable;
	const { orders, owed, customerOf } = built;
	const ordersOf = latestFirst(built, new Set(rows.map(customerOf)));
	for (const k of oldestFirst(settlement, rows)) {
		let left = -amount[k];
		for (const order of ordersOf.get(customerOf(k)) ?? []) {
			if (orders.instant[order] > reader.readable.instant[k]) continue;
			const room = orders.gross[order] - owed[order] - orders.refund[order];
			const taken = Math.max(0, Math.min(left, room));
			orders.refund[order] += taken;
			left -= taken;
		}
		if (left === -amount[k]) {
			refuseOrphan(settlement, k);
			continue;
		}
		tally.earlierRefunds++;
		tally.earlierRefundAmount += -amount[k] - left;
		tally.amountUsed += amount[k] + left;
		tally.amountSetAside -= left;
		tally.orphanRefundAmount += left;
	}
}

/** Sets aside a refund row whose order is missing. */
export function refuseOrphan(settlement: Settlement, k: number): void {
	const { tally, reader } = settlement;
	const { amount, order } = reader.readable;
	tally.orphanRefunds++;
	tally.orphanRefundAmount -= amount[k];
	settlement.refuse(k, order[k] < 0 ? 'negativeAmount' : 'orphanRefund');
}

function latestFirst({ orders, count }: BuiltOrders, customers: ReadonlySet<number>) {
	const byCustomer = new Map<number, number[]>();
	for (let i = 0; i < count; i++) {
		const customer = orders.customer[i];
		if (!customers.has(customer)) continue;
		const list = byCustomer.get(customer);
		if (list) list.push(i);
		else byCustomer.set(customer, [i]);
	}
	const { instant, gross, refund, discount } = orders;
	for (const list of byCustomer.values()) {
		list.sort(
			(a, b) =>
				instant[b] - instant[a] ||
				gross[b] - gross[a] ||
				refund[a] - refund[b] ||
				discount[a] - discount[b],
		);
	}
	return byCustomer;
}

function oldestFirst(settlement: Settlement, rows: readonly number[]): number[] {
	const { instant, amount } = settlement.reader.readable;
	const text = (k: number) => canonicalJson(settlement.rowOf(k));
	return [...rows].sort(
		(a, b) => instant[a] - instant[b] || amount[a] - amount[b] || (text(a) < text(b) ? -1 : 1),
	);
}
