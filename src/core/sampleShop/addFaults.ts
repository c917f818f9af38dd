import type { RandomStream } from './randomStream';
import type { OrderRow } from './orderRow';
import type { ShopWindow } from './shopWindow';

/** Share of customers, and of orders, with a fault. */
const faults = {
	customers: { withoutEmail: 0.015, guestTwin: 0.04 },
	orders: { duplicate: 0.008, test: 0.003, afterAsOf: 0.002, euro: 0.03, commaAmount: 0.005 },
};
const msPerDay = 86_400_000;

/**
 * One customer's orders as real exports have them.
 *
 * Some customers have no email; some bought as a guest first (same email, no ID). Some orders are in euros, or their
 * amount is a text with a decimal comma. Among the orders are rows that don't count: the same order a second time, the
 * shop's own tests, orders dated after the shop's last instant.
 */
export function* addFaults(
	rows: readonly OrderRow[],
	random: RandomStream,
	window: ShopWindow,
): Generator<OrderRow, void, undefined> {
	const isWithoutEmail = random.chance(faults.customers.withoutEmail);
	const isGuestFirst = random.chance(faults.customers.guestTwin) && !isWithoutEmail;
	for (let index = 0; index < rows.length; index++) {
		const row = { ...rows[index] };
		if (isWithoutEmail) row.email = null;
		if (isGuestFirst && index === 0) row.customerId = null;
		if (random.chance(faults.orders.euro)) row.currency = 'EUR';
		if (random.chance(faults.orders.commaAmount)) row.amount = withDecimalComma(rows[index].amount);
		yield row;
		if (random.chance(faults.orders.duplicate)) yield { ...row };
		if (random.chance(faults.orders.test)) yield testOrder(row);
		if (random.chance(faults.orders.afterAsOf)) {
			const instant = window.end + Math.ceil(random.between(1, 30)) * msPerDay;
			const orderDate = window.calendar.iso(Math.floor(instant / 1000) * 1000);
			yield { ...untouched(row), orderId: `${row.orderId}-later`, orderDate, updatedAt: orderDate };
		}
	}
}

function testOrder(row: OrderRow): OrderRow {
	const staff = { customerId: 'TEST', email: 'shop.test@example.com', phone: '+12025550100' };
	const amounts = { amount: 1, discount: 0, tax: 0, shipping: 0, costOfGoods: 0 };
	const names = { firstName: 'Test', lastName: 'Order' };
	return {
		...untouched(row),
		...staff,
		...names,
		...amounts,
		orderId: `${row.orderId}-test`,
		isTest: true,
	};
}

function untouched(row: OrderRow): OrderRow {
	return { ...row, status: 'paid', refund: 0, refundedAt: null };
}

function withDecimalComma(amount: number | string): string {
	return Number(amount).toFixed(2).replace('.', ',');
}
