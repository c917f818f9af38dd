import type { EarlierCut } from './earlierCuts';
import { orderValues } from './orderValues';
import { isFewOrders, nominalLevels, surelyOrders, type RangeLevels } from './rangeLevels';
import { roundTo } from '../stats/rounding';
import { chanceOfAtMost } from './spendRange';

/** The most customers of one earlier date that are used. */
const mostCustomers = 2500;
/** With fewer customers of a kind, their quantiles are not estimated. */
const fewestCustomers = 50;
/** Beyond this, a quantile of spend is a guess. */
const highestLevel = 0.99;
const digits = 4;

/**
 * Widens the quantiles at the ends of 80% ranges where ranges at earlier dates would have contained less than 80%.
 *
 * Conformal prediction: the score is the quantile of the then predicted distribution at which each customer's spend
 * fell, and the level is the quantile of these scores, separately for few and many orders and for ranges that begin at
 * 0 and above. An outcome between the range's end and the prediction itself counts as contained, because ranges always
 * include the prediction. A range is never narrowed: a calm past guarantees nothing, and narrowing reduced coverage on
 * real shops. Kinds with fewer than 50 customers keep the nominal levels.
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

/** The level that would have contained a share of `level`, if it is higher. */
function widened(scores: readonly Score[], of: (score: Score) => number, level: number): number {
	if (scores.length < fewestCustomers) return level;
	const sorted = Float64Array.from(scores, of).sort();
	const rank = Math.min(sorted.length, Math.ceil((sorted.length + 1) * level));
	return roundTo(Math.min(highestLevel, Math.max(level, sorted[rank - 1])), digits);
}

/** The quantile at which a customer's spend fell; 1 and 0 where it is on the prediction's side of that end. */
interface Score {
	readonly isFew: boolean;
	readonly isBetween: boolean;
	readonly low: number;
	readonly high: number;
}

function scoresOf({ observed, basis, horizon, batch, actual }: EarlierCut): Score[] {
	const { orders: model, spend } = basis;
	if (model === null || spend === null) return [];
	const { groups, histories, observation } = observed;
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
