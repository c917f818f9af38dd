import { orderModelNames, type OrderModelName } from '../../src/core/btyd/fitOrderModel';
import {
	daysPerMonth,
	daysPerWeek,
	observe,
	ordersWithin,
	type OrderHistories,
} from '../../src/core/btyd/orderHistories';
import { oneStretch } from '../../src/core/btyd/predictBatch';
import { transactionModelName } from '../../src/core/btyd/transactionModel';
import { earlierCuts } from '../../src/core/clv/earlierCuts';
import { basisOf } from '../../src/core/clv/fitClvModel';
import { fitShop } from '../../src/core/clv/fitShop';
import { learnFromCuts } from '../../src/core/clv/learnFromCuts';
import { shapingOptions } from '../../src/core/clv/options';
import { predictCustomers } from '../../src/core/clv/predictCustomers';
import { lastDay, seasonFactor } from '../../src/core/clv/season';
import { totalRanges } from '../../src/core/clv/totalRange';
import { sum, type Forecast } from './measures';

/** The name of the choice before its past errors correct it. */
export const uncorrected = 'automatic, uncorrected';

/** Predicts from a shop's past for a number of days; `told` is the name of the chosen model. */
export type Contender = (
	past: OrderHistories,
	days: number,
) => (Forecast & { told?: string; ranges?: ReturnType<typeof totalRanges> }) | null;

/** Each model alone, the automatic choice, and the choice before it is corrected by its past errors, as the node predicts. */
export const own: Readonly<Record<string, Contender>> = Object.fromEntries([
	['automatic', predictedBy('automatic')],
	[uncorrected, predictedBy('automatic', false)],
	...orderModelNames.map((orderModel): [string, Contender] => [
		orderModel,
		predictedBy(orderModel),
	]),
]);

function predictedBy(orderModel: 'automatic' | OrderModelName, isCorrected = true): Contender {
	return (past, days) => {
		const horizonMonths = Math.max(1, Math.round(days / daysPerMonth));
		const options = shapingOptions.parse({ orderModel, horizonMonths });
		const shop = fitShop(past, options);
		if (shop.orders === null) return null;
		const inSeason = seasonFactor(shop.season, lastDay(past), days);
		const horizon = oneStretch(days / daysPerWeek, shop.timeFactor * inSeason);
		const isChosen = orderModel === 'automatic';
		const earlier = isChosen ? earlierCuts(past, shop, options) : { days: 0, cuts: [] };
		const learned = learnFromCuts(earlier, shop, options);
		const basis = basisOf(shop, isCorrected ? learned : { ...learned, correction: null });
		const predicted = predictCustomers(basis, shop.observed, horizon);
		const hasRange = shop.spend.fit !== null;
		const totals = { orders: sum(predicted.orders), spend: sum(predicted.spend) };
		return {
			orders: predicted.orders,
			spend: predicted.spend,
			likelihood: predicted.probabilityOfOrder,
			low: hasRange ? predicted.spendLow : null,
			high: hasRange ? predicted.spendHigh : null,
			told: transactionModelName(shop.orders.model) + (basis.correction ? ' corrected' : ''),
			ranges: isChosen ? totalRanges(earlier.cuts, horizonMonths, totals) : null,
		};
	};
}

/** The rules of thumb. */
export const simple: Readonly<Record<string, Contender>> = {
	'the same again': (past, days) => {
		const { orders, spend } = ordersWithin(past, observe(past).customers, days);
		return { orders, spend, likelihood: orders, low: null, high: null };
	},
	recency: (past) => {
		const { ageAtLastOrder, customerAge } = observe(past);
		const likelihood = ageAtLastOrder.map((age, i) => age - customerAge[i]);
		return { orders: null, spend: null, likelihood, low: null, high: null };
	},
};
