import { storedDay } from '../../values/storedDay';
import { isYes } from '../../values/yesOrNo';
import { wilsonInterval } from '../stats/wilsonInterval';
import { rateWithin } from './healthVerdict';
import type { MatchedRuns } from './matchRuns';
import type { MigrationOptions } from './options';
import type { Run } from './readRun';

type FieldNames = MigrationOptions['fieldNames'];

/** How many of a group have lapsed since the earlier run, among those who had not. */
interface Lapses {
	readonly lapsed: number;
	readonly n: number;
	readonly share: number | null;
	readonly per90Days: number | null;
}

const upperTiers = new Set(['champions', 'vip']);
const mostForChampions = 0.15;
const fewForTheRest = 0.05;

/**
 * Lapses of Champions compared with VIPs and above: where 15% or more of Champions and 5% or less of the rest lapse per
 * 90 days, the top tier is too narrow (`widen`).
 */
export function lapsesOf(
	then: Run,
	now: Run,
	{ nowOf }: MatchedRuns,
	days: number | null,
	{ churnStatus }: FieldNames,
): { champions: Lapses; vipAndAbove: Lapses; widen: boolean } {
	const sums = { champions: { lapsed: 0, n: 0 }, vipAndAbove: { lapsed: 0, n: 0 } };
	for (let at = 0; at < nowOf.length; at++) {
		const group = then.groups[at];
		if (nowOf[at] < 0 || group === undefined || !upperTiers.has(group)) continue;
		if (then.rows[at][churnStatus] === 'lapsed') continue;
		const lapsed = now.rows[nowOf[at]][churnStatus] === 'lapsed' ? 1 : 0;
		sums.vipAndAbove.n++;
		sums.vipAndAbove.lapsed += lapsed;
		if (group !== 'champions') continue;
		sums.champions.n++;
		sums.champions.lapsed += lapsed;
	}
	const described = ({ lapsed, n }: { lapsed: number; n: number }): Lapses => {
		const share = n === 0 ? null : lapsed / n;
		return {
			lapsed,
			n,
			share,
			per90Days: share === null || days === null ? null : rateWithin(90, share, days),
		};
	};
	const champions = described(sums.champions);
	const vipAndAbove = described(sums.vipAndAbove);
	const widen =
		(champions.per90Days ?? 0) >= mostForChampions && (vipAndAbove.per90Days ?? 1) <= fewForTheRest;
	return { champions, vipAndAbove, widen };
}

/** How many of the earlier run's lapsed high-value customers have ordered since; usual for shops are 15 to 30%. */
export function reactivationOf(
	then: Run,
	now: Run,
	{ nowOf }: MatchedRuns,
	{ lapsedHighValue, lastOrderAt }: FieldNames,
) {
	let lapsedThen = 0;
	let orderedSince = 0;
	for (let at = 0; at < nowOf.length; at++) {
		if (!isYes(then.rows[at][lapsedHighValue])) continue;
		lapsedThen++;
		const last = nowOf[at] < 0 ? undefined : storedDay(now.rows[nowOf[at]][lastOrderAt]);
		if (last !== undefined && last > (then.day ?? Infinity)) orderedSince++;
	}
	const interval = wilsonInterval(orderedSince, lapsedThen);
	return {
		lapsedThen,
		orderedSince,
		share: lapsedThen === 0 ? null : orderedSince / lapsedThen,
		low: interval?.low ?? null,
		high: interval?.high ?? null,
	};
}
