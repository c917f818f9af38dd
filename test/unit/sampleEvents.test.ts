import { sampleShopOptions } from '../../src/core/sampleShop/options';
import { sampleEvents } from '../../src/core/sampleShop/sampleEvents';
import { historyDays } from '../../src/core/sampleShop/shopWindow';
import { simulateShop } from '../../src/core/sampleShop/simulateShop';
import { standardRules } from '../../src/core/score/standardRules';

const options = sampleShopOptions.parse({
	what: 'events',
	customers: 3000,
	asOf: '2026-06-30',
	timeZone: 'UTC',
	eventDays: 90,
});
const events = [...sampleEvents(options)];
const customers = [...simulateShop(options).customers()];
const count = (type: string, isMachineOpen = false) =>
	events.filter((event) => event.type === type && event.isMachineOpen === isMachineOpen).length;

describe('sampleEvents', () => {
	it("uses the event names of Score Customer's standard rules", () => {
		const known = standardRules.flatMap((rule) =>
			'eventTypes' in rule ? rule.eventTypes.split(',').map((word) => word.trim()) : [],
		);
		const spoken = new Set(events.map((event) => event.type));
		expect([...spoken].filter((type) => !known.includes(type))).toEqual([]);
		expect(spoken.size).toBe(9);
	});

	it('lies within the requested days', () => {
		const times = events.map((event) => Date.parse(event.time));
		const asOf = Date.parse('2026-07-01T00:00:00Z');
		expect(Math.max(...times)).toBeLessThan(asOf);
		expect(Math.min(...times)).toBeGreaterThanOrEqual(asOf - 90 * 86_400_000);
	});

	it('belongs to customers of the shop, and to nobody before their first order', () => {
		const first = new Map(
			customers.map(({ person, orders }) => [person.customerId, orders[0].moment] as const),
		);
		const window = simulateShop(options).window;
		for (const event of events) {
			const moment = first.get(event.customerId) ?? Infinity;
			expect(Date.parse(event.time)).toBeGreaterThanOrEqual(window.instantOf(moment));
		}
	});

	it('has machine opens only as opens, and only of 45% of customers', () => {
		const byMachine = events.filter((event) => event.isMachineOpen);
		expect(new Set(byMachine.map((event) => event.type))).toEqual(new Set(['email_open']));
		const machines = new Set(byMachine.map((event) => event.customerId));
		const subscribed = customers.filter(({ person }) => person.unsubscribedAtSend === undefined);
		const found =
			subscribed.filter(({ person }) => machines.has(person.customerId)).length / subscribed.length;
		expect(Math.abs(found - 0.45)).toBeLessThan(4 * Math.sqrt(0.25 / subscribed.length) + 0.02);
	});

	it('has clicks only in opened emails', () => {
		expect(count('email_click')).toBeLessThan(count('email_open') * 0.25);
		expect(count('email_click')).toBeGreaterThan(count('email_open') * 0.05);
	});

	it('has no email to anyone after an unsubscribe', () => {
		const leaving = new Map(
			events
				.filter((event) => event.type === 'unsubscribe')
				.map((event) => [event.customerId, Date.parse(event.time)]),
		);
		expect(leaving.size).toBeGreaterThan(20);
		const later = events.filter(
			(event) =>
				event.type === 'email_open' &&
				Date.parse(event.time) > (leaving.get(event.customerId) ?? Infinity) + 86_400_000,
		);
		expect(later).toEqual([]);
	});

	it('abandons 70% of the carts, which 8% of the views fill', () => {
		const expected = 0.08 * 0.7;
		const views = count('category_view');
		const error = Math.sqrt((expected * (1 - expected)) / views);
		expect(Math.abs(count('cart_abandoned') / views - expected)).toBeLessThan(4 * error);
	});

	it('shows fading interest after a customer has left', () => {
		const end = historyDays;
		const viewsOf = new Map<string, number>();
		for (const event of events) {
			if (event.type !== 'category_view') continue;
			viewsOf.set(event.customerId, (viewsOf.get(event.customerId) ?? 0) + 1);
		}
		const mean = (isMeant: (leftAt: number) => boolean) => {
			const meant = customers.filter(({ buyer }) => isMeant(buyer.leftAt ?? Infinity));
			return (
				meant.reduce((sum, { person }) => sum + (viewsOf.get(person.customerId) ?? 0), 0) /
				meant.length
			);
		};
		const there = mean((leftAt) => leftAt === Infinity);
		const justLeft = mean((leftAt) => leftAt < end - 90 && leftAt > end - 180);
		const longGone = mean((leftAt) => leftAt < end - 400);
		expect(there).toBeGreaterThan(2 * justLeft);
		expect(justLeft).toBeGreaterThan(10 * longGone);
	});

	it('keeps its recent days when more days are requested', () => {
		expect([...sampleEvents({ ...options, customers: 50, eventDays: 400 })].length).toBeGreaterThan(
			[...sampleEvents({ ...options, customers: 50 })].length,
		);
	});
});
