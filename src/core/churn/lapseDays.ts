import type { JsonRecord } from '../../values/jsonRecord';
import { readNumber } from '../../values/readNumber';
import { lapsePresets } from './lapseRules';
import type { ChurnOptions } from './options';

/** Returns a customer's days until lapsed (undefined: never), and records the tiers that are missing in the table. */
export interface LapseDaysReader {
	(tier: string | undefined, row: JsonRecord): number | undefined;
	unknownTiers(): string[];
}

/**
 * Reads the chosen lapse rule once, for all customers.
 *
 * By tier: a customer without a tier lapses after the uniform days; one whose tier has no row never does. Of two rows
 * for a tier the last counts. By money: the row with the greatest `from` that the spend reaches.
 */
export function lapseDaysReader(options: ChurnOptions): LapseDaysReader {
	const uniform = orNever(options.uniformLapseDays);
	const unknown = new Set<string>();
	const unknownTiers = () => [...unknown].sort();
	if (options.lapseRule === 'uniform') return Object.assign(() => uniform, { unknownTiers });

	if (options.lapseRule === 'byMoney') {
		const table = [...options.moneyLapseTable].sort((a, b) => b.from - a.from);
		const byMoney = (_tier: string | undefined, row: JsonRecord) => {
			const money = readNumber(row[options.fieldNames.money]);
			const reached = table.find(({ from }) => money >= from);
			return reached && orNever(reached.days);
		};
		return Object.assign(byMoney, { unknownTiers });
	}

	const table =
		options.lapsePreset === 'custom' ? options.lapseTable : lapsePresets[options.lapsePreset];
	const daysByTier = new Map(table.map(({ tier, days }) => [tier.trim(), days]));
	const byTier = (tier: string | undefined) => {
		if (tier === undefined) return uniform;
		const days = daysByTier.get(tier);
		if (days === undefined) unknown.add(tier);
		return days === undefined ? undefined : orNever(days);
	};
	return Object.assign(byTier, { unknownTiers });
}

function orNever(days: number): number | undefined {
	return days === 0 ? undefined : days;
}
