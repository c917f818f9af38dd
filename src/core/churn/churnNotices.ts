import type { Notice } from '../../values/notice';
import { firstFew } from '../../values/wording';
import { unusualTierLapses, unusualUniformLapse } from './lapseRules';
import type { ChurnOptions } from './options';
import type { Rhythms } from './readRhythms';

/** Notices about the options and about data that rows lack. */
export function churnNotices(
	rhythms: Rhythms,
	withoutTier: number,
	unknownTiers: readonly string[],
	options: ChurnOptions,
): Notice[] {
	const notices: Notice[] = [];
	const warn = (code: string, message: string) => notices.push({ code, message, level: 'warning' });
	const unusual =
		options.lapseRule === 'uniform'
			? unusualUniformLapse(options.uniformLapseDays)
			: options.lapseRule === 'byTier' && options.lapsePreset === 'custom'
				? unusualTierLapses(options.lapseTable)
				: [];
	if (unusual.length > 0) {
		warn(
			'unusualLapseDays',
			`Some lapse limits are unusual: ${unusual.join('; ')}. Check that this is intended.`,
		);
	}
	if (withoutTier > 0) {
		const lapse =
			options.lapseRule === 'byTier' && options.uniformLapseDays > 0
				? ` and count as lapsed after ${options.uniformLapseDays} days`
				: '';
		warn(
			'noTiers',
			`${withoutTier} customers have no tier: all are watched${lapse}. Put Assign Tier before this node to use limits by tier.`,
		);
	}
	if (unknownTiers.length > 0) {
		warn(
			'unknownTiers',
			`No lapse limit is set for the tier ${firstFew(unknownTiers)}, so these customers never lapse. Choose "My Own Table" under "Days by Tier" and add a row for it, or let customers lapse by money spent.`,
		);
	}
	if (rhythms.unreadableHistory > 0) {
		warn(
			'unreadableOrderHistory',
			`The order history of ${rhythms.unreadableHistory} customers can't be read; their order count and average gap were used instead. Pass on "${options.fieldNames.orderHistory}" as Compute RFM wrote it.`,
		);
	}
	if (rhythms.withoutHistory > rhythms.unreadableHistory) {
		notices.push({
			code: 'missingOrderHistory',
			message: `${rhythms.withoutHistory - rhythms.unreadableHistory} customers have no "${options.fieldNames.orderHistory}"; their order count and average gap were used instead. Put Compute RFM before this node for exact rhythms.`,
			level: 'info',
		});
	}
	return notices;
}
