import { brands, categories } from './catalog';
import type { Person } from './describePerson';
import type { RandomStream } from './randomStream';
import type { Buyer } from './simulateBuyers';
import type { ShopWindow } from './shopWindow';

const shipping = 6;
/** Taxes are in the amount; the same rate for everything. */
const taxRate = 0.08;
const costOfGoods = { share: 0.45, spread: 0.08, least: 0.2, most: 0.7 };
const discountDepths = {
	depths: [0.1, 0.15, 0.2, 0.3, 0.5],
	weights: [0.35, 0.25, 0.25, 0.1, 0.05],
};
const discounted = { first: 0.35, firstOfHolidayCustomer: 0.7, later: 0.22, dealHunter: 0.9 };
const refunds = { full: 0.03, partial: 0.05, serialReturner: 0.6 };
const chanceOfNaturalNext = 0.5;

/** One order with everything the shop knows about it. Money in major units with two digits. */
export interface ShopOrder {
	readonly orderId: string;
	/** Moment in the shop's window. */
	readonly moment: number;
	/** What was charged, tax and shipping included, after the discount. */
	readonly amount: number;
	readonly discount: number;
	/** Discount, as a share of the price. */
	readonly discountDepth: number;
	/** Refunded up to the shop's last instant; 0: nothing. */
	readonly refund: number;
	/** Instant of the refund, ms since 1970; undefined: none so far. */
	readonly refundedAt: number | undefined;
	/** Whether money is refunded before the history ends, already known or not. */
	readonly isSentBack: boolean;
	readonly tax: number;
	readonly shipping: number;
	readonly costOfGoods: number;
	readonly category: string;
	readonly brand: string;
	readonly product: string;
}

const msPerDay = 86_400_000;

/** Draws the content of a buyer's orders, their discounts and their refunds. */
export function describeOrders(
	buyer: Buyer,
	person: Person,
	random: RandomStream,
	window: ShopWindow,
): ShopOrder[] {
	let category = random.index(categories.length);
	return buyer.orderMoments.map((moment, index) => {
		const amount = buyer.amounts[index];
		const discountDepth = drawDiscount(random, buyer, index === 0);
		const refund = drawRefund(random, person, amount);
		const refundedAt = window.instantOf(moment) + Math.round(refund.afterDays * msPerDay);
		const isRefunded = refund.amount > 0 && refundedAt <= window.asOf;
		if (index > 0) {
			category = random.chance(chanceOfNaturalNext)
				? categories[category].next
				: random.index(categories.length);
		}
		const { name, products } = categories[category];
		const costShare = costOfGoods.share + costOfGoods.spread * random.normal();
		const boundedShare = Math.min(costOfGoods.most, Math.max(costOfGoods.least, costShare));
		return {
			orderId: `${person.customerId}-${index + 1}`,
			moment,
			amount,
			discount: toCents((amount * discountDepth) / (1 - discountDepth)),
			discountDepth,
			refund: isRefunded ? refund.amount : 0,
			isSentBack: refund.amount > 0 && refundedAt <= window.end,
			refundedAt: isRefunded ? Math.floor(refundedAt / 1000) * 1000 : undefined,
			tax: toCents((amount * taxRate) / (1 + taxRate)),
			shipping: Math.min(shipping, amount),
			costOfGoods: toCents(amount * boundedShare),
			category: name,
			brand: brands[random.index(brands.length)],
			product: products[random.index(products.length)],
		};
	});
}

function drawDiscount(random: RandomStream, buyer: Buyer, isFirst: boolean): number {
	const chance = random.uniform();
	const depth = discountDepths.depths[random.weighted(discountDepths.weights)];
	return chance < discountChance(buyer, isFirst) ? depth : 0;
}

function discountChance(buyer: Buyer, isFirst: boolean): number {
	if (buyer.isDealHunter) return discounted.dealHunter;
	if (!isFirst) return discounted.later;
	return buyer.isHolidayCustomer ? discounted.firstOfHolidayCustomer : discounted.first;
}

/** A serial returner sends back 60% of orders as a whole; other customers rarely return one, sometimes in part. */
function drawRefund(
	random: RandomStream,
	person: Person,
	amount: number,
): { amount: number; afterDays: number } {
	const chance = random.uniform();
	const share = random.between(0.2, 0.8);
	const afterDays = random.between(5, 25);
	const full = person.isSerialReturner ? refunds.serialReturner : refunds.full;
	if (chance < full) return { amount, afterDays };
	const isPartial = chance < full + refunds.partial;
	return { amount: isPartial ? toCents(amount * share) : 0, afterDays };
}

function toCents(amount: number): number {
	return Math.round(amount * 100) / 100;
}
