import { type ExactInteger, exactProduct, floorQuotient } from '../money/exactProduct';
import { type OfferFacts, unitsPerPercent } from './readOfferFacts';

/** The maximum of an offer, as an unrounded fraction: part / whole, in whole units of the offer. */
export type Limit = readonly [part: ExactInteger, whole: ExactInteger];

/** The limits of one customer: the tier's ceiling, a share of the predicted margin, and the margin of the order itself. */
export interface Limits {
	readonly ceiling: Limit;
	readonly marginShare: Limit;
	readonly orderMargin: Limit;
}

/** A kind of offer: a percentage of an order, or an amount off. */
export interface OfferKind {
	/**
	 * @param ceiling of the tier
	 * @param share of the predicted margin; both in hundredths of a percent
	 */
	limits(facts: OfferFacts, ceiling: number, share: number): Limits;
	/** The requested offer as it can be given. */
	asGiven(asked: number, facts: OfferFacts): number;
	/** The rest that a limit leaves, rounded down to an offer that people would make. */
	roundedDown(units: number, facts: OfferFacts): number;
	/** Whether an offer is less than N hundredths of a percent of the order. */
	isUnder(offer: number, least: number, facts: OfferFacts): boolean;
	/** Cost on an order of the customer's usual value. */
	costOf(offer: number, facts: OfferFacts): number;
}

/** The whole in hundredths of a percent. */
const whole = 100 * unitsPerPercent;

export const offerKinds: Readonly<Record<'percent' | 'amount', OfferKind>> = {
	percent: {
		limits: ({ orderValue, predictedSpend, marginPercent }, ceiling, share) => ({
			ceiling: [ceiling, 1],
			marginShare: [
				exactProduct(share, marginPercent, predictedSpend),
				exactProduct(whole, orderValue),
			],
			orderMargin: [marginPercent, 1],
		}),
		asGiven: (asked) => asked,
		roundedDown: (units) => downTo(units, unitsPerPercent),
		isUnder: (offer, least) => offer < least,
		costOf: (offer, { orderValue, leastAmount }) =>
			downTo(floorQuotient(exactProduct(offer, orderValue), whole), leastAmount),
	},
	amount: {
		limits: ({ orderValue, predictedSpend, marginPercent }, ceiling, share) => ({
			ceiling: [exactProduct(ceiling, orderValue), whole],
			marginShare: [exactProduct(share, marginPercent, predictedSpend), whole * whole],
			orderMargin: [exactProduct(marginPercent, orderValue), whole],
		}),
		asGiven: (asked, { leastAmount }) => downTo(asked, leastAmount),
		roundedDown: (units, { leastAmount }) => downTo(units, leastAmount),
		isUnder: (offer, least, { orderValue }) =>
			exactProduct(offer, whole) < exactProduct(least, orderValue),
		costOf: (offer) => offer,
	},
};

function downTo(units: number, step: number): number {
	return units - (units % step);
}
