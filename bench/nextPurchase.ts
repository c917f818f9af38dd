// Cost per order line of Suggest Next Purchase, against a plain pass that reads the same fields of the lines and keeps
// only the lines of each customer.
import { nextPurchaseOptions } from '../src/core/nextPurchase/options';
import { suggestNextPurchase } from '../src/core/nextPurchase/suggestNextPurchase';
import { RandomStream } from '../src/core/sampleShop/randomStream';
import { dateOfDay, dayOfDate } from '../src/values/days';
import type { JsonRecord } from '../src/values/jsonRecord';
import { parseInstant } from '../src/values/parseInstant';
import { readNumber } from '../src/values/readNumber';
import { ShopCalendar } from '../src/values/shopCalendar';
import { besideBarePass } from './processorTime';

const sizes = (process.argv[2] ?? '100000,1000000').split(',').map(Number);
const productCount = Number(process.argv[3] ?? 10_000);
const rounds = 7;
const lastDay = dayOfDate('2026-01-31') ?? 0;
const calendar = new ShopCalendar('UTC');

/**
 * Order lines of customers with one to ten orders of one to four products, popular ones more often; a third depend on
 * what was bought before.
 */
function orderLines(count: number): JsonRecord[] {
	const random = new RandomStream(1, 'buying');
	const lines: JsonRecord[] = [];
	for (let customer = 0; lines.length < count; customer++) {
		let day = lastDay - Math.floor(random.between(0, 1095));
		let product = 0;
		for (let order = 0, orders = 1 + random.index(10); order < orders && day <= lastDay; order++) {
			for (let line = 0, size = 1 + random.index(4); line < size; line++) {
				const popular = Math.floor(productCount * random.uniform() ** 2);
				product = random.chance(1 / 3) ? (product * 7 + 1) % productCount : popular;
				lines.push({
					orderId: `O${customer}-${order}`,
					orderDate: `${dateOfDay(day)}T12:00:00Z`,
					customerId: `C${String(customer).padStart(7, '0')}`,
					email: `c${customer}@example.com`,
					product: `Product ${String(product).padStart(5, '0')}`,
					amount: 10 + random.index(9000) / 100,
					currency: 'USD',
					status: 'paid',
				});
			}
			day += 1 + Math.floor(random.between(0, 120));
		}
	}
	// Through JSON text, as lines from an API arrive: each text is then its own object.
	const parsed: JsonRecord[] = [];
	for (let start = 0; start < count; start += 10_000) {
		const text = JSON.stringify(lines.slice(start, Math.min(count, start + 10_000)));
		for (const row of JSON.parse(text) as JsonRecord[]) parsed.push(row);
	}
	return parsed;
}

/** Reads what the node reads of each line, and groups lines by customer. */
function barePass(lines: readonly JsonRecord[]): number {
	const byCustomer = new Map<string, number[]>();
	let sum = 0;
	lines.forEach((row, line) => {
		sum += parseInstant(row.orderDate, calendar) + readNumber(row.amount);
		for (const field of ['orderId', 'email', 'product', 'currency', 'status'])
			sum += String(row[field]).length;
		const id = String(row.customerId);
		const own = byCustomer.get(id);
		if (own === undefined) byCustomer.set(id, [line]);
		else own.push(line);
	});
	return sum + byCustomer.size;
}

console.log(
	`Microseconds a line of the bare pass, and how many times as long the node takes: median of ${rounds} rounds' own ratios (lowest and highest). ${productCount} products.\n`,
);
const options = nextPurchaseOptions.parse({ asOf: '2026-01-31' });
for (const size of sizes) {
	const lines = orderLines(size);
	const times = besideBarePass(
		{
			bare: () => barePass(lines),
			node: () => suggestNextPurchase(lines, options, { timeZone: 'UTC', now: 0 }),
			units: size,
		},
		{ rounds, warmUps: 1 },
	);
	console.log(`${String(size).padStart(8)} lines  ${times}`);
}
