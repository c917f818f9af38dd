import { regions } from './catalog';
import type { RandomStream } from './randomStream';
import type { Buyer } from './simulateBuyers';
import type { ShopWindow } from './shopWindow';
import { historyDays } from './shopWindow';

const firstNames =
	'Abren Belmi Corva Daleth Elwin Fenna Gorin Hesla Ilvar Jessim Kelda Lorrin Mavel Norrin Orlen Pella Quenna Rovin Selva Torrin Ulmar Vesna Wenlo Yarrin'.split(
		' ',
	);
const lastNames =
	'Amberfield Birchmoor Coldbrook Dustwell Eastmere Fernhollow Greystone Hawkridge Ironbridge Juniperhill Kingsmoor Lakewell Mistvale Northbrook Oakmere Pinecroft Quarrywood Ridgewell Stonefield Thornmere Underhill Valewood Westmoor Yewbridge'.split(
		' ',
	);
/** North American area codes; 555-0100 to 555-0199 are unassigned in all of them. */
const areaCodes = [
	202, 203, 205, 206, 207, 208, 209, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229,
	231, 234, 239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 276, 281, 301, 302,
	303, 304,
];

const shares = {
	serialReturner: 0.015,
	smsConsent: 0.4,
	machineOpens: 0.45,
	bounced: 0.01,
	complained: 0.001,
	deletionRequested: 0.002,
};
const unsubscribePerSend = 0.0015;
const unsubscribePerSendOnceGone = 4 * unsubscribePerSend;

/** What the shop knows about a customer besides the orders, and how they react to its emails. */
export interface Person {
	readonly customerId: string;
	readonly email: string;
	readonly phone: string;
	readonly firstName: string;
	readonly lastName: string;
	/** Two-letter country code. */
	readonly region: string;
	readonly smsConsent: boolean;
	readonly bounced: boolean;
	readonly complained: boolean;
	readonly deletionRequested: boolean;
	/** Returns most of what they buy. */
	readonly isSerialReturner: boolean;
	/** Chance to open an email, and to click in an opened one. */
	readonly openRate: number;
	readonly clickRate: number;
	/** Whether the mail program opens every email automatically. */
	readonly hasMachineOpens: boolean;
	/**
	 * Index in the list of sends of the first one they received, and of the one on which they unsubscribed; undefined:
	 * still subscribed.
	 */
	readonly firstSend: number;
	readonly unsubscribedAtSend: number | undefined;
}

/** The days on which the shop emails all subscribers: two a week, Tuesday and Friday. */
export function sendDays(window: ShopWindow): number[] {
	const days: number[] = [];
	for (let day = 0; day < historyDays; day++) {
		const weekday = window.weekdayOf(day);
		if (weekday === 2 || weekday === 5) days.push(day);
	}
	return days;
}

/**
 * Draws the person behind a buyer. Names are invented, addresses end in example.com or example.org, phone numbers are
 * unassigned.
 */
export function describePerson(
	buyer: Buyer,
	random: RandomStream,
	sends: readonly number[],
): Person {
	const firstName = firstNames[random.index(firstNames.length)];
	const lastName = lastNames[random.index(lastNames.length)];
	const number = buyer.index + 1;
	const domain = random.chance(0.5) ? 'example.com' : 'example.org';
	const areaCode = areaCodes[random.index(areaCodes.length)];
	const firstSend = countUpTo(sends, buyer.orderMoments[0]);
	return {
		customerId: `C${String(number).padStart(6, '0')}`,
		email: `${firstName}.${lastName}${number}@${domain}`.toLowerCase(),
		phone: `+1${areaCode}55501${String(random.index(100)).padStart(2, '0')}`,
		firstName,
		lastName,
		region: regions.codes[random.weighted(regions.weights)],
		smsConsent: random.chance(shares.smsConsent),
		bounced: random.chance(shares.bounced),
		complained: random.chance(shares.complained),
		deletionRequested: random.chance(shares.deletionRequested),
		isSerialReturner: random.chance(shares.serialReturner),
		openRate: random.beta(2, 4),
		clickRate: random.beta(1.5, 10),
		hasMachineOpens: random.chance(shares.machineOpens),
		firstSend,
		unsubscribedAtSend: drawUnsubscribe(buyer, random, sends, firstSend),
	};
}

function drawUnsubscribe(
	buyer: Buyer,
	random: RandomStream,
	sends: readonly number[],
	firstSend: number,
): number | undefined {
	const keptWhileBuying = random.geometric(unsubscribePerSend);
	const keptOnceGone = random.geometric(unsubscribePerSendOnceGone);
	const firstOnceGone = buyer.leftAt === undefined ? sends.length : countUpTo(sends, buyer.leftAt);
	const whileBuying = firstSend + keptWhileBuying;
	const send = whileBuying < firstOnceGone ? whileBuying : firstOnceGone + keptOnceGone;
	return send < sends.length ? send : undefined;
}

/** How many of the ascending days are at or before a moment. */
function countUpTo(days: readonly number[], moment: number): number {
	let low = 0;
	let high = days.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (days[middle] <= moment) low = middle + 1;
		else high = middle;
	}
	return low;
}
