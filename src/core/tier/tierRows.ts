import type { JsonRecord } from '../../values/jsonRecord';
import type { CustomerTable } from '../customers/customerTable';
import { rowCopier } from '../customers/rowCopier';
import type { HoldoutGroup } from '../holdout/holdoutGroup';
import type { TierJudgement } from './judgeTier';
import type { TierCustomers } from './tierColumns';

/** What Assign Tier adds to a customer, in this order. */
const tierFields = [
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

/** Makes the function that writes the row of customer i. */
export function tierRowWriter(
	table: CustomerTable,
	customers: TierCustomers,
	previousTiers: ReadonlyArray<string | undefined>,
	version: string,
): (i: number, judged: TierJudgement, group: HoldoutGroup) => JsonRecord {
	const copy = rowCopier(tierFields);
	return (i, { tier, rung, change, lapse, vip, reasons, explanation }, group) => {
		const maturity = customers.maturities[i];
		// New and maturing customers move for want of history, not because of what they did.
		const isSettled = maturity !== 'new' && maturity !== 'maturing';
		const row = copy(table.row(i));
		row.tier = tier;
		row.tierRank = tier === null ? null : rung + 1;
		row.tierValue = orNull(customers.values[i]);
		row.previousTier = previousTiers[i] ?? null;
		row.tierChange = change;
		row.triggersOnEntry = isSettled && (change === 'up' || change === 'down');
		row.maturity = maturity ?? null;
		row.lapsedHighValue = lapse === 'lapsedHighValue';
		row.lapsedLowValue = lapse === 'lapsedLowValue';
		row.historicLtv = orNull(customers.historicLtv[i]);
		row.vipStrict = vip?.isStrict ?? false;
		row.vipRelaxed = vip?.isRelaxed ?? false;
		row.vipReasons = vip?.reasons ?? '';
		row.vipExplanation = vip?.explanation ?? null;
		row.holdoutGroup = group;
		row.tierReasons = reasons;
		row.tierExplanation = explanation;
		row.tierModelVersion = version;
		return row;
	};
}

function orNull(value: number): number | null {
	return Number.isNaN(value) ? null : value;
}
