import { valueInWords } from './chooseValue';
import { vipJudgeOf, type VipVerdict } from './judgeVip';
import type { TierCustomers } from './tierColumns';
import { tierCodes, tierNames, type TierCode } from './tierCodes';
import { laddersOf, noRung, rungOf, tiersOf } from './tierLadder';
import type { TierModel } from './tierModel';

/** How a tier compares with the one of the last run. */
export type TierChange = 'new' | 'up' | 'down' | 'same';

/** The tier of one customer, and why. */
export interface TierJudgement {
	/** Null: no order counts, or the value is not known. */
	readonly tier: string | null;
	/** Its rung on the ladder, 0 the best; `noRung` without a tier. */
	readonly rung: number;
	readonly change: TierChange | null;
	/** Whether the previous tier is none of this run's. */
	readonly isPreviousUnknown: boolean;
	readonly lapse: 'lapsedHighValue' | 'lapsedLowValue' | undefined;
	readonly vip: VipVerdict | undefined;
	readonly reasons: string;
	readonly explanation: string;
}

/**
 * Makes the function that judges customer i of a table.
 *
 * @param previousTiers `previousTiers[i]`: the tier of the last run, undefined where there is none
 */
export function tierJudge(
	model: TierModel,
	customers: TierCustomers,
	previousTiers: ReadonlyArray<string | undefined>,
): (i: number) => TierJudgement {
	const rungOfTier = new Map(tiersOf(model).map(({ tier }, rung) => [tier, rung]));
	const ladderOf = laddersOf(model);
	const judgeVip = model.vip && vipJudgeOf(model.vip);
	const noValue = `No tier: the ${valueInWords(model.valueField)} is not known.`;
	const { hasOrders, isRanked, values, isNew, cohortMonths, daysSinceLastOrder } = customers;
	return (i) => {
		const previous = previousTiers[i];
		const vip = hasOrders[i] && judgeVip ? judgeVip(customers, i) : undefined;
		const days = daysSinceLastOrder[i];
		const lapse = days >= model.lapsedAfterDays ? lapseOf(previous) : undefined;
		const lapseReason = lapse === undefined ? '' : `,${lapse}`;
		const lapseSentence =
			lapse === undefined
				? ''
				: ` Was ${tierNames[previous as TierCode]}, and has not ordered for ${days} days.`;
		if (isRanked[i] === 0) {
			return {
				tier: null,
				rung: noRung,
				change: null,
				isPreviousUnknown: false,
				lapse,
				vip,
				reasons: (hasOrders[i] ? 'noValue' : 'noOrders') + lapseReason,
				explanation: (hasOrders[i] ? noValue : noOrders) + lapseSentence,
			};
		}
		const ladder = ladderOf(isNew[i] === 1, cohortMonths[i]);
		const byShare = rungOf(values[i], ladder);
		const rung = rungByRule(byShare, vip, model);
		const rule = rung === byShare ? 'share' : (model.vip?.rule ?? 'share');
		const previousRung = previous === undefined ? undefined : rungOfTier.get(previous);
		return {
			tier: ladder[rung].tier,
			rung,
			change: compare(rung, previousRung),
			isPreviousUnknown: previous !== undefined && previousRung === undefined,
			lapse,
			vip,
			reasons: ladder[byShare].reasons + ruleReasons[rule] + lapseReason,
			explanation:
				ladder[rung].opening +
				values[i] +
				ladder[byShare].because +
				ruleSentences[rule] +
				lapseSentence,
		};
	};
}

const noOrders = 'No tier: no order counts yet.';

/** The rung that the rule for VIPs leaves a customer on: only tiers by rank have one, and Champions stay what they are. */
function rungByRule(byShare: number, vip: VipVerdict | undefined, model: TierModel): number {
	if (model.method === 'money' || vip === undefined) return byShare;
	const rule = model.vip?.rule;
	const isMoved =
		(rule === 'strict' && byShare === vipRung && !vip.isStrict) ||
		(rule === 'relaxed' && byShare > vipRung && vip.isRelaxed);
	if (!isMoved) return byShare;
	return byShare === vipRung ? vipRung + 1 : vipRung;
}

const vipRung = tierCodes.indexOf('vip');

const ruleReasons = {
	share: '',
	strict: ',vipRule:strict',
	relaxed: ',vipRule:relaxed',
} as const satisfies Record<NonNullable<TierModel['vip']>['rule'], string>;

const ruleSentences = {
	share: '',
	strict: ' The strict rule for VIPs is not met.',
	relaxed: ' The relaxed rule makes a VIP.',
} as const satisfies Record<NonNullable<TierModel['vip']>['rule'], string>;

function compare(rung: number, previous: number | undefined): TierChange {
	if (previous === undefined) return 'new';
	if (rung === previous) return 'same';
	return rung < previous ? 'up' : 'down';
}

const lapses = new Map([
	['champions', 'lapsedHighValue'],
	['vip', 'lapsedHighValue'],
	['highValue', 'lapsedHighValue'],
	['lowValue', 'lapsedLowValue'],
] as const satisfies ReadonlyArray<[TierCode, string]>);

/** What a long silence makes of a customer of a tier: only the top and the bottom have a name for it. */
function lapseOf(tier: string | undefined) {
	return lapses.get(tier as Parameters<typeof lapses.get>[0]);
}
