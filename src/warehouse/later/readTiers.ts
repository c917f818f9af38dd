import { assignTiers } from '../../core/tier/assignTiers';
import { modelSettings, moneyTiersOf, sharesOf } from '../../core/tier/fitTierModel';
import type { TierOptions } from '../../core/tier/options';
import type { RankedGroup, TierModel } from '../../core/tier/tierModel';
import type { JsonRecord } from '../../values/jsonRecord';
import { savedTiers, tierValueField } from './assignTiers';
import { numberFields, scaleOf } from './numberFields';
import type { ReadStep } from './readStep';

/** Fields that depend on all customers in a way that the rows don't hold. */
const ofAllCustomers = [
	'vipStrict',
	'vipRelaxed',
	'vipReasons',
	'vipExplanation',
	'tierModelVersion',
] as const;

/**
 * Assigns tiers by Assign Tier's own code: fitted where all customers came back, else from the cut points in the rows.
 *
 * The VIP rules compare average orders by category, which only all customers tell: among some they are null.
 */
export const readTiers: ReadStep<TierOptions> = (rows, cells, options, host) => {
	const [{ count, text }] = cells;
	const saved = savedTiers(options);
	const isKnown = saved !== undefined || rows.length === count('all_customers');
	const partial = isKnown ? undefined : modelOf(options, text('tier_cuts') ?? '', host.digits);
	const given: TierOptions =
		partial === undefined ? options : { ...options, use: 'savedModel', savedModel: partial };
	const { customers, summary } = assignTiers(rows, given, [], host.timeZone);
	if (!isKnown) for (const { row } of customers) forget(row);
	return {
		rows: customers.map(({ row }) => row),
		model: isKnown ? summary.model : null,
		computed: (row) => ({
			tier: row.tier,
			tier_rank: row.tierRank,
			holdout_group: row.holdoutGroup,
		}),
	};
};

function forget(row: JsonRecord): void {
	for (const field of ofAllCustomers) if (Object.hasOwn(row, field)) row[field] = null;
}

/** The model without its VIP rules. */
function modelOf(options: TierOptions, cuts: string, digits: number): TierModel {
	const valueField = tierValueField(options, undefined);
	const common = modelSettings(options, valueField);
	if (options.method === 'money')
		return { ...common, method: 'money', tiers: moneyTiersOf(options) };
	const scale = scaleOf(numberFields[valueField], digits);
	const groups = cuts === '' ? [] : cuts.split(';').map((group) => groupIn(group, scale));
	return {
		...common,
		method: 'percentile',
		shares: sharesOf(options),
		cohortMinimum: options.rankNewSeparately ? options.cohortMinimum : null,
		groups: groups.length === 0 ? [nobody] : groups,
	};
}

/** Where nobody has ordered there are no groups, and nobody looks for one. */
const nobody: RankedGroup = {
	group: 'all',
	customers: 1,
	cuts: { champions: null, vip: null, highValue: null, midTier: null },
};

function groupIn(text: string, scale: number): RankedGroup {
	const [group, customers, ...cuts] = text.split(':');
	const [champions, vip, highValue, midTier] = cuts.map((cut) =>
		cut === '' ? null : Number(cut) / scale,
	);
	return { group, customers: Number(customers), cuts: { champions, vip, highValue, midTier } };
}
