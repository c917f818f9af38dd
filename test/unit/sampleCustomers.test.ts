import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { sampleCustomers } from '../../src/core/sampleShop/sampleCustomers';
import { sampleEvents } from '../../src/core/sampleShop/sampleEvents';
import { sampleOrders } from '../../src/core/sampleShop/sampleOrders';

const options = sampleShopOptions.parse({
	customers: 1500,
	asOf: '2026-06-30',
	timeZone: 'Europe/Berlin',
	messyData: false,
});
const customers = [...sampleCustomers(options)];

describe('sampleCustomers', () => {
	it('returns one row per customer, by ID', () => {
		const ids = customers.map((row) => row.customerId);
		expect(ids).toHaveLength(1500);
		expect(ids).toEqual([...new Set(ids)].sort());
	});

	it('has the same contact data, consent and order counts as the orders', () => {
		const byId = new Map(customers.map((row) => [row.customerId, row]));
		const counts = new Map<string | null, number>();
		for (const order of sampleOrders(options)) {
			const { email, phone, emailConsent, smsConsent, region } = order;
			expect(byId.get(order.customerId ?? '')).toMatchObject({
				email,
				phone,
				emailConsent,
				smsConsent,
				region,
			});
			counts.set(order.customerId, (counts.get(order.customerId) ?? 0) + 1);
		}
		expect(customers.every((row) => counts.get(row.customerId) === row.trueOrderCount)).toBe(true);
	});

	it("agrees with the events about each customer's last engagement and intent", () => {
		const engaged = new Map<string, string>();
		const intent = new Map<string, string>();
		for (const event of sampleEvents(options)) {
			if (event.isMachineOpen || event.type === 'unsubscribe') continue;
			engaged.set(event.customerId, event.time);
			if (['cart_abandoned', 'comparison_tool', 'product_linger'].includes(event.type)) {
				intent.set(event.customerId, event.time);
			}
		}
		expect(engaged.size).toBeGreaterThan(100);
		for (const row of customers) {
			expect(row.lastEngagedAt).toBe(engaged.get(row.customerId) ?? null);
			expect(row.lastIntentAt).toBe(intent.get(row.customerId) ?? null);
		}
	});

	it('has the last mailing date, in the last week for those who still accept mail', () => {
		const subscribed = customers.filter((row) => row.emailConsent && row.lastContactedAt !== null);
		expect(subscribed.length).toBeGreaterThan(500);
		expect(subscribed.every((row) => (row.lastContactedAt ?? '') >= '2026-06-26')).toBe(true);
		const gone = customers.filter((row) => !row.emailConsent);
		expect(gone.some((row) => (row.lastContactedAt ?? '') < '2026-01-01')).toBe(true);
	});

	it('promises orders only of those who are alive', () => {
		const gone = customers.filter((row) => !row.trueIsAlive);
		expect(gone.length).toBeGreaterThan(1000);
		expect(gone.every((row) => row.trueOrdersInNextYear === 0)).toBe(true);
		expect(customers.some((row) => row.trueOrdersInNextYear > 2)).toBe(true);
	});
});
