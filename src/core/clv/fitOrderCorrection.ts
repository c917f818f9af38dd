import { daysPerMonth } from '../btyd/orderHistories';
import { expectedOrdersByGroup } from '../btyd/predictBatch';
import { poissonDeviance } from '../stats/poissonDeviance';
import { fitPoissonRidge } from '../stats/poissonRidge';
import { sparseRows } from '../stats/sparseRows';
import { typicalOf } from './customerHabits';
import type { EarlierCut, EarlierCuts } from './earlierCuts';
import type { ShopFit } from './fitShop';
import type { ShapingOptions } from './options';
import {
	correctionFactors,
	correctionFeatures,
	featuresOf,
	regressedOrders,
	type OrderCorrection,
} from './orderCorrection';
import { horizonOf } from './predictCustomers';
import { sumOf } from '../stats/sumOf';

/** The most customers of one earlier date that are used. */
const mostCustomers = 5000;
const penalty = 0.001;
/** A correction fitted over some days applies up to this many times as long. */
const longestReach = 2.1;
const blends = [0.25, 0.5, 0.75, 1];
/** The mean log of the three errors must fall by at least this much. */
const leastGain = 0.02;
/** No error may rise by more than this share. */
const mostLoss = { absolute: 0, squared: 0.002, deviance: 0.002 };

/** The customers of an earlier date: their features, the orders that the model expected, and their actual orders. */
interface Lesson {
	readonly features: number[][];
	readonly expected: Float64Array;
	readonly actual: Float64Array;
}

/**
 * Fits a correction of the model's expected orders by what the model leaves out (recent counts, spend, own rhythm).
 *
 * A regression is fitted at all earlier dates but one and tested on that one: on the latest, and on each in turn. It is
 * used only if both tests lower RMSE, mean absolute error and Poisson deviance together by 2% or more and raise none;
 * the blend with the model is the smaller one of the two. Null where it isn't used, with fewer than two earlier dates,
 * and where the horizon is more than 2.1 times as long as the days predicted there.
 */
export function fitOrderCorrection(
	{ cuts, days }: EarlierCuts,
	shop: ShopFit,
	options: ShapingOptions,
): OrderCorrection | null {
	if (options.orderModel !== 'automatic' || shop.orders === null || cuts.length < 2) return null;
	if (options.horizonMonths * daysPerMonth > longestReach * days) return null;
	const typical = typicalOf(shop.observed);
	const lessons = cuts.map((cut) => lessonOf(cut, typical));
	if (lessons.some(({ actual }) => actual.every((count) => count === 0))) return null;
	const [latest, ...others] = lessons;
	const blend = Math.min(
		bestBlend([trial(others, latest)]),
		bestBlend(
			lessons.map((one) =>
				trial(
					lessons.filter((other) => other !== one),
					one,
				),
			),
		),
	);
	if (blend === 0) return null;
	const correction = { ...regress(lessons), ...typical, blend, scale: 1 };
	return { ...correction, scale: scaleOf(correction, shop, options) };
}

function lessonOf(
	{ observed, batch, actual }: EarlierCut,
	typical: ReturnType<typeof typicalOf>,
): Lesson {
	const { groups, observation } = observed;
	const step = Math.ceil(observation.customers.length / mostCustomers);
	const places = Array.from(
		{ length: Math.ceil(observation.customers.length / step) },
		(_, i) => i * step,
	);
	const featuresAt = featuresOf(observed, typical);
	const expected = Float64Array.from(places, (place) => batch.orders[groups.groupOf[place]]);
	return {
		features: places.map((place, i) => featuresAt(place, expected[i])),
		expected,
		actual: Float64Array.from(places, (place) => actual.orders[place]),
	};
}

function regress(lessons: readonly Lesson[]): Pick<OrderCorrection, 'constant' | 'weights'> {
	const rows = lessons.flatMap(({ features }) =>
		features.map((row) => row.map((value, column) => [column, value] as const)),
	);
	const sums = Float64Array.from(lessons.flatMap(({ actual }) => Array.from(actual)));
	const fit = fitPoissonRidge(
		{
			rows: sparseRows(correctionFeatures.length, rows),
			weights: new Float64Array(sums.length).fill(1),
			sums,
		},
		penalty,
	);
	return { constant: fit.constant, weights: fit.perUnit.map((weight) => weight ?? 0) };
}

type Errors = Record<keyof typeof mostLoss, number>;

/** The errors of the model alone, and of each blend with the regression fitted at other dates, at one date. */
function trial(elsewhere: readonly Lesson[], { features, expected, actual }: Lesson): Errors[] {
	const regression = regress(elsewhere);
	const regressed = expected.map((orders, i) => regressedOrders(regression, features[i], orders));
	const scale = sumOf(expected) / sumOf(regressed);
	return [0, ...blends].map((blend) => {
		const errors = { absolute: 0, squared: 0, deviance: 0 };
		for (let i = 0; i < expected.length; i++) {
			const orders = (1 - blend) * expected[i] + blend * scale * regressed[i];
			errors.absolute += Math.abs(orders - actual[i]);
			errors.squared += (orders - actual[i]) ** 2;
			errors.deviance += poissonDeviance(actual[i], orders);
		}
		const size = expected.length;
		return {
			absolute: errors.absolute / size,
			squared: Math.sqrt(errors.squared / size),
			deviance: errors.deviance / size,
		};
	});
}

/** The blend with the lowest errors over some dates; 0 where none is good enough. */
function bestBlend(trials: readonly Errors[][]): number {
	const kinds = Object.keys(mostLoss) as Array<keyof Errors>;
	let best = { blend: 0, logs: -leastGain };
	for (const [i, blend] of blends.entries()) {
		const ratio = (kind: keyof Errors) =>
			trials.reduce((total, errors) => total + errors[i + 1][kind], 0) /
			trials.reduce((total, errors) => total + errors[0][kind], 0);
		if (kinds.some((kind) => ratio(kind) > 1 + mostLoss[kind])) continue;
		const logs = kinds.reduce((total, kind) => total + Math.log(ratio(kind)), 0) / kinds.length;
		if (logs < best.logs) best = { blend, logs };
	}
	return best.blend;
}

/** The factor that keeps the total orders of the whole base as the model expects them. */
function scaleOf(correction: OrderCorrection, shop: ShopFit, options: ShapingOptions): number {
	const { observed, orders } = shop;
	if (orders === null) return 1;
	const horizon = horizonOf(options, shop, observed.histories);
	const ordersOf = expectedOrdersByGroup(orders.model, observed.groups, horizon);
	const factorAt = correctionFactors({ ...correction, blend: 1 }, observed);
	let expected = 0;
	let regressed = 0;
	observed.groups.groupOf.forEach((group, place) => {
		expected += ordersOf[group];
		regressed += ordersOf[group] * factorAt(place, ordersOf[group]);
	});
	return regressed > 0 ? expected / regressed : 1;
}
