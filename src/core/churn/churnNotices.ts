import type { Notice } from '../../values/notice';
import { firstFew } from '../../values/wording';
import { unusualTierLapses, unusualUniformLapse } from './lapseRules';
import type { ChurnOptions } from './options';
import type { Rhythms } from './readRhythms';

/** Notices about the options and about what rows lack. */
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
			`Some days until lapsed are unusual: ${unusual.join('; ')}. Check that this is meant.`,
		);
	}
	if (withoutTier > 0) {
		const lapse =
			options.lapseRule === 'byTier' && options.uniformLapseDays > 0
				? ` and count as lapsed after ${options.uniformLapseDays} days`
				: '';
		warn(
			'noTiers',
			`${withoutTier} customers have no tier: all of them are watched${lapse}. Put Assign Tier before this node for days by tier.`,
		);
	}
	if (unknownTiers.length > 0) {
		warn(
			'unknownTiers',
			`No days are set for the tier ${firstFew(unknownTiers)}, so these customers never lapse. Choose "My Own Table" under "Days by Tier" and add a row for it, or let customers lapse by money spent.`,
		);
	}
	if (rhythms.unreadableHistory > 0) {
		warn(
			'unreadableOrderHistory',
			`The order history of ${rhythms.unreadableHistory} customers can't be read; their number of orders and usual days between them were used. Pass on "${options.fieldNames.orderHistory}" as Compute RFM wrote it.`,
		);
	}
	if (rhythms.withoutHistory > rhythms.unreadableHistory) {
		notices.push({
			code: 'missingOrderHistory',
			message: `${rhythms.withoutHistory - rhythms.unreadableHistory} customers come without "${options.fieldNames.orderHistory}"; their number of orders and usual days between them were used. Put Compute RFM before this node for exact rhythms.`,
			level: 'info',
		});
	}
	return notices;
}
