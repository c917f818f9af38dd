import { maximize, type Maximum } from '../stats/maximize';
import { invertPositiveDefinite } from '../stats/positiveDefinite';
import type { GroupedTransactions } from './groupTransactions';
import { prepareLikelihood } from './prepareLikelihood';
import { shopLikelihood } from './shopLikelihood';
import type { OrderDropoutFamily, TransactionFamily, TransactionModel } from './transactionModel';

/**
 * A legal answer at the edge of a model:
 * noDropout: nobody is seen to leave (a or s = 0: NBD); equalDropout: all leave with the same probability (a, b or s, β → ∞);
 * equalRates: all order at the same rate (r, α → ∞); noRepeats: the rate is 0 for practically everyone (r → 0).
 */
export type Boundary = 'noDropout' | 'equalDropout' | 'equalRates' | 'noRepeats';

export type ParameterName = 'r' | 'alpha' | 'a' | 'b' | 's' | 'beta';

/** A model of order times fitted by maximum likelihood. */
export interface TransactionFit {
	readonly model: TransactionModel;
	readonly logLikelihood: number;
	/** In the order of `parameterNames`, as are the next two. */
	readonly parameters: readonly number[];
	/** Null where the parameter lies on a boundary. */
	readonly standardErrors: Array<number | null>;
	/** Of the parameters themselves; rows and columns on a boundary are null. */
	readonly covariance: Array<Array<number | null>>;
	readonly parameterNames: readonly ParameterName[];
	readonly customers: number;
	readonly repeatBuyers: number;
	readonly iterations: number;
	readonly isConverged: boolean;
	readonly boundary: Boundary | null;
}

/**
 * How each family is fitted: its parameters, which of them are times (1) and relative to the longest T, the starting points
 * (ordinary shop, hardly any drop-out, heavy drop-out) and the highest logs.
 */
const orderDropout = {
	names: ['r', 'alpha', 'a', 'b'],
	times: [0, 1, 0, 0],
	starts: [
		[0.5, 0.15, 0.8, 2],
		[1, 0.25, 0.1, 5],
		[2, 0.1, 2, 1],
	],
	highest: [9, 12, 9, 9],
} as const;
const timeDropout = {
	names: ['r', 'alpha', 's', 'beta'],
	times: [0, 1, 0, 1],
	starts: [
		[0.5, 0.25, 0.6, 0.3],
		[1, 0.25, 0.1, 1],
		[2, 0.1, 2, 0.3],
	],
	// Towards one common rate of leaving, s and β grow together and the likelihood hardly changes any more.
	highest: [9, 12, 6, 12],
} as const;
const fitting = {
	nbd: { ...orderDropout, names: ['r', 'alpha'] },
	bgNbd: orderDropout,
	mbgNbd: orderDropout,
	paretoNbd: timeDropout,
} as const satisfies Record<TransactionFamily, object>;
/** The lowest logs of all families' parameters. */
const lowest = [-12, -14, -16, -14] as const;
/** A shop observed for less than this, in any unit, counts as not observed. */
const shortestTime = 1e-9;
const mostSteps = 200;
/** A fit of a similar model that is near takes few steps; one that isn't may lead along a ridge without an end. */
const mostFromKnown = 40;
/** A log-likelihood better by less than this than without drop-out is no evidence of drop-out. */
const negligibleGain = 1e-4;

/**
 * Fits one model of order times by maximum likelihood.
 *
 * Newton's method on the logs of the parameters with exact derivatives, from up to three starting points, at most 200
 * steps each (40 from a known fit); never throws on unusual shops: a result on a boundary, or one that did not converge,
 * says so. Scaling the unit of time scales α and nothing else. No customers or no time observed gives undefined.
 *
 * @param sumOfLogGaps Σ ln of the times between a customer's order days, over all customers; needed for `regularity` > 1
 * @param startFrom a fit of a similar model to start from
 */
export function fitTransactions(
	groups: GroupedTransactions,
	family: TransactionFamily,
	regularity = 1,
	sumOfLogGaps = 0,
	startFrom?: TransactionModel,
): TransactionFit | undefined {
	const ages = groups.ages.values;
	const longest = ages.length === 0 ? 0 : ages[ages.length - 1];
	if (!(longest > shortestTime)) return undefined;
	const context = { groups, regularity, sumOfLogGaps, longest };
	const without = climb(context, 'nbd', startFrom);
	if (family === 'nbd') return describe(context, 'nbd', without, null);
	const best = climb(context, family, startFrom, without);
	const hasDropout = best.curvature.value > without.curvature.value + negligibleGain;
	return hasDropout
		? describe(context, family, best, null)
		: describe(context, family, without, 'noDropout');
}

interface FitContext {
	readonly groups: GroupedTransactions;
	readonly regularity: number;
	readonly sumOfLogGaps: number;
	readonly longest: number;
}

