import type { JsonRecord } from '../../values/jsonRecord';
import { readCustomers } from '../customers/readCustomers';
import { rowCopier } from '../customers/rowCopier';
import { holdoutGroup, type HoldoutGroup } from '../holdout/holdoutGroup';
import { holdoutKey } from '../holdout/holdoutKey';
import { readSavedModel } from '../model/readSavedModel';
import type { CustomersResult, OutputRow } from '../result';
import { countByReason, sortSetAside } from '../setAsideRows';
import { chooseValue, readValues, valueInWords } from './chooseValue';
import { fitTierModel } from './fitTierModel';
import { vipJudgeOf, type VipVerdict } from './judgeVip';
import { maturityOf, type Maturity } from './maturity';
import { checkTierOptions, type TierOptions } from './options';
import { previousTiers } from './previousTiers';
import { isMonth } from './rankedGroups';
import { noPlace, ratio, summariseTiers } from './summariseTiers';
import { readTierColumns, type TierColumns } from './tierColumns';
import { tierCodes, tierNames, type TierCode } from './tierCodes';
import { laddersOf, placeOf } from './tierLadder';
import { tierModel, versionOfTierModel, type TierModel } from './tierModel';
import { baseNotices, rowNotices } from './tierNotices';
import { reconcileLtv, tierVerdicts } from './tierVerdicts';

/** How a tier compares with the one of the last run. */
export type TierChange = 'new' | 'up' | 'down' | 'same';

/** What Assign Tier adds to a customer, in this order. */
const addedFields = [
	'tier',
	'tierRank',
	'tierValue',
	'previousTier',
	'tierChange',
	'triggersOnEntry',
	'maturity',
	'lapsedHighValue',
	'lapsedLowValue',
	'historicLtv',
	'vipStrict',
	'vipRelaxed',
	'vipReasons',
	'vipExplanation',
	'holdoutGroup',
	'tierReasons',
	'tierExplanation',
	'tierModelVersion',
] as const;

/**
 * Gives every customer a tier by percentile of a value or by money, and says why.
 *
 * Customers without orders, and those without the value, have tier null and count for no share. Adds `tier`, `tierRank`
 * (1 best), `tierValue`, `previousTier`, `tierChange`, `triggersOnEntry`, `maturity`, `lapsedHighValue`,
 * `lapsedLowValue`, `historicLtv`, `vipStrict`, `vipRelaxed`, `vipReasons`, `vipExplanation`, `holdoutGroup`,
 * `tierReasons`, `tierExplanation`, `tierModelVersion`. With a saved model
 * its options and cut points are used, and applying it to the batch it was fitted on gives the batch's tiers.
 *
 * @param lastRun rows of the last run; empty: the previous tier is read from the customer's own row
 */
