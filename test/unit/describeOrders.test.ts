import { categories } from '../../src/core/sampleShop/catalog';
import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { historyDays } from '../../src/core/sampleShop/shopWindow';
import { simulateShop } from '../../src/core/sampleShop/simulateShop';

const options = sampleShopOptions.parse({
	customers: 12_000,
	asOf: '2026-06-30',
	timeZone: 'UTC',
	messyData: false,
});
const shop = simulateShop(options);
const all = [...shop.customers()].flatMap(({ buyer, person, orders }) =>
	orders.map((order, index) => ({ buyer, person, order, isFirst: index === 0 })),
);
type Case = (typeof all)[number];

function share(cases: Case[], is: (item: Case) => boolean) {
	return cases.filter(is).length / cases.length;
}

/** Four standard errors of a share. */
function error(expected: number, cases: Case[]) {
	return 4 * Math.sqrt((expected * (1 - expected)) / cases.length);
}

describe('describeOrders', () => {
	it.each<[string, number, (item: Case) => boolean]>([
		[
			'first orders',
			0.35,
			(item) => item.isFirst && !item.buyer.isHolidayCustomer && !item.buyer.isDealHunter,
		],
		[
			'first orders of holiday customers',
			0.7,
			(item) => item.isFirst && item.buyer.isHolidayCustomer && !item.buyer.isDealHunter,
		],
		['later orders', 0.22, (item) => !item.isFirst && !item.buyer.isDealHunter],
		["deal hunters' orders", 0.9, (item) => item.buyer.isDealHunter],
	])('discounts %s at their rate, %d', (_, expected, isMeant) => {
		const cases = all.filter(isMeant);
		const found = share(cases, ({ order }) => order.discountDepth > 0);
		expect(Math.abs(found - expected)).toBeLessThan(error(expected, cases));
	});

	it.each([
		[0.1, 0.35],
		[0.15, 0.25],
		[0.2, 0.25],
		[0.3, 0.1],
		[0.5, 0.05],
	])('takes off %d as often as meant, %d', (depth, expected) => {
		const cases = all.filter(({ order }) => order.discountDepth > 0);
		const found = share(cases, ({ order }) => order.discountDepth === depth);
		expect(Math.abs(found - expected)).toBeLessThan(error(expected, cases));
	});

	it('adds the discount to the charged amount, so that both make the price', () => {
		for (const { order } of all.slice(0, 500)) {
			const price = order.amount + order.discount;
			expect(order.discount).toBeCloseTo(price * order.discountDepth, 1);
		}
	});

	// Orders of the last 25 days may not have been returned yet.
	const settled = all.filter(({ order }) => order.moment < historyDays - 26);

	it.each<[string, number, boolean, (item: Case) => boolean]>([
		['in full', 0.03, false, ({ order }) => order.refund === order.amount],
		['in part', 0.05, false, ({ order }) => order.refund > 0 && order.refund < order.amount],
		['in full to serial returners', 0.6, true, ({ order }) => order.refund === order.amount],
	])('refunds %s at its rate, %d', (_, expected, isSerialReturner, is) => {
		const cases = settled.filter(({ person }) => person.isSerialReturner === isSerialReturner);
		expect(Math.abs(share(cases, is) - expected)).toBeLessThan(error(expected, cases));
	});

	it('refunds 5 to 25 days later, and nothing after the last instant', () => {
		const days = all.flatMap(({ order }) =>
			order.refundedAt === undefined
				? []
				: [(order.refundedAt - shop.window.instantOf(order.moment)) / 86_400_000],
		);
		expect(Math.min(...days)).toBeGreaterThan(4.99);
		expect(Math.max(...days)).toBeLessThanOrEqual(25);
		const latest = all.map(({ order }) => order.refundedAt ?? 0).sort((a, b) => b - a)[0];
		expect(latest).toBeLessThanOrEqual(shop.window.asOf);
	});

	it('buys goods at 45% of the amount, give or take 8', () => {
		const shares = all
			.filter(({ order }) => order.amount > 20)
			.map(({ order }) => order.costOfGoods / order.amount);
		const mean = shares.reduce((sum, value) => sum + value, 0) / shares.length;
		const spread = Math.sqrt(
			shares.reduce((sum, value) => sum + (value - mean) ** 2, 0) / shares.length,
		);
		expect(mean).toBeCloseTo(0.45, 2);
		expect(spread).toBeCloseTo(0.08, 2);
	});

	it('follows a category by its natural next one in half of the cases, and sometimes at random', () => {
		const next = new Map(categories.map(({ name, next: index }) => [name, categories[index].name]));
		const pairs = all.slice(1).filter((item) => !item.isFirst);
		const before = new Map(all.map((item, index) => [item, all[index - 1]]));
		const expected = 0.5 + 0.5 / 6;
		const found = share(pairs, (item) => {
			const previous = before.get(item)?.order.category ?? '';
			return next.get(previous) === item.order.category;
		});
		expect(Math.abs(found - expected)).toBeLessThan(error(expected, pairs));
	});
});
