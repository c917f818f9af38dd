import type { SampleShopOptions, ShopOptions } from './options';
import { roundTo } from '../stats/rounding';
import { RandomStream } from './randomStream';
import { eventsOf, sendHour } from './sampleEvents';
import type { EventType, ShopEvent } from './sampleEvents';
import { nextYearOf } from './simulateBuyers';
import { simulateShop } from './simulateShop';
import type { Shop, ShopCustomer } from './simulateShop';

/**
 * A customer as a flat row: contact data, the fields that Build Suppression List reads, and the truth that no real shop
 * knows.
 */
export type CustomerRow = {
	customerId: string;
	email: string;
	phone: string;
	firstName: string;
	lastName: string;
	region: string;
	emailConsent: boolean;
	smsConsent: boolean;
	bounced: boolean;
	complained: boolean;
	deletionRequested: boolean;
	/** The last email sent to them. */
	lastContactedAt: string | null;
	/** The last open, click or visit of their own in the last `eventDays` days. */
	lastEngagedAt: string | null;
	/** The last abandoned cart or comparison in the last `eventDays` days. */
	lastIntentAt: string | null;
	/** The chances and rates that the shop was simulated with. */
	trueOrdersPerYear: number;
	trueDropOutProbability: number;
	trueMeanOrderValue: number;
	trueIsAlive: boolean;
	/** What happens in the 365 days after the known history. */
	trueOrdersInNextYear: number;
	trueSpendInNextYear: number;
	trueIsDealHunter: boolean;
	trueIsSerialReturner: boolean;
	trueOrderCount: number;
	trueFirstOrderAt: string;
	trueLastOrderAt: string;
};

const intentTypes: ReadonlySet<EventType> = new Set([
	'cart_abandoned',
	'comparison_tool',
	'product_linger',
]);

/** The shop's customers with their contact data, consent, last contacts and the truth about them. */
export function* sampleCustomers(
	options: ShopOptions & Pick<SampleShopOptions, 'eventDays'>,
): Generator<CustomerRow, void, undefined> {
	const shop = simulateShop(options);
	const engagement = new RandomStream(options.seed, 'engagement');
	for (const customer of shop.customers()) {
		const events = eventsOf(customer, shop, engagement, options.eventDays);
		if (customer.buyer.orderMoments[0] >= shop.window.knownDays) continue;
		yield customerRow(customer, shop, events);
	}
}

function customerRow(
	customer: ShopCustomer,
	shop: Shop,
	events: readonly ShopEvent[],
): CustomerRow {
	const { buyer, person } = customer;
	const { calendar } = shop.window;
	const own = events.filter(({ type, isMachineOpen }) => !isMachineOpen && type !== 'unsubscribe');
	const { knownDays } = shop.window;
	const hasUnsubscribed = (person.unsubscribedAtSend ?? Infinity) < shop.knownSends;
	const lastSend = Math.min(person.unsubscribedAtSend ?? Infinity, shop.knownSends - 1);
	const moments = buyer.orderMoments.filter((moment) => moment < knownDays);
	const nextYear = nextYearOf(buyer, knownDays);
	return {
		customerId: person.customerId,
		email: person.email,
		phone: person.phone,
		firstName: person.firstName,
		lastName: person.lastName,
		region: person.region,
		emailConsent: !hasUnsubscribed,
		smsConsent: person.smsConsent,
		bounced: person.bounced,
		complained: person.complained,
		deletionRequested: person.deletionRequested,
		lastContactedAt:
			lastSend < person.firstSend
				? null
				: calendar.iso(shop.window.instantAtHour(shop.sends[lastSend], sendHour)),
		lastEngagedAt: timeOfLast(own, shop),
		lastIntentAt: timeOfLast(
			own.filter(({ type }) => intentTypes.has(type)),
			shop,
		),
		trueOrdersPerYear: roundTo(buyer.orderRate * 365, 4),
		trueDropOutProbability: roundTo(buyer.dropOutProbability, 6),
		trueMeanOrderValue: roundTo(buyer.meanOrderValue, 2),
		trueIsAlive: (buyer.leftAt ?? Infinity) >= knownDays,
		trueOrdersInNextYear: nextYear.orders,
		trueSpendInNextYear: nextYear.spend,
		trueIsDealHunter: buyer.isDealHunter,
		trueIsSerialReturner: person.isSerialReturner,
		trueOrderCount: moments.length,
		trueFirstOrderAt: shop.window.isoOf(moments[0]),
		trueLastOrderAt: shop.window.isoOf(moments[moments.length - 1]),
	};
}

function timeOfLast(events: readonly ShopEvent[], shop: Shop): string | null {
	const last = events[events.length - 1];
	return last === undefined ? null : shop.window.calendar.iso(last.instant);
}
