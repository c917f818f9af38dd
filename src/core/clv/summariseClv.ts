import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import { currencyDigits } from '../money/currencyDigits';
import type { SetAsideRow } from '../result';
import { countByReason } from '../setAsideRows';
import type { Backtest } from './backtest';
import type { ObservedGroups } from '../btyd/observeGroups';
import type { ClvModel } from './clvModel';
import type { EarlierCuts, PastErrors } from './earlierCuts';
import type { CohortValue } from './cohortValues';
import { fitQuality } from './fitQuality';
import type { ShopFit } from './fitShop';
import type { NewCustomers, NewCustomerWorth } from './newCustomerWorth';
import { nextOrderCurve } from './nextOrderCurve';
import { correctionFeatures, type OrderCorrection } from './orderCorrection';
import type { OrderHistories } from '../btyd/orderHistories';
import type { CustomerPredictions } from './predictCustomers';
import { roundTo } from '../stats/rounding';
import { totalRanges } from './totalRange';
import { transactionModelName } from '../btyd/transactionModel';
import { sumOf } from '../stats/sumOf';

/** The facts for the summary; `shop` is missing where a saved model was applied. */
export interface ClvRun {
	readonly model: ClvModel;
	readonly shop: ShopFit | undefined;
	readonly observed: ObservedGroups;
	readonly predictions: CustomerPredictions;
	readonly backtest: Backtest | undefined;
	readonly earlier: EarlierCuts | undefined;
	readonly pastErrors: PastErrors | null;
	readonly cohorts: readonly CohortValue[];
	readonly newCustomers: NewCustomers | null;
	readonly histories: OrderHistories;
	readonly setAside: readonly SetAsideRow[];
	/** All output customers, with and without orders. */
	readonly customers: number;
	readonly notices: readonly Notice[];
}

/** A next order within this many days counts as a return. */
const returnDays = 365;

/** The one record about the whole base: totals, how the model was chosen and fits, cohorts, next-order curve, backtest. */
export function summariseClv(run: ClvRun): JsonRecord {
	const { model, shop, observed, predictions } = run;
	const { observation } = observed;
	const repeatBuyers = observation.repeatTransactions.filter((repeats) => repeats > 0).length;
	const margin = model.options.marginPercent / 100;
	const digits = currencyDigits(model.options.currency) ?? 2;
	const totals = { orders: sumOf(predictions.orders), spend: sumOf(predictions.spend) };
	return {
		customers: run.customers,
		customersWithOrders: observation.customers.length,
		repeatBuyers,
		setAside: run.setAside.length,
		setAsideByCode: countByReason(run.setAside),
		horizonMonths: model.options.horizonMonths,
		predictedOrders: roundTo(totals.orders, 1),
		predictedSpend: roundTo(totals.spend, digits),
		predictedClv: roundTo(margin * sumOf(predictions.discountedSpend), digits),
		method: model.orders === null ? 'cohortAverage' : 'model',
		modelName: model.orders === null ? null : transactionModelName(model.orders),
		...(shop === undefined
			? {}
			: { ...rangesOf(run, totals, digits), ...fitted(run, shop, digits) }),
		...(run.backtest === undefined ? {} : { backtest: run.backtest }),
		notices: run.notices,
		model,
	};
}

/** The 80% ranges of the totals; null where there are too few earlier dates. */
function rangesOf(
	{ earlier, model }: ClvRun,
	totals: { orders: number; spend: number },
	digits: number,
): JsonRecord {
	const ranges = totalRanges(earlier?.cuts ?? [], model.options.horizonMonths, totals);
	return {
		predictedOrdersLow: ranges && roundTo(ranges.orders.low, 1),
		predictedOrdersHigh: ranges && roundTo(ranges.orders.high, 1),
		predictedSpendLow: ranges && roundTo(ranges.spend.low, digits),
		predictedSpendHigh: ranges && roundTo(ranges.spend.high, digits),
	};
}

