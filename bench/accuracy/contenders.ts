import { orderModelNames } from '../../src/core/btyd/fitOrderModel';
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
import { fitRangeLevels } from '../../src/core/clv/fitRangeLevels';
import { fitShop } from '../../src/core/clv/fitShop';
import { shapingOptions } from '../../src/core/clv/options';
import { predictCustomers } from '../../src/core/clv/predictCustomers';
import { lastDay, seasonFactor } from '../../src/core/clv/season';
import { totalRanges } from '../../src/core/clv/totalRange';
import { sum, type Forecast } from './measures';

/** Predicts from a shop's past for a number of days; `told` is the name of the chosen model. */
export type Contender = (
	past: OrderHistories,
	days: number,
) => (Forecast & { told?: string; ranges?: ReturnType<typeof totalRanges> }) | null;

/** Each model alone and the automatic choice, as the node predicts. */
export const own: Readonly<Record<string, Contender>> = Object.fromEntries(
	['automatic' as const, ...orderModelNames].map((orderModel): [string, Contender] => [
		orderModel,
		(past, days) => {
			const horizonMonths = Math.max(1, Math.round(days / daysPerMonth));
			const options = shapingOptions.parse({ orderModel, horizonMonths });
			const shop = fitShop(past, options);
			if (shop.orders === null) return null;
			const inSeason = seasonFactor(shop.season, lastDay(past), days);
			const horizon = oneStretch(days / daysPerWeek, shop.timeFactor * inSeason);
			const cuts = orderModel === 'automatic' ? earlierCuts(past, shop, options).cuts : [];
			const basis = basisOf(shop, fitRangeLevels(cuts));
			const predicted = predictCustomers(basis, shop.observed, horizon);
			const hasRange = shop.spend.fit !== null;
			const totals = { orders: sum(predicted.orders), spend: sum(predicted.spend) };
			const ranges = orderModel === 'automatic' ? totalRanges(cuts, horizonMonths, totals) : null;
			return {
				orders: predicted.orders,
				spend: predicted.spend,
				likelihood: predicted.probabilityOfOrder,
				low: hasRange ? predicted.spendLow : null,
				high: hasRange ? predicted.spendHigh : null,
				told: transactionModelName(shop.orders.model),
				ranges,
			};
		},
	]),
);

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