export function assignTiers(
	rows: readonly JsonRecord[],
	options: TierOptions,
	lastRun: readonly JsonRecord[] = [],
): CustomersResult {
	checkTierOptions(options);
	const saved =
		options.use === 'savedModel'
			? readSavedModel('tier', options.savedModel, tierModel)
			: undefined;
	const { fieldNames } = options;
	const { ids, sources, setAside } = readCustomers(rows, fieldNames.customerId);
	const columns = readTierColumns(rows, sources, options, (saved ?? options).lifespanYears);
	const valueField = saved?.valueField ?? chooseValue(rows, sources, columns.hasOrders, options);
	const values = readValues(rows, sources, columns, valueField, fieldNames);
	const isRanked = columns.hasOrders.map((has, i) => (has && values[i] === values[i] ? 1 : 0));
	const maturities = readMaturities(columns, saved ?? options);
	const isNew = Uint8Array.from(maturities, (maturity) => (maturity === 'new' ? 1 : 0));
	const cohortMonths = sources.map((source, i) =>
		isNew[i] ? readCohortMonth(rows[source], fieldNames) : undefined,
	);
	const model: TierModel =
		saved ?? fitTierModel({ values, isRanked, isNew, cohortMonths }, columns, valueField, options);
	const version = versionOfTierModel(model);

	const tiers = tiersOf(model);
	const rankOf = new Map(tiers.map(({ tier }, place) => [tier, place]));
	const ladderOf = laddersOf(model);
	const judgeVip = model.vip && vipJudgeOf(model.vip);
	const before = previousTiers(ids, (i) => rows[sources[i]], lastRun, fieldNames);
	const subject = valueInWords(valueField);
	const copy = rowCopier(addedFields);
	const places = new Uint8Array(ids.length).fill(noPlace);
	const changes = { new: 0, up: 0, down: 0, same: 0 };
	const lapsed = { lapsedHighValue: 0, lapsedLowValue: 0 };
	const holdout = { control: 0, treated: 0 };
	const vips = { strict: 0, relaxed: 0, comparedWithAll: 0 };
	let unknownPreviousTiers = 0;

	const customers = sources.map((source, i): OutputRow => {
		const row = rows[source];
		let tier: string | null = null;
		let change: TierChange | null = null;
		let reasons = columns.hasOrders[i] ? 'noValue' : 'noOrders';
		let explanation = columns.hasOrders[i]
			? `No tier: the ${subject} is not known.`
			: 'No tier: no order counts yet.';
		const vip =
			columns.hasOrders[i] && judgeVip
				? judgeVip({
						value: isRanked[i] ? values[i] : NaN,
						isNew: isNew[i] === 1,
						cohortMonth: cohortMonths[i],
						category: columns.categories[i],
						averageOrderValue: columns.averageOrderValue[i],
						ordersLast365: columns.ordersLast365[i],
					})
				: undefined;
		if (vip?.isStrict) vips.strict++;
		if (vip?.isRelaxed) vips.relaxed++;
		if (vip?.isAgainstAll) vips.comparedWithAll++;
		if (isRanked[i]) {
			const ladder = ladderOf(isNew[i] === 1, cohortMonths[i]);
			const byShare = placeOf(values[i], ladder);
			const place = placeByRule(byShare, vip, model);
			const rung = ladder[byShare];
			places[i] = place;
			tier = ladder[place].tier;
			reasons = rung.reasons;
			explanation = ladder[place].opening + values[i] + rung.because;
			if (place !== byShare) {
				const rule = (model.vip as NonNullable<typeof model.vip>).rule;
				reasons += `,vipRule:${rule}`;
				explanation += ruleSentences[rule];
			}
			const placeBefore = before[i] === undefined ? undefined : rankOf.get(before[i] as string);
			if (before[i] !== undefined && placeBefore === undefined) unknownPreviousTiers++;
			change = compare(place, placeBefore);
			changes[change]++;
		}
		const overlay =
			columns.silentDays[i] >= model.lapsedAfterDays ? overlayOf(before[i]) : undefined;
		if (overlay !== undefined) {
			lapsed[overlay]++;
			reasons += `,${overlay}`;
			explanation += ` Was ${tierNames[before[i] as TierCode]}, and has not ordered for ${columns.silentDays[i]} days.`;
		}
		const group = holdoutOf(row, ids[i], options);
		holdout[group]++;
		const out = copy(row);
		out.tier = tier;
		out.tierRank = tier === null ? null : places[i] + 1;
		out.tierValue = orNull(values[i]);
		out.previousTier = before[i] ?? null;
		out.tierChange = change;
		out.triggersOnEntry = (change === 'up' || change === 'down') && isSettled(maturities[i]);
		out.maturity = maturities[i] ?? null;
		out.lapsedHighValue = overlay === 'lapsedHighValue';
		out.lapsedLowValue = overlay === 'lapsedLowValue';
		out.historicLtv = orNull(columns.historicLtv[i]);
		out.vipStrict = vip?.isStrict ?? false;
		out.vipRelaxed = vip?.isRelaxed ?? false;
		out.vipReasons = vip?.reasons ?? '';
		out.vipExplanation = vip?.explanation ?? null;
		out.holdoutGroup = group;
		out.tierReasons = reasons;
		out.tierExplanation = explanation;
		out.tierModelVersion = version;
		return { row: out, source };
	});

	const sizes = summariseTiers(tiers, { places, values, revenue: columns.revenue });
	const ranked = isRanked.reduce((sum, one) => sum + one, 0);
	const ofRanked = (column: Float64Array) => keepRanked(column, isRanked, ranked);
	const ltv =
		valueField === 'predictedClv'
			? reconcileLtv('predictedClv', ofRanked(values), ofRanked(columns.revenueLast365))
			: reconcileLtv(
					'historicLtv',
					ofRanked(columns.historicLtv),
					ofRanked(columns.revenueLifetime),
				);
	const verdicts =
		saved === undefined
			? tierVerdicts({
					tiers: sizes,
					roundingSlack: model.method === 'money' ? 0 : 2 * model.groups.length,
					revenue: ofRanked(columns.revenue),
					ltv,
				})
			: [];
	const withOrders = columns.hasOrders.reduce((sum, one) => sum + one, 0);
	const run = {
		model,
		tiers: sizes,
		verdicts,
		ranked,
		isAllEqual: ranked > 1 && isOneValue(ofRanked(values)),
		greatestRevenueShare: greatestShare(ofRanked(columns.revenue)),
		withoutValue: withOrders - ranked,
		unknownPreviousTiers,
		isValueAutomatic: options.method === 'percentile' && options.value === 'automatic',
	};
	const notices = [...(saved === undefined ? baseNotices(run) : []), ...rowNotices(run)];
	const sortedSetAside = sortSetAside(setAside);
	return {
		customers,
		setAside: sortedSetAside,
		notices,
		summary: {
			customers: ids.length,
			customersWithTier: ranked,
			customersWithoutOrders: ids.length - withOrders,
			customersWithoutValue: run.withoutValue,
			setAside: sortedSetAside.length,
			setAsideByReason: countByReason(sortedSetAside),
			method: model.method,
			value: valueField,
			valueInWords: subject,
			tiers: sizes,
			tierChanges: changes,
			maturities: countMaturities(maturities),
			...lapsed,
			vip: { rule: model.vip?.rule ?? 'share', ...vips },
			holdout: { sharePercent: options.holdoutShare, ...holdout },
			ltv,
			verdicts,
			notices,
			tierModelVersion: version,
			model: { ...model, version },
		},
	};
}

