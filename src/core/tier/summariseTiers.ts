import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';
import type { SetAsideRow } from '../result';
import { countByReason } from '../setAsideRows';
import { valueInWords } from './chooseValue';
import type { Maturity } from './maturity';
import type { TierOptions } from './options';
import type { TierCustomers } from './tierColumns';
import { versionOfTierModel } from './tierModel';
import type { TierRun } from './tierRun';
import type { TierTally } from './tierTally';

/** The Summary of Assign Tier. */
export function summariseTiers(
	run: TierRun,
	{ maturities }: TierCustomers,
	tally: TierTally,
	setAside: readonly SetAsideRow[],
	notices: readonly Notice[],
	{ holdoutShare }: Pick<TierOptions, 'holdoutShare'>,
): JsonRecord {
	const { model } = run;
	const version = versionOfTierModel(model);
	return {
		customers: maturities.length,
		customersWithTier: run.ranked,
		customersWithoutOrders: maturities.length - run.customersWithOrders,
		customersWithoutValue: run.customersWithoutValue,
		setAside: setAside.length,
		setAsideByReason: countByReason(setAside),
		method: model.method,
		value: model.valueField,
		valueInWords: valueInWords(model.valueField),
		tiers: run.tiers,
		tierChanges: tally.changes,
		tiersHeld: tally.held,
		maturities: countMaturities(maturities),
		...tally.lapsed,
		vip: { rule: model.vip?.rule ?? 'share', ...tally.vips },
		holdout: { sharePercent: holdoutShare, ...tally.holdout },
		ltv: run.ltv,
		verdicts: run.verdicts,
		notices,
		tierModelVersion: version,
		model: { ...model, version },
	};
}

function countMaturities(maturities: ReadonlyArray<Maturity | undefined>) {
	const counts = { new: 0, maturing: 0, mature: 0 };
	for (const maturity of maturities) if (maturity !== undefined) counts[maturity]++;
	return counts;
}
