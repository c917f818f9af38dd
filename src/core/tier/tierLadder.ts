import { valueInWords } from './chooseValue';
import { chooserOf } from './rankedGroups';
import { tierCodes, tierNames, type TierCode } from './tierCodes';
import type { MoneyModel, PercentileModel, RankedGroup, TierModel } from './tierModel';

/** One tier of a ladder. */
export interface Rung {
	readonly tier: string;
	readonly name: string;
	/** Least value of the tier; Infinity where nobody reaches it; -Infinity on the last rung. */
	readonly atLeast: number;
	readonly reasons: string;
	/** The text before the value in the explanation. */
	readonly opening: string;
	/** The text after the value in the explanation. */
	readonly because: string;
}

/** The rung of a customer who has no tier. */
export const noRung = 255;

/** The tiers of one group of customers, best first; the last one includes everybody below. */
export type Ladder = readonly Rung[];

/** The ladder that a customer is ranked on. */
export type LadderOf = (isNew: boolean, cohortMonth: string | undefined) => Ladder;

/** The rung that a value reaches, 0 being the best. */
export function rungOf(value: number, ladder: Ladder): number {
	let rung = 0;
	while (rung < ladder.length - 1 && !(value >= ladder[rung].atLeast)) rung++;
	return rung;
}

/** The tiers of a model, best first. */
export function tiersOf(model: TierModel): Array<Pick<Rung, 'tier' | 'name'>> {
	if (model.method === 'money') return model.tiers.map(({ name }) => ({ tier: name, name }));
	return tierCodes.map((tier) => ({ tier, name: tierNames[tier] }));
}

/** Turns a model into the ladders its customers are ranked on: one for money, else one per group. */
export function laddersOf(model: TierModel): LadderOf {
	if (model.method === 'money') {
		const ladder = moneyLadder(model);
		return () => ladder;
	}
	const ladders = new Map(
		model.groups.map((group) => [group.group, percentileLadder(group, model)]),
	);
	const choose = chooserOf(ladders);
	return (isNew, cohortMonth) => choose(isNew, cohortMonth) ?? [];
}

function moneyLadder({ tiers, valueField }: MoneyModel): Ladder {
	return tiers.map(({ name, atLeast }, index) => {
		const isLast = index === tiers.length - 1;
		const next = index > 0 ? tiers[index - 1].atLeast : undefined;
		const below = next === undefined ? '' : ` and less than ${next}`;
		return {
			tier: name,
			name,
			atLeast: isLast ? -Infinity : atLeast,
			opening: `${name}: ${valueInWords(valueField)} of `,
			reasons: isLast && next !== undefined ? `moneyBelow:${next}` : `moneyFrom:${atLeast}`,
			because:
				isLast && next !== undefined
					? ` is less than ${next}.`
					: ` is at least ${atLeast}${below}.`,
		};
	});
}

function percentileLadder(group: RankedGroup, model: PercentileModel): Ladder {
	const { shares } = model;
	const among = ` among ${groupInWords(group, model)}.`;
	const code = groupCodes.get(group.group) ?? 'amongCohort';
	const top = (share: number, cut: number | null) => ({
		reasons: `top:${share},${code}`,
		because: ` is in the top ${share}% (${cut} or more)${among}`,
	});
	const words = {
		champions: top(shares.champions, group.cuts.champions),
		vip: top(shares.vip, group.cuts.vip),
		highValue: top(shares.highValue, group.cuts.highValue),
		midTier: {
			reasons: `middle,${code}`,
			because: ` is between the top ${shares.highValue}% and the bottom ${shares.lowValue}%${among}`,
		},
		lowValue: {
			reasons: `bottom:${shares.lowValue},${code}`,
			because: ` is in the bottom ${shares.lowValue}%${among}`,
		},
	} satisfies Record<TierCode, { reasons: string; because: string }>;
	const cuts = { ...group.cuts, lowValue: -Infinity };
	return tierCodes.map((tier) => ({
		tier,
		name: tierNames[tier],
		atLeast: cuts[tier] ?? Infinity,
		opening: `${tierNames[tier]}: ${valueInWords(model.valueField)} of `,
		...words[tier],
	}));
}

const groupCodes = new Map([
	['all', 'amongAll'],
	['established', 'amongEstablished'],
	['new', 'amongNew'],
]);

function groupInWords({ group, customers }: RankedGroup, model: PercentileModel): string {
	const count = customers.toLocaleString('en-US');
	if (group === 'all') return `all ${count} customers`;
	if (group === 'established')
		return `the ${count} customers whose first order is ${model.newBelowDays} days old or older`;
	const isNew = `new customers (first order less than ${model.newBelowDays} days ago)`;
	return group === 'new' ? `the ${count} ${isNew}` : `the ${count} ${isNew} of ${group}`;
}