/** The place that the rule for VIPs leaves a customer: only tiers by rank have one, and Champions stay what they are. */
function placeByRule(byShare: number, vip: VipVerdict | undefined, model: TierModel): number {
	if (model.method === 'money' || vip === undefined) return byShare;
	const isMoved = {
		share: false,
		strict: byShare === vipPlace && !vip.isStrict,
		relaxed: byShare > vipPlace && vip.isRelaxed,
	}[model.vip?.rule ?? 'share'];
	if (!isMoved) return byShare;
	return byShare === vipPlace ? vipPlace + 1 : vipPlace;
}

const vipPlace = tierCodes.indexOf('vip');

const ruleSentences = {
	share: '',
	strict: ' The strict rule for VIPs is not met.',
	relaxed: ' The relaxed rule makes a VIP.',
} as const satisfies Record<TierOptions['vipRule'], string>;

function readMaturities(
	{ hasOrders, customerAgeDays }: TierColumns,
	limits: Pick<TierOptions, 'newBelowDays' | 'matureFromDays'>,
): Array<Maturity | undefined> {
	return Array.from(customerAgeDays, (age, i) =>
		hasOrders[i] ? maturityOf(age, limits) : undefined,
	);
}

function countMaturities(maturities: ReadonlyArray<Maturity | undefined>) {
	const counts = { new: 0, maturing: 0, mature: 0 };
	for (const maturity of maturities) if (maturity !== undefined) counts[maturity]++;
	return counts;
}

/** The month of the first order as `YYYY-MM`: the field for it, else the start of the first order's date. */
function readCohortMonth(
	row: JsonRecord,
	fieldNames: TierOptions['fieldNames'],
): string | undefined {
	const month = row[fieldNames.cohortMonth];
	if (typeof month === 'string' && isMonth(month)) return month;
	const firstOrderAt = row[fieldNames.firstOrderAt];
	const start = typeof firstOrderAt === 'string' ? firstOrderAt.slice(0, 7) : '';
	return isMonth(start) ? start : undefined;
}

function tiersOf(model: TierModel): Array<{ tier: string; name: string }> {
	if (model.method === 'money') return model.tiers.map(({ name }) => ({ tier: name, name }));
	return tierCodes.map((tier) => ({ tier, name: tierNames[tier] }));
}

function compare(place: number, before: number | undefined): TierChange {
	if (before === undefined) return 'new';
	if (place === before) return 'same';
	return place < before ? 'up' : 'down';
}

/** New and maturing customers move for want of history, not because of what they did. */
function isSettled(maturity: Maturity | undefined): boolean {
	return maturity !== 'new' && maturity !== 'maturing';
}

const overlays = new Map([
	['champions', 'lapsedHighValue'],
	['vip', 'lapsedHighValue'],
	['highValue', 'lapsedHighValue'],
	['lowValue', 'lapsedLowValue'],
] as const satisfies ReadonlyArray<[TierCode, string]>);

/** What a long silence makes of a customer of a tier: only the top and the bottom have a name for it. */
function overlayOf(tierBefore: string | undefined) {
	return overlays.get(tierBefore as Parameters<typeof overlays.get>[0]);
}

/** With a share of 0 no group is drawn, and one that was drawn before stays as it is. */
function holdoutOf(row: JsonRecord, customerId: string, options: TierOptions): HoldoutGroup {
	const { holdoutShare, holdoutSalt, fieldNames } = options;
	if (holdoutShare === 0) return row.holdoutGroup === 'control' ? 'control' : 'treated';
	const key = holdoutKey(options.holdoutKey, row[fieldNames.email], customerId);
	return holdoutGroup(key, holdoutSalt, holdoutShare);
}

function keepRanked(column: Float64Array, isRanked: Uint8Array, ranked: number): Float64Array {
	const kept = new Float64Array(ranked);
	let position = 0;
	for (let i = 0; i < column.length; i++) if (isRanked[i] === 1) kept[position++] = column[i];
	return kept;
}

function greatestShare(revenue: Float64Array): number | null {
	let total = 0;
	let greatest = 0;
	for (const amount of revenue) {
		if (amount !== amount) continue;
		total += amount;
		if (amount > greatest) greatest = amount;
	}
	return ratio(greatest, total);
}

function isOneValue(values: Float64Array): boolean {
	return values.every((value) => value === values[0]);
}

function orNull(value: number): number | null {
	return value === value ? value : null;
}
