import {
	chooseOrderModel,
	fitOrderModel,
	heldBackDays,
	isLargeEnough,
	observeGroups,
	oneStretch,
} from './chooseOrderModel';
import type { ObservedGroups, OrderModelChoice } from './chooseOrderModel';
import { cohortCurve } from './cohortCurve';
import type { TransactionFit } from './fitTransactions';
import { fitGammaGamma, type SpendFit } from './gammaGamma';
import type { ShapingOptions } from './options';
import { cutBook, daysPerWeek, ordersWithin, type OrderBook } from './orderBook';
import { predictBatch } from './predictBatch';

/** All that is learned from a shop's orders. */
export interface ShopFit {
	readonly observed: ObservedGroups;
	/** Null where the shop is too small, or where no model converged. */
	readonly orders: TransactionFit | null;
	readonly choice: OrderModelChoice | null;
	readonly spend: SpendFit | null;
	readonly timeFactor: number;
	/** Mean amount of an order day. */
	readonly averageOrderValue: number;
	readonly cohortCurve: number[];
	/** Why there is no order model: a sentence, or null. */
	readonly reasonForNone: string | null;
}

/** Days of a month, so that twelve are a year of 365.25. */
export const daysPerMonth = 365.25 / 12;

/** The fewest repeat buyers with a positive average to fit the spend model on. */
const fewestSpenders = 10;

/**
 * Learns order times and order values from a shop's orders, with the model asked for or the best one.
 *
 * Never fails: a shop that is too small, or on which no model converges, comes back without an order model and with the
 * reason; its cohort averages are used then.
 */
export function fitShop(book: OrderBook, options: ShapingOptions): ShopFit {
	const observed = observeGroups(book);
	const { observation } = observed;
	const horizonDays = options.horizonMonths * daysPerMonth;
	let orderDays = 0;
	let amount = 0;
	for (let i = 0; i < observation.customers.length; i++) {
		orderDays += observation.repeatTransactions[i] + 1;
		amount += observation.totalSpend[i];
	}
	const basis = {
		observed,
		averageOrderValue: orderDays > 0 ? Math.max(0, amount / orderDays) : 0,
		cohortCurve: cohortCurve(book),
	};
	const none = { orders: null, choice: null, spend: null, timeFactor: 1 };
	if (!isLargeEnough(observation, options)) {
		const repeatBuyers = observation.repeatTransactions.filter((repeats) => repeats > 0).length;
		return {
			...basis,
			...none,
			reasonForNone: `${observation.customers.length} customers with ${repeatBuyers} repeat buyers are too few for a model (it takes ${options.minimumCustomers} and ${options.minimumRepeatBuyers}).`,
		};
	}
	const choice =
		options.orderModel === 'automatic' ? chooseOrderModel(book, horizonDays, options) : null;
	const name = options.orderModel === 'automatic' ? choice?.orderModel : options.orderModel;
	const orders = name === undefined ? undefined : fitOrderModel(observed, name);
	if (orders === undefined || !orders.isConverged) {
		return {
			...basis,
			...none,
			choice,
			reasonForNone: 'The model of order times did not converge on this shop.',
		};
	}
	const spenders = observation.averageRepeatValue.filter((value) => value > 0).length;
	const spend =
		spenders >= fewestSpenders
			? fitGammaGamma(observation.repeatTransactions, observation.averageRepeatValue)
			: undefined;
	return {
		...basis,
		orders,
		choice,
		spend: spend?.isConverged === true ? spend : null,
		timeFactor: options.recalibrate ? fitTimeFactor(book, orders, horizonDays) : 1,
		reasonForNone: null,
	};
}

const strongestFactor = 2;

/**
 * How much faster future time has to run so that the model, fitted before the last days, would have met their total.
 *
 * Between a half and twice; 1 where there is nothing to learn it from. All predictions stay consistent, since only the
 * clock is changed. It carries a trend or season on, which helps if that stays.
 */
function fitTimeFactor(book: OrderBook, orders: TransactionFit, horizonDays: number): number {
	const days = heldBackDays(book, horizonDays);
	const past = observeGroups(cutBook(book, days));
	const { family, regularity } = orders.model;
	const name =
		family === 'nbd'
			? 'nbd'
			: regularity === 1
				? family
				: (`${family.slice(0, -3)}CnbdK` as 'bgCnbdK');
	const fit = days > 0 ? fitOrderModel(past, name) : undefined;
	if (fit === undefined || !fit.isConverged) return 1;
	let actual = 0;
	for (const count of ordersWithin(book, past.observation.customers, days).orders) actual += count;
	const predicted = (factor: number) => {
		const batch = predictBatch(fit.model, past.groups, oneStretch(days / daysPerWeek, factor));
		return batch.orders.reduce((sum, count, group) => sum + count * past.groups.weight[group], 0);
	};
	let low = 1 / strongestFactor;
	let high = strongestFactor;
	for (let i = 0; i < 24; i++) {
		const middle = (low + high) / 2;
		if (predicted(middle) < actual) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}
