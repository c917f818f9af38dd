import { createWriteStream, existsSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Orders a customer has on average. */
const ordersOfCustomer = 7;
const categories = ['Coffee', 'Tea', 'Cups', 'Filters', 'Machines', 'Gifts'];
const msOfThreeYears = 3 * 365 * 86_400_000;
const end = Date.UTC(2026, 0, 31);

/**
 * Writes orders as CSV, the same ones for the same number: some are cancelled, some come twice, one in twenty has a discount, one in fifty a refund.
 *
 * A file that is there already is taken as it is.
 */
export async function writeOrders(path: string, orders: number): Promise<void> {
	if (existsSync(path) && statSync(path).size > 0) return;
	const random = xoroshiro128plus(orders);
	const draw = (below: number) => (random.next() >>> 0) % below;
	const customers = Math.max(1, Math.round(orders / ordersOfCustomer));
	const file = createWriteStream(path, { highWaterMark: 1 << 20 });
	file.write(
		'orderId,customerId,email,orderDate,amount,currency,status,discount,refund,category\n',
	);
	let text = '';
	for (let i = 1; i <= orders; i++) {
		// The product of two draws: a few customers have many orders.
		const customer = Math.floor((draw(customers) * (draw(1000) + 1)) / 1000);
		const at = new Date(end - draw(msOfThreeYears / 1000) * 1000).toISOString().slice(0, 19);
		const cents = 500 + draw(20_000);
		const status = draw(50) === 0 ? 'cancelled' : 'paid';
		const discount = draw(20) === 0 ? '5.00' : '';
		const refund = draw(50) === 0 ? (cents / 200).toFixed(2) : '';
		const customerId = `C${String(customer).padStart(7, '0')}`;
		const line = `${i},${customerId},${customerId.toLowerCase()}@example.com,${at}Z,${(cents / 100).toFixed(2)},USD,${status},${discount},${refund},${categories[draw(6)]}\n`;
		text += draw(100) === 0 ? line + line : line;
		if (text.length < 1 << 20) continue;
		if (!file.write(text)) await once(file, 'drain');
		text = '';
	}
	file.end(text);
	await once(file, 'finish');
}
