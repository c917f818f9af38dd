import type { JsonRecord } from '../../values/jsonRecord';
import { storedDay } from '../../values/storedDay';
import { isYes } from '../../values/yesOrNo';
import { wilsonInterval } from '../stats/wilsonInterval';
import { rateWithin } from './healthVerdict';
import type { MigrationOptions } from './options';
import type { Run } from './readRun';

type FieldNames = MigrationOptions['fieldNames'];

/** How many of a group have lapsed since then, of those who had not. */
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
 * Champions who lapsed beside VIPs and above: where Champions lapse at 15% or more and the rest at 5% or less per 90
 * days, the top tier is too narrow (`widen`).
 */
export function lapsesOf(
	rows: readonly JsonRecord[],
	previous: readonly JsonRecord[],
	now: Run,
	then: Run,
	days: number | null,
	{ churnStatus }: FieldNames,
): { champions: Lapses; vipAndAbove: Lapses; widen: boolean } {
	const sums = { champions: { lapsed: 0, n: 0 }, vipAndAbove: { lapsed: 0, n: 0 } };
	const rowNow = rowsById(rows, now);
	then.base.ids.forEach((id, at) => {
		const { group } = then.memberships[at];
		const today = rowNow.get(id);
		const wasLapsed = previous[then.base.sources[at]][churnStatus] === 'lapsed';
		if (group === undefined || !upperTiers.has(group) || today === undefined || wasLapsed) return;
		const lapsed = today[churnStatus] === 'lapsed' ? 1 : 0;
		for (const sum of group === 'champions'
			? [sums.champions, sums.vipAndAbove]
			: [sums.vipAndAbove]) {
			sum.n++;
			sum.lapsed += lapsed;
		}
	});
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

/** How many of the lapsed high-value customers of then have ordered since; shops usually see 15 to 30%. */
export function reactivationOf(
	rows: readonly JsonRecord[],
	previous: readonly JsonRecord[],
	now: Run,
	then: Run,
	{ lapsedHighValue, lastOrderAt }: FieldNames,
) {
	const rowNow = rowsById(rows, now);
	let lapsedThen = 0;
	let orderedSince = 0;
	then.base.ids.forEach((id, at) => {
		if (!isYes(previous[then.base.sources[at]][lapsedHighValue])) return;
		lapsedThen++;
		const last = storedDay(rowNow.get(id)?.[lastOrderAt]);
		if (last !== undefined && last > (then.day ?? Infinity)) orderedSince++;
	});
	const interval = wilsonInterval(orderedSince, lapsedThen);
	return {
		lapsedThen,
		orderedSince,
		share: lapsedThen === 0 ? null : orderedSince / lapsedThen,
		low: interval?.low ?? null,
		high: interval?.high ?? null,
	};
}

function rowsById(rows: readonly JsonRecord[], { base }: Run): Map<string, JsonRecord> {
	return new Map(base.ids.map((id, i) => [id, rows[base.sources[i]]]));
}
