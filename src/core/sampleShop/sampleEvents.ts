import type { Person } from './describePerson';
import { RandomStream } from './randomStream';
import type { SampleShopOptions, ShopOptions } from './options';
import { historyDays } from './shopWindow';
import type { Shop, ShopCustomer } from './simulateShop';
import { simulateShop } from './simulateShop';

/** Each is the first word for it that Score Customer's standard rules know. */
export type EventType =
	| 'email_open'
	| 'email_click'
	| 'unsubscribe'
	| 'category_view'
	| 'comparison_tool'
	| 'review_read'
	| 'product_linger'
	| 'cart_abandoned'
	| 'review';

/** An event of a customer, as a flat row. */
export type EventRow = {
	customerId: string;
	email: string;
	type: EventType;
	time: string;
	/** A cart's value, or a review's stars; null for other events. */
	value: number | null;
	/** Whether a mail program did it, not a person. */
	isMachineOpen: boolean;
};

/** An event of a customer, before it is written as a row. */
export interface ShopEvent {
	readonly type: EventType;
	/** Ms since 1970. */
	readonly instant: number;
	readonly value: number | null;
	readonly isMachineOpen: boolean;
}

const msPerMinute = 60_000;
/** When emails go out, on the shop's clock. */
export const sendHour = 10;
const viewsPerDay = 5 / 30.4375;
const cartPerView = 0.08;
const abandonedPerCart = 0.7;
const perView = { product_linger: 0.15, review_read: 0.08, comparison_tool: 0.03 } as const;
const reviewPerOrder = 0.06;
/** 2^(−1/30): the share of interest in the shop that is left a day after leaving it, at a half-life of 30 days. */
const interestLeftPerDay = 0.9771599684342459;

const interestLeft = new Float64Array(1200);
interestLeft.forEach((_, day) => {
	interestLeft[day] = day === 0 ? 1 : interestLeft[day - 1] * interestLeftPerDay;
});

/** The events of the last `eventDays` days, customer by customer, each customer's by time. */
export function* sampleEvents(
	options: ShopOptions & Pick<SampleShopOptions, 'eventDays'>,
): Generator<EventRow, void, undefined> {
	const shop = simulateShop(options);
	const engagement = new RandomStream(options.seed, 'engagement');
	for (const customer of shop.customers()) {
		const { customerId, email } = customer.person;
		for (const event of eventsOf(customer, shop, engagement, options.eventDays)) {
			yield {
				customerId,
				email,
				type: event.type,
				time: shop.window.calendar.iso(event.instant),
				value: event.value,
				isMachineOpen: event.isMachineOpen,
			};
		}
	}
}

/** One customer's events in the last `days` days, by time. */
export function eventsOf(
	customer: ShopCustomer,
	shop: Shop,
	random: RandomStream,
	days: number,
): ShopEvent[] {
	const { window } = shop;
	const start = Math.max(window.knownDays - days, 0);
	// Past events must not depend on when they are viewed: therefore all of the history is drawn.
	const from = window.isFixed ? 0 : start;
	const events = [
		...mailEvents(customer, shop, random, from),
		...visitEvents(customer, shop, random, from),
		...reviewEvents(customer, shop, random),
	];
	const first = window.instantOf(start);
	return events
		.filter(({ instant }) => instant >= first && instant <= window.asOf)
		.sort((a, b) => a.instant - b.instant);
}

function* mailEvents(
	{ buyer, person }: ShopCustomer,
	shop: Shop,
	random: RandomStream,
	from: number,
): Generator<ShopEvent, void, undefined> {
	for (const send of sendsTo(person, shop)) {
		const day = shop.sends[send];
		if (day + 1 < from) continue;
		const sentAt = shop.window.instantAtHour(day, sendHour);
		const after = (minutes: number) => sentAt + Math.floor(minutes * 60) * 1000;
		if (person.hasMachineOpens) yield event('email_open', after(random.between(1, 10)), null, true);
		if (random.chance(person.openRate * interestAt(buyer.leftAt, day))) {
			const opened = random.between(10, 24 * 60);
			yield event('email_open', after(opened));
			if (random.chance(person.clickRate)) yield event('email_click', after(opened + 1));
		}
		if (send === person.unsubscribedAtSend) {
			yield event('unsubscribe', after(random.between(10, 24 * 60)));
		}
	}
}

/** Indexes of the sends a person received, including the one they unsubscribed on. */
export function* sendsTo(
	person: Person,
	shop: Pick<Shop, 'sends'>,
): Generator<number, void, undefined> {
	const last = person.unsubscribedAtSend ?? shop.sends.length - 1;
	for (let send = person.firstSend; send <= last; send++) yield send;
}

function* visitEvents(
	{ buyer }: ShopCustomer,
	shop: Shop,
	random: RandomStream,
	from: number,
): Generator<ShopEvent, void, undefined> {
	const first = Math.max(from, buyer.orderMoments[0]);
	for (
		let moment = first + random.exponential(viewsPerDay);
		moment < historyDays;
		moment += random.exponential(viewsPerDay)
	) {
		if (!random.chance(interestAt(buyer.leftAt, moment))) continue;
		const instant = shop.window.instantOf(moment);
		yield event('category_view', instant);
		let minutes = 1;
		for (const type of ['product_linger', 'review_read', 'comparison_tool'] as const) {
			if (random.chance(perView[type])) yield event(type, instant + minutes++ * msPerMinute);
		}
		if (random.chance(cartPerView) && random.chance(abandonedPerCart)) {
			const worth = Math.round(buyer.meanOrderValue * random.between(0.5, 1.5) * 100) / 100;
			yield event('cart_abandoned', instant + 60 * msPerMinute, worth);
		}
	}
}

function* reviewEvents(
	{ orders }: ShopCustomer,
	shop: Shop,
	random: RandomStream,
): Generator<ShopEvent, void, undefined> {
	for (const order of orders) {
		if (!random.chance(reviewPerOrder)) continue;
		const later = Math.floor(random.between(7, 28) * 86_400) * 1000;
		const stars = order.isSentBack ? 1 + random.index(3) : 3 + random.index(3);
		yield event('review', shop.window.instantOf(order.moment) + later, stars);
	}
}

/** The interest in the shop on a day: all of it before leaving, half of it 30 days after. */
function interestAt(leftAt: number | undefined, day: number): number {
	if (leftAt === undefined || day <= leftAt) return 1;
	return interestLeft[Math.floor(day - leftAt)];
}

function event(
	type: EventType,
	instant: number,
	value: number | null = null,
	isMachineOpen = false,
): ShopEvent {
	return { type, instant, value, isMachineOpen };
}
