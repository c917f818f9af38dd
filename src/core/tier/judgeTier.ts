import { valueInWords } from './chooseValue';
import { borderOf, isTierHeld, type TierMove } from './holdTier';
import { vipJudgeOf, type VipVerdict } from './judgeVip';
import type { Hysteresis } from './options';
import type { PreviousTiers } from './previousTiers';
import type { TierCustomers } from './tierColumns';
import { tierCodes, tierNames, type TierCode } from './tierCodes';
import { laddersOf, noRung, rungOf, tiersOf } from './tierLadder';
import type { TierModel } from './tierModel';

/** How a tier compares with that of the last run. */
export type TierChange = 'new' | 'up' | 'down' | 'same';

/** The tier of one customer, and why. */
export interface TierJudgement {
	/** Null where no order counts, or the value is not known. */
	readonly tier: string | null;
	/** Its rung on the ladder, 0 the best; `noRung` without a tier. */
	readonly rung: number;
	readonly change: TierChange | null;
	/** Whether hysteresis keeps the old tier although today's value gives another. */
	readonly isHeld: boolean;
	/** Whether the previous tier does not exist in this run. */
	readonly isPreviousUnknown: boolean;
	readonly lapse: LapseCode | undefined;
	readonly vip: VipVerdict | undefined;
	readonly reasons: string;
	readonly explanation: string;
}

/**
 * Returns the function that judges customer i of a table.
 *
 * @param hysteresis undefined: every change is applied
 */
export function tierJudge(
	model: TierModel,
	customers: TierCustomers,
	previous: PreviousTiers,
	hysteresis?: Hysteresis,
): (i: number) => TierJudgement {
	const rungOfTier = new Map(tiersOf(model).map(({ tier }, rung) => [tier, rung]));
	const ladderOf = laddersOf(model);
	const judgeVip = model.vip && vipJudgeOf(model.vip);
	const noValue = `No tier: the ${valueInWords(model.valueField)} is unknown.`;
	const { hasOrders, isRanked, values, isNew, cohortMonths } = customers;
	const { asOfDays, daysSinceLastOrder } = customers;
	return (i) => {
		const before = previous.tiers[i];
		const vip = hasOrders[i] && judgeVip ? judgeVip(customers, i) : undefined;
		const days = daysSinceLastOrder[i];
		const lapse = days >= model.lapsedAfterDays ? lapseOf(before, days) : undefined;
		if (isRanked[i] === 0) {
			return hasOrders[i]
				? unranked('noValue', noValue, vip, lapse)
				: unranked('noOrders', noOrders, vip, lapse);
		}
		const ladder = ladderOf(isNew[i] === 1, cohortMonths[i]);
		const byShare = rungOf(values[i], ladder);
		const rungToday = rungByRule(byShare, vip, model);
		const previousRung = before === undefined ? undefined : rungOfTier.get(before);
		let held: string | undefined;
		if (hysteresis && previousRung !== undefined && previousRung !== rungToday) {
			const days = asOfDays[i] - previous.sinceDays[i];
			// A first day after As Of counts as unknown.
			const lastedDays = days >= 0 ? days : NaN;
			const move = { value: values[i], ladder, from: previousRung, to: rungToday, lastedDays };
			held = heldBecause(move, hysteresis);
		}
		const rung = held === undefined ? rungToday : (previousRung as number);
		const rule = rungToday === byShare ? 'share' : (model.vip?.rule ?? 'share');
		return {
			tier: ladder[rung].tier,
			rung,
			change: compare(rung, previousRung),
			isHeld: held !== undefined,
			isPreviousUnknown: before !== undefined && previousRung === undefined,
			lapse: lapse?.code,
			vip,
			reasons:
				ladder[byShare].reasons +
				(rule === 'share' ? '' : `,vipRule:${rule}`) +
				(held ? ',hysteresis' : '') +
				(lapse ? lapse.reason : ''),
			explanation:
				ladder[rung].opening +
				values[i] +
				(held ?? ladder[byShare].because + ruleSentences[rule]) +
				(lapse ? lapse.sentence : ''),
		};
	};
}

/** Why a customer keeps the old tier, as the end of a sentence; undefined where today's applies. */
function heldBecause(move: TierMove, hysteresis: Hysteresis): string | undefined {
	if (!isTierHeld(move, hysteresis)) return undefined;
	const { ladder, to, lastedDays } = move;
	return ` would be ${ladder[to].name} today, but is less than ${hysteresis.marginPercent}% past the cutoff of ${borderOf(move)}, and the tier has lasted only ${lastedDays} of ${hysteresis.lastedDays} days.`;
}

const noOrders = 'No tier: no orders count yet.';

/** The judgement of a customer without a tier. */
function unranked(
	reason: 'noValue' | 'noOrders',
	sentence: string,
	vip: VipVerdict | undefined,
	lapse: Lapse | undefined,
): TierJudgement {
	return {
		tier: null,
		rung: noRung,
		change: null,
		isHeld: false,
		isPreviousUnknown: false,
		lapse: lapse?.code,
		vip,
		reasons: reason + (lapse ? lapse.reason : ''),
		explanation: sentence + (lapse ? lapse.sentence : ''),
	};
}

/** The rung after the VIP rule: only tiers by rank have one, and Champions stay Champions. */
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

const ruleSentences = {
	share: '',
	strict: ' It does not meet the strict VIP rule.',
	relaxed: ' It meets the relaxed VIP rule.',
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

type LapseCode = 'lapsedHighValue' | 'lapsedLowValue';

/** A long time without an order: its code, and its parts of the reasons and the explanation. */
interface Lapse {
	readonly code: LapseCode;
	readonly reason: string;
	readonly sentence: string;
}

/** The lapse of a customer of a tier: only the top and the bottom tiers have a name for it. */
function lapseOf(tier: string | undefined, days: number): Lapse | undefined {
	const code = lapses.get(tier as Parameters<typeof lapses.get>[0]);
	return (
		code && {
			code,
			reason: `,${code}`,
			sentence: ` Was ${tierNames[tier as TierCode]}; no order for ${days} days.`,
		}
	);
}
