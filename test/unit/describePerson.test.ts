import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { simulateShop } from '../../src/core/sampleShop/simulateShop';

const shop = simulateShop(
	sampleShopOptions.parse({ customers: 5000, asOf: '2026-06-30', timeZone: 'UTC' }),
);
const customers = [...shop.customers()];
const people = customers.map(({ person }) => person);

describe('describePerson', () => {
	it('gives everyone a unique ID and email', () => {
		expect(new Set(people.map((person) => person.customerId)).size).toBe(people.length);
		expect(new Set(people.map((person) => person.email)).size).toBe(people.length);
	});

	it('uses only addresses and phones that belong to nobody', () => {
		for (const person of people) {
			expect(person.email).toMatch(/^[a-z]+\.[a-z]+\d+@example\.(com|org)$/);
			expect(person.phone).toMatch(/^\+1[2-9]\d\d55501\d\d$/);
		}
	});

	it('mails on Tuesdays and Fridays', () => {
		expect(new Set(shop.sends.map((day) => shop.window.weekdayOf(day)))).toEqual(new Set([2, 5]));
		expect(shop.sends.length).toBeGreaterThanOrEqual(312);
	});

	it('mails nobody before the first order', () => {
		for (const { buyer, person } of customers) {
			const first = shop.sends[person.firstSend];
			expect(first === undefined || first > buyer.orderMoments[0]).toBe(true);
		}
	});

	it('has 0.15% unsubscribe at each send, and four times as many once they have left', () => {
		const counts = { there: { sends: 0, left: 0 }, gone: { sends: 0, left: 0 } };
		for (const { buyer, person } of customers) {
			const last = person.unsubscribedAtSend ?? shop.sends.length - 1;
			for (let send = person.firstSend; send <= last; send++) {
				const isGone = buyer.leftAt !== undefined && shop.sends[send] > buyer.leftAt;
				const count = isGone ? counts.gone : counts.there;
				count.sends++;
				if (send === person.unsubscribedAtSend) count.left++;
			}
		}
		for (const [count, rate] of [
			[counts.there, 0.0015],
			[counts.gone, 0.006],
		] as const) {
			const error = Math.sqrt(rate / count.sends);
			expect(Math.abs(count.left / count.sends - rate)).toBeLessThan(4 * error);
		}
	});
});
