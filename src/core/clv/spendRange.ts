import { phaseProbabilities } from '../btyd/hiddenPhases';
import { orderChancesWhileActive } from '../btyd/orderChances';
import type { ObservedGroups } from '../btyd/observeGroups';
import type { GroupPredictions, Horizon } from '../btyd/predictBatch';
import { spendAtMost, spendQuantiles, type OrderChances } from '../btyd/spendInterval';
import type { TransactionModel } from '../btyd/transactionModel';
import type { ClvModel } from './clvModel';
import { correctedChance } from './orderCorrection';
import { levelsFor, surelyOrders } from './rangeLevels';

/** The distribution of orders and order values in a group of equal customers. */
interface SpendChances {
	readonly orders: OrderChances;
	readonly p: number;
	readonly q: number;
}

/** The basis of ranges. */
interface RangeBasis {
	readonly model: TransactionModel;
	readonly spend: NonNullable<ClvModel['spend']>;
	readonly groups: ObservedGroups['groups'];
	readonly batch: GroupPredictions;
	readonly horizon: Horizon;
}

/**
 * The ends of a customer's 80% range of spend, relative to v + count · mean, by the group of equal customers and the
 * factor by which their orders were corrected.
 *
 * From the 10% to the 90% quantile where an order is nearly sure (a probability of 90% or more); else from 0 to the 80%
 * quantile, so that the range contains 80% including those who order nothing. Both ends are 0 where these alone are
 * more than 80%. The levels are those that would have contained as many at earlier dates.
 */
export function relativeRanges(
	basis: RangeBasis,
	levels: ClvModel['rangeLevels'],
): (group: number, factor: number) => readonly [low: number, high: number] {
	const { groups, batch } = basis;
	const uncorrected = new Map<number, readonly [number, number]>();
	const rangeOf = (group: number, factor: number): readonly [number, number] => {
		const { between, upTo } = levelsFor(levels, groups.repeatTransactions[group]);
		const modelChance = batch.probabilityOfOrder[group];
		const chance = correctedChance(modelChance, factor);
		const isBetween = chance >= surelyOrders;
		if (!isBetween && chance <= 1 - upTo) return nothing;
		const { orders, p, q } = spendChances(basis, group);
		const share = factor === 1 ? 1 : chance / modelChance;
		const corrected = share === 1 ? orders : Array.from(orders, (one) => one * share);
		const further = batch.orders[group] / modelChance - 1;
		const stretch =
			factor === 1 || !(further > 0)
				? 1
				: Math.max(0, ((batch.orders[group] * factor) / chance - 1) / further);
		if (!isBetween) return [0, spendQuantiles(corrected, p, q, [upTo], stretch)[0]];
		const [low, high] = spendQuantiles(corrected, p, q, between, stretch);
		return [low, high];
	};
	return (group, factor) => {
		if (factor !== 1) return rangeOf(group, factor);
		const known = uncorrected.get(group) ?? rangeOf(group, 1);
		uncorrected.set(group, known);
		return known;
	};
}

const nothing = [0, 0] as const;

/** The probability that customers of a group spend at most an amount, which is relative to v + count · mean. */
export function chanceOfAtMost(basis: RangeBasis): (group: number, spend: number) => number {
	const known = new Map<number, SpendChances>();
	return (group, spend) => {
		let chances = known.get(group);
		if (chances === undefined) {
			chances = spendChances(basis, group);
			known.set(group, chances);
		}
		return spendAtMost(chances.orders, chances.p, chances.q, spend);
	};
}

function spendChances({ model, spend, groups, batch, horizon }: RangeBasis, group: number) {
	const customer = {
		repeatTransactions: groups.repeatTransactions[group],
		ageAtLastOrder: groups.ageAtLastOrder[group],
		customerAge: groups.customerAge[group],
	};
	const time = horizon.months * horizon.monthLength * horizon.timeFactor;
	const chances = mixedChances(model, customer, time);
	const alive = batch.probabilityAlive[group];
	const known = customer.repeatTransactions + (spend.from === 'allOrders' ? 1 : 0);
	const orders =
		chances === undefined
			? singleChance(Math.round(batch.orders[group] / alive), alive)
			: chances.map((chance) => chance * alive);
	return { orders, p: spend.p, q: spend.p * known + spend.q };
}

function mixedChances(
	model: TransactionModel,
	customer: Parameters<typeof phaseProbabilities>[1],
	time: number,
): number[] | undefined {
	const { repeatTransactions, customerAge } = customer;
	if (model.regularity === 1) {
		return orderChancesWhileActive(model, repeatTransactions, customerAge, time, 0);
	}
	const mixed: number[] = [];
	for (const [phase, weight] of phaseProbabilities(model, customer).entries()) {
		const chances = orderChancesWhileActive(model, repeatTransactions, customerAge, time, phase);
		if (chances === undefined) return undefined;
		while (mixed.length < chances.length) mixed.push(0);
		for (let n = 0; n < chances.length; n++) mixed[n] += weight * chances[n];
	}
	return mixed;
}

/** The whole probability on one count: for customers with absurd counts. */
function singleChance(orders: number, chance: number): ArrayLike<number> {
	const count = Math.max(1, Math.min(orders, 1_000_000));
	const chances = new Float64Array(count);
	chances[count - 1] = chance;
	return chances;
}