function climb(
	{ groups, regularity, sumOfLogGaps, longest }: FitContext,
	family: TransactionFamily,
	startFrom: TransactionModel | undefined,
	atLeast?: Maximum,
): Maximum {
	const { names, times, starts, highest } = fitting[family];
	const size = names.length;
	const prepared = prepareLikelihood(family, regularity, groups, sumOfLogGaps);
	const evaluate = (point: readonly number[]) => shopLikelihood(prepared, point);
	const scale = times.map((isTime) => (isTime ? longest : 1));
	const bound = (bounds: readonly number[]) =>
		bounds.slice(0, size).map((value, i) => value + Math.log(scale[i]));
	const points = starts.map((start) => start.map((value, i) => value * scale[i]));
	const known = startFrom === undefined ? undefined : startingPoint(startFrom, regularity);
	if (known !== undefined && (size === 2 || isSameKind(startFrom, family))) points.unshift(known);
	let best: Maximum | undefined;
	for (const point of points) {
		const start = point.slice(0, size).map(Math.log);
		const most = point === known ? mostFromKnown : mostSteps;
		const found = maximize(evaluate, start, bound(lowest), bound(highest), most);
		if (best === undefined || isBetter(found, best)) best = found;
		const floor = atLeast === undefined ? -Infinity : atLeast.curvature.value;
		if (best.isConverged && best.curvature.value > floor + negligibleGain) break;
	}
	return best as Maximum;
}

/** The parameters of a model of the family's kind; events are k times as many. */
function startingPoint(model: TransactionModel, regularity: number): number[] | undefined {
	const alpha = (model.alpha * model.regularity) / regularity;
	if (model.family === 'paretoNbd') return [model.r, alpha, model.s, model.beta];
	return model.a > 0 ? [model.r, alpha, model.a, model.b] : undefined;
}

function isSameKind(model: TransactionModel | undefined, family: TransactionFamily): boolean {
	return (model?.family === 'paretoNbd') === (family === 'paretoNbd');
}

function isBetter(found: Maximum, best: Maximum): boolean {
	if (!Number.isFinite(found.curvature.value)) return false;
	if (!Number.isFinite(best.curvature.value)) return true;
	const gain = found.curvature.value - best.curvature.value;
	return (
		gain > negligibleGain || (gain > -negligibleGain && found.isConverged && !best.isConverged)
	);
}

function describe(
	{ groups, regularity, longest }: FitContext,
	family: TransactionFamily,
	maximum: Maximum,
	known: Boundary | null,
): TransactionFit {
	const [r, alpha, third = 0, fourth = 1] = maximum.at.map(Math.exp);
	const { names } = fitting[family];
	const boundary = known ?? boundaryOf(maximum, family, longest);
	const isFixed = names.map((_, i) => i >= maximum.at.length || maximum.isAtBound[i]);
	const covariance = covarianceOf(maximum, isFixed, [r, alpha, third, fourth]);
	let customers = 0;
	let repeatBuyers = 0;
	for (let group = 0; group < groups.weight.length; group++) {
		customers += groups.weight[group];
		if (groups.repeatTransactions[group] > 0) repeatBuyers += groups.weight[group];
	}
	return {
		model:
			family === 'paretoNbd'
				? { family, regularity: 1, r, alpha, s: third, beta: fourth }
				: { family, regularity, r, alpha, a: third, b: fourth },
		parameters: [r, alpha, third, fourth].slice(0, names.length),
		logLikelihood: maximum.curvature.value,
		standardErrors: covariance.map((row, i) => {
			const variance = row[i];
			return variance === null ? null : Math.sqrt(variance);
		}),
		covariance,
		parameterNames: names,
		customers,
		repeatBuyers,
		iterations: maximum.iterations,
		isConverged: maximum.isConverged,
		boundary,
	};
}

/** A parameter this close to the end of its range (in logs) counts as at the end: the likelihood is flat there. */
const edge = 1;

function boundaryOf({ at }: Maximum, family: TransactionFamily, longest: number): Boundary | null {
	const { times, highest } = fitting[family];
	const isHighest = at.map(
		(log, i) => log - (times[i] ? Math.log(longest) : 0) > highest[i] - edge,
	);
	if (isHighest[0] || isHighest[1]) return 'equalRates';
	if (at[0] < lowest[0] + edge) return 'noRepeats';
	return isHighest[2] || isHighest[3] ? 'equalDropout' : null;
}

/** Delta method: Cov(θ) = θ θᵀ ∘ (−H)⁻¹ with H taken in ln θ. */
function covarianceOf(
	maximum: Maximum,
	isFixed: readonly boolean[],
	parameters: readonly number[],
): Array<Array<number | null>> {
	const free = isFixed.flatMap((fixed, i) => (fixed ? [] : [i]));
	const information = free.map((i) => free.map((j) => -maximum.curvature.hessian[i][j]));
	const inverse = free.length === 0 ? undefined : invertPositiveDefinite(information);
	return isFixed.map((_, i) =>
		isFixed.map((_other, j) => {
			const row = free.indexOf(i);
			const column = free.indexOf(j);
			if (inverse === undefined || row < 0 || column < 0) return null;
			return parameters[i] * parameters[j] * inverse[row][column];
		}),
	);
}

/** The most regular gaps tried: Erlang-12 is a coefficient of variation of 29%. */
const highestRegularity = 12;

/**
 * Fits `family` with the regularity k = 1 … 12 that makes the orders most likely.
 *
 * Stops at the first k that is worse than the one before.
 */
export function fitRegularity(
	groups: GroupedTransactions,
	family: Exclude<OrderDropoutFamily, 'nbd'>,
	sumOfLogGaps: number,
): TransactionFit | undefined {
	let best = fitTransactions(groups, family);
	let last = best;
	for (let k = 2; best !== undefined && k <= highestRegularity; k++) {
		if (k > best.model.regularity + 1) break;
		last = fitTransactions(groups, family, k, sumOfLogGaps, last?.model);
		if (last !== undefined && last.logLikelihood > best.logLikelihood) best = last;
	}
	return best;
}
