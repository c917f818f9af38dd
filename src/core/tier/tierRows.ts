import { dateWriter } from '../../values/dateWriter';
import type { JsonRecord } from '../../values/jsonRecord';
import type { CustomerTable } from '../customers/customerTable';
import { resultCopier, resultsOf } from '../customers/resultFields';
import type { HoldoutGroup } from '../holdout/holdoutGroup';
import type { TierJudgement } from './judgeTier';
import type { TierOptions } from './options';
import type { PreviousTiers } from './previousTiers';
import type { TierCustomers } from './tierColumns';

/** Returns the function that copies a customer's row and leaves room for the fields of tiers. */
export function tierCopier({ outputFields: fields, fieldNames }: TierOptions) {
	const own = resultsOf('assignTier', fields);
	return resultCopier({ own, fields, customerId: fieldNames.customerId });
}

/** Returns the function that writes the row of customer i. */
export function tierRowWriter(
	copy: ReturnType<typeof tierCopier>,
	table: CustomerTable,
	customers: TierCustomers,
	previous: PreviousTiers,
	version: string,
	{ outputFields: fields }: TierOptions,
): (i: number, judged: TierJudgement, group: HoldoutGroup) => JsonRecord {
	const dateOf = dateWriter();
	return (i, { tier, rung, change, lapse, vip, reasons, explanation }, group) => {
		const maturity = customers.maturities[i];
		// New and maturing customers move because their history is short, not because of what they did.
		const isSettled = maturity !== 'new' && maturity !== 'maturing';
		const row = copy(table.row(i));
		row.tier = tier;
		row.tierRank = tier === null ? null : rung + 1;
		row.tierValue = orNull(customers.values[i]);
		row.previousTier = previous.tiers[i] ?? null;
		row.tierChange = change;
		row.tierSince = tier === null ? null : sinceOf(i, tier);
		row.triggersOnEntry = isSettled && (change === 'up' || change === 'down');
		row.maturity = maturity ?? null;
		row.lapsedHighValue = lapse === 'lapsedHighValue';
		row.lapsedLowValue = lapse === 'lapsedLowValue';
		row.historicLtv = orNull(customers.historicLtv[i]);
		row.vipStrict = vip?.isStrict ?? false;
		row.vipRelaxed = vip?.isRelaxed ?? false;
		row.holdoutGroup = group;
		row.tierExplanation = explanation;
		if (fields === 'essential') return row;
		row.vipReasons = vip?.reasons ?? '';
		row.vipExplanation = vip?.explanation ?? null;
		row.tierReasons = reasons;
		row.tierModelVersion = version;
		return row;
	};

	/** The first day of the tier: the day it was assigned, or as in the last run. */
	function sinceOf(i: number, tier: string): string | null {
		const asOfDay = customers.asOfDays[i];
		const isKept = previous.tiers[i] === tier && previous.sinceDays[i] <= asOfDay;
		const day = isKept ? previous.sinceDays[i] : asOfDay;
		return Number.isNaN(day) ? null : dateOf(day);
	}
}

function orNull(value: number): number | null {
	return Number.isNaN(value) ? null : value;
}
