import { isEmpty } from '../../values/isEmpty';
import type { JsonRecord } from '../../values/jsonRecord';
import { readNumber } from '../../values/readNumber';
import { storedDay } from '../../values/storedDay';
import { isNo, isYes } from '../../values/yesOrNo';
import { daysBetween, type CustomerTable } from '../customers/customerTable';
import { currencyDigits } from '../money/currencyDigits';
import { unitsDown } from '../money/exactProduct';
import type { PlanOptions } from './options';

/** Amounts are whole ten-thousandths, and percentages whole hundredths of a percent, so that limits are exact. */
export const unitsPerAmount = 10_000;
export const unitsPerPercent = 100;

/** The facts for a customer's offer; NaN where not known. Amounts and percentages in whole units. */
export interface OfferFacts {
	readonly tier: string | undefined;
	/** Whether the customer has no known order: such a customer has no tier. */
	readonly hasNoOrder: boolean;
	readonly isControl: boolean;
	/** Whether the customer rarely buys without a discount. */
	readonly dependsOnDiscounts: boolean;
	/** Share of the list price that went into discounts, 0 to 1. */
	readonly discountShare: number;
	/** Percent or amount; 0: none is planned. */
	readonly asked: number;
	/** Value of an order; 0: not known. */
	readonly orderValue: number;
	/** In the next 12 months. */
	readonly predictedSpend: number;
	readonly marginPercent: number;
	/** Whether the customer's own margin is not a percentage, so that the default one is used. */
	readonly hasUnreadableMargin: boolean;
	/** The smallest amount of the customer's currency. */
	readonly leastAmount: number;
	/** 1 on the day on which the win-back started; NaN outside a win-back. */
	readonly winBackDay: number;
}

/** Returns the function that reads the facts for customer i's offer. */
export function offerFactsReader(
	table: CustomerTable,
	options: PlanOptions,
): (i: number) => OfferFacts {
	const { fieldNames: names } = options;
	const perOne = options.offerKind === 'percent' ? unitsPerPercent : unitsPerAmount;
	const usualOffer = unitsDown(options.offer, perOne);
	const usualMargin = unitsDown(options.marginPercent, unitsPerPercent);
	const leastAmountOf = leastAmountReader();

	return (i) => {
		const row = table.row(i);
		const discountShare = readNumber(row[names.discountShare]);
		const ownMargin = readNumber(row[names.marginPercent]);
		const hasOwnMargin = ownMargin >= 0 && ownMargin <= 100;
		return {
			tier: table.tier(i)?.trim(),
			hasNoOrder: table.orderCount(i) === 0,
			isControl: isControl(row[names.holdoutGroup]),
			dependsOnDiscounts:
				discountShare * 100 >= options.discountDependentPercent ||
				neverAtFullPrice(row, table.orderCount(i), names),
			discountShare,
			asked: askedOf(row[names.offer]),
			orderValue: orderValueOf(row),
			predictedSpend: unitsDown(Math.max(0, readNumber(row[names.predictedSpend])), unitsPerAmount),
			marginPercent: hasOwnMargin ? unitsDown(ownMargin, unitsPerPercent) : usualMargin,
			hasUnreadableMargin: !hasOwnMargin && !isEmpty(row[names.marginPercent]),
			leastAmount: leastAmountOf(row[names.currency]),
			winBackDay: winBackDay(row, table.asOfDay(i), names),
		};
	};

	/** A customer's own offer; one that is not a number is not known, so none is made. */
	function askedOf(own: unknown): number {
		if (isEmpty(own)) return usualOffer;
		return unitsDown(Math.max(0, readNumber(own)), perOne);
	}

	function orderValueOf(row: JsonRecord): number {
		const predicted = readNumber(row[names.predictedAverageOrderValue]);
		const value = predicted > 0 ? predicted : readNumber(row[names.averageOrderValue]);
		return value > 0 ? unitsDown(value, unitsPerAmount) || 0 : 0;
	}
}

/** A customer of the control group is left alone, however the group is written. */
function isControl(group: unknown): boolean {
	return typeof group === 'string' && group.trim().toLowerCase() === 'control';
}

/**
 * Whether the customer has ordered, but never without a discount.
 *
 * Without a count of orders at full price this is known only for customers with a single order. If no order was at full
 * price, neither was the first, so that field may be missing then.
 */
function neverAtFullPrice(
	row: JsonRecord,
	orderCount: number,
	names: PlanOptions['fieldNames'],
): boolean {
	const isFirstDiscounted = row[names.firstOrderDiscounted];
	if (isNo(isFirstDiscounted) || !(orderCount > 0)) return false;
	const fullPriceOrders = readNumber(row[names.fullPriceOrderCount]);
	if (!Number.isNaN(fullPriceOrders)) return fullPriceOrders === 0;
	return orderCount === 1 && isYes(isFirstDiscounted);
}

/** Counted in the states of Churn Check in which a win-back is running. */
function winBackDay(row: JsonRecord, asOfDay: number, names: PlanOptions['fieldNames']): number {
	const state = row[names.winBackState];
	if (state !== 'due' && state !== 'waiting') return NaN;
	return daysBetween(storedDay(row[names.winBackSince]) ?? NaN, asOfDay) + 1;
}

/** Most customers share a currency; without one, amounts have two digits. */
function leastAmountReader(): (currency: unknown) => number {
	let last: unknown;
	let least = unitsPerAmount / 100;
	return (currency) => {
		if (currency !== last) {
			last = currency;
			const digits = typeof currency === 'string' ? currencyDigits(currency.trim()) : undefined;
			least = unitsPerAmount / 10 ** Math.min(digits ?? 2, 4);
		}
		return least;
	};
}
