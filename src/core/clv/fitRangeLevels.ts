import { predictBatch } from '../btyd/predictBatch';
import type { EarlierCut } from './earlierCuts';
import { orderValues } from './orderValues';
import { isFewOrders, nominalLevels, surelyOrders, type RangeLevels } from './rangeLevels';
import { roundTo } from '../stats/rounding';
import { chanceOfAtMost } from './spendRange';

/** Customers of one earlier date that are looked at. */
const mostCustomers = 2500;
/** Fewer customers of a kind tell nothing about their quantiles. */
const fewestCustomers = 50;
/** Beyond this, a quantile of spend is a guess. */
const highestLevel = 0.99;
const digits = 4;

/**
 * Widens the quantiles at the ends of 80% ranges where ranges given at earlier dates would have held less than 80%.
 *
 * Conformal: the quantile that each customer's spend fell on by the prediction of then is the score, and the level is the
 * quantile of these scores, apart for few and many orders and for ranges that begin at 0 and above. Where an outcome lies
 * between the range's end and the prediction itself it counts as held, as ranges always reach there. A range is never
 * narrowed: a shop's calm past is no promise, and doing so took coverage away on real shops. Kinds of fewer than 50 customers
 * keep the nominal levels.
 */
export function fitRangeLevels(cuts: readonly EarlierCut[]): RangeLevels {
	const scores = cuts.flatMap(scoresOf);
	const levelsOf = (isFew: boolean): RangeLevels['fewOrders'] => {
		const { between, upTo } = nominalLevels.fewOrders;
		const own = scores.filter((score) => score.isFew === isFew);
		const sure = own.filter(({ isBetween }) => isBetween);
		const open = own.filter(({ isBetween }) => !isBetween);
		return {
			between: [
				roundTo(1 - widened(sure, ({ low }) => 1 - low, 1 - between[0]), digits),
				widened(sure, ({ high }) => high, between[1]),
			],
			upTo: widened(open, ({ high }) => high, upTo),
		};
	};
	return { fewOrders: levelsOf(true), manyOrders: levelsOf(false) };
}

/** The level that would have held a share of `level`, if that is above it. */
function widened(scores: readonly Score[], of: (score: Score) => number, level: number): number {
	if (scores.length < fewestCustomers) return level;
	const sorted = Float64Array.from(scores, of).sort();
	const rank = Math.min(sorted.length, Math.ceil((sorted.length + 1) * level));
	return roundTo(Math.min(highestLevel, Math.max(level, sorted[rank - 1])), digits);
}

/** The quantile that a customer's spend fell on; as 1 and 0 where it lies on the prediction's side of that end. */
interface Score {
	readonly isFew: boolean;
	readonly isBetween: boolean;
	readonly low: number;
	readonly high: number;
}

function scoresOf({ observed, basis, horizon, actual }: EarlierCut): Score[] {
	const { orders: model, spend } = basis;
	if (model === null || spend === null) return [];
	const { groups, histories, observation } = observed;
	const batch = predictBatch(model, groups, horizon);
	const chance = chanceOfAtMost({ model, spend, groups, batch, horizon });
	const valueOf = orderValues(basis, histories, observation.customers);
	const size = observation.customers.length;
	const step = Math.ceil(size / mostCustomers);
	const scores: Score[] = [];
	for (let i = 0; i < size; i += step) {
		const group = groups.groupOf[i];
		const chanceOfOrder = batch.probabilityOfOrder[group];
		const { value, scale } = valueOf(i);
		if (Number.isNaN(scale) || chanceOfOrder <= 1 - nominalLevels.fewOrders.upTo) continue;
		const spent = actual.spend[i];
		const predicted = batch.orders[group] * value;
		const level = chance(group, spent / scale);
		scores.push({
			isFew: isFewOrders(groups.repeatTransactions[group]),
			isBetween: chanceOfOrder >= surelyOrders,
			low: spent >= predicted ? 1 : level,
			high: spent <= predicted ? 0 : level,
		});
	}
	return scores;
}