function fitted(run: ClvRun, shop: ShopFit, digits: number): JsonRecord {
	const { orders, spend, choice } = shop;
	return {
		modelReason: reasonOf(run.model, shop),
		candidates: choice?.candidates ?? [],
		heldBackDays: choice?.heldBackDays ?? null,
		pastsCompared: choice?.pasts ?? 0,
		orderModel:
			orders === null
				? null
				: {
						...named(orders.parameterNames, orders.parameters, orders.standardErrors),
						regularity: orders.model.regularity,
						returnShare: orders.model.returnShare ?? 0,
						logLikelihood: orders.logLikelihood,
						customers: orders.customers,
						repeatBuyers: orders.repeatBuyers,
						iterations: orders.iterations,
						boundary: orders.boundary,
					},
		spendModel:
			orders === null || spend.fit === null
				? null
				: {
						...named(
							['p', 'q', 'v'],
							[spend.fit.model.p, spend.fit.model.q, spend.fit.model.v],
							spend.fit.standardErrors,
						),
						from: spend.from,
						highestAmount: spend.highestAmount,
						logLikelihood: spend.fit.logLikelihood,
						customers: spend.fit.customers,
						iterations: spend.fit.iterations,
						boundary: spend.fit.boundary,
					},
		correction: run.model.correction && correctionIn(run.model.correction),
		timeFactor: shop.timeFactor,
		season: shop.season?.map((factor) => roundTo(factor, 4)) ?? null,
		pastErrors: run.pastErrors === null ? null : pastErrorsIn(run.pastErrors),
		fitQuality: orders === null ? [] : fitQuality(orders.model, run.observed),
		nextOrderChances: nextOrderCurve(run.histories, returnDays),
		newCustomers: run.newCustomers === null ? null : newCustomersIn(run.newCustomers, digits),
		cohorts: run.cohorts.map((cohort) => inCurrency(cohort, digits + 2)),
	};
}

function reasonOf({ correction }: ClvModel, { noModel, choice }: ShopFit): string {
	const reason = noModel?.reason ?? choice?.reason ?? 'Chosen in the options.';
	return correction === null
		? reason
		: `${reason} What it missed at these dates corrects its orders per customer (${roundTo(100 * correction.blend, 0)}% of the correction); the total stays.`;
}

/** Parameters and, as `<name>StandardError`, their uncertainty; null on a boundary. */
function named(
	names: readonly string[],
	parameters: readonly number[],
	standardErrors: ReadonlyArray<number | null>,
): JsonRecord {
	return Object.fromEntries(
		names.flatMap((name, i) => [
			[name, parameters[i]],
			[`${name}StandardError`, standardErrors[i]],
		]),
	);
}

/** How much of the correction is taken, and the weight of each feature. */
function correctionIn({ blend, weights }: OrderCorrection): JsonRecord {
	const named = correctionFeatures.map((name, i) => [name, roundTo(weights[i], 4)] as const);
	return { blend, weights: Object.fromEntries(named) };
}

function inCurrency(cohort: CohortValue, digits: number): CohortValue {
	return {
		...cohort,
		ltv90: roundTo(cohort.ltv90, digits),
		ltv180: roundTo(cohort.ltv180, digits),
		ltv365: roundTo(cohort.ltv365, digits),
	};
}

function pastErrorsIn(errors: PastErrors): PastErrors {
	return {
		...errors,
		meanErrorPercent: roundTo(errors.meanErrorPercent, 1),
		lowestPercent: roundTo(errors.lowestPercent, 1),
		highestPercent: roundTo(errors.highestPercent, 1),
		latestPercent: roundTo(errors.latestPercent, 1),
	};
}

function newCustomersIn(newCustomers: NewCustomers, digits: number): NewCustomers {
	const round = <Worth extends NewCustomerWorth>(worth: Worth): Worth => ({
		...worth,
		expectedMargin: roundTo(worth.expectedMargin, digits),
		low: worth.low === null ? null : roundTo(worth.low, digits),
		high: worth.high === null ? null : roundTo(worth.high, digits),
	});
	return {
		...round(newCustomers),
		byCohortMonth: newCustomers.byCohortMonth.map(round),
		byGroup: newCustomers.byGroup.map(round),
	};
}
