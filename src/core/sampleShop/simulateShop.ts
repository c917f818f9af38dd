import { describeOrders } from './describeOrders';
import type { ShopOrder } from './describeOrders';
import { describePerson, sendDays } from './describePerson';
import type { Person } from './describePerson';
import type { ShopOptions } from './options';
import { RandomStream } from './randomStream';
import { ShopWindow } from './shopWindow';
import { simulateBuyers } from './simulateBuyers';
import type { Buyer } from './simulateBuyers';

/** A customer of the sample shop: the truth, the person, and the orders up to the end of the history, oldest first. */
export interface ShopCustomer {
	readonly buyer: Buyer;
	readonly person: Person;
	readonly orders: readonly ShopOrder[];
}

export interface Shop {
	readonly window: ShopWindow;
	/** Days of the window on which the shop emailed its customers. */
	readonly sends: readonly number[];
	/** How many of the sends are in the known history. */
	readonly knownSends: number;
	/** The customers, one at a time; each call starts over and returns the same ones. */
	customers(): Generator<ShopCustomer, void, undefined>;
}

/**
 * Opens a sample shop: the same options give the same shop on every machine, and its first customers are the same whatever its size.
 *
 * The time zone only determines the instants of the shop's days; everything else is the same in every time zone.
 */
export function simulateShop(options: ShopOptions): Shop {
	const window = new ShopWindow({
		asOf: options.asOf,
		historyEnd: options.historyEnd,
		timeZone: options.timeZone,
		isRoundTheClock: options.messyData,
	});
	const sends = sendDays(window);
	return {
		window,
		sends,
		knownSends: sends.filter((day) => day < window.knownDays).length,
		*customers() {
			const people = new RandomStream(options.seed, 'people');
			const orderRandom = new RandomStream(options.seed, 'orders');
			for (const buyer of simulateBuyers({ ...options, withTraits: true }, window)) {
				const person = describePerson(buyer, people, sends);
				yield { buyer, person, orders: describeOrders(buyer, person, orderRandom, window) };
			}
		},
	};
}
