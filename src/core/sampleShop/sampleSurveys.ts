import { brands } from './catalog';
import { RandomStream } from './randomStream';
import type { ShopOptions } from './options';
import { simulateShop } from './simulateShop';

/** An answered survey as a flat row. */
export type SurveyRow = {
	customerId: string;
	email: string;
	orderId: string;
	answeredAt: string;
	/** 0 to 10. */
	npsScore: number;
	category: string;
	brand: string;
	/** Discount, in percent of the price. */
	discountPercent: number;
	isRefunded: boolean;
	isDeliveredLate: boolean;
};

const answerShare = 0.12;
const lateShare = 0.1;
const deepDiscount = 0.3;
const effects = { usual: 8.2, refunded: -2.5, late: -0.8, deepDiscount: -0.6 };
const spread = { brands: 0.6, answers: 1.6 };
const answeredAfterDays = { least: 10, most: 17 };

/** Answers to "How likely are you to recommend us?", asked after every order: 12% answer. */
export function* sampleSurveys(options: ShopOptions): Generator<SurveyRow, void, undefined> {
	const shop = simulateShop(options);
	const random = new RandomStream(options.seed, 'surveys');
	const brandEffects = new Map(
		brands.map((brand) => [brand as string, spread.brands * random.normal()]),
	);
	for (const { person, orders } of shop.customers()) {
		for (const order of orders) {
			const hasAnswered = random.chance(answerShare);
			const isDeliveredLate = random.chance(lateShare);
			const days = random.between(answeredAfterDays.least, answeredAfterDays.most);
			const mood = spread.answers * random.normal();
			const answeredAt = shop.window.instantOf(order.moment) + Math.floor(days * 86_400) * 1000;
			if (!hasAnswered || answeredAt > shop.window.asOf) continue;
			const isRefunded = order.refundedAt !== undefined && order.refundedAt <= answeredAt;
			const feeling =
				effects.usual +
				(isRefunded ? effects.refunded : 0) +
				(isDeliveredLate ? effects.late : 0) +
				(order.discountDepth > deepDiscount ? effects.deepDiscount : 0) +
				(brandEffects.get(order.brand) ?? 0) +
				mood;
			yield {
				customerId: person.customerId,
				email: person.email,
				orderId: order.orderId,
				answeredAt: shop.window.calendar.iso(answeredAt),
				npsScore: Math.min(10, Math.max(0, Math.round(feeling))),
				category: order.category,
				brand: order.brand,
				discountPercent: Math.round(order.discountDepth * 100),
				isRefunded,
				isDeliveredLate,
			};
		}
	}
}
