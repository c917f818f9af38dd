import type { ReportOptions } from '../../core/report/options';
import { tierCodes } from '../../core/tier/tierCodes';
import { InvalidInputError } from '../../values/invalidInputError';
import type { JsonRecord } from '../../values/jsonRecord';
import { storedDay } from '../../values/storedDay';
import { publicText } from '../publicText';
import { listIn } from './readCell';
import { readSummaries, type Summaries } from './readSummaries';
import { scoreReader } from './scoreReader';
import type { CustomerTally, GroupSums } from './customerTally';
import { tallyCustomers } from './tallyCustomers';

/** A tier with its sums, in the order of the tiers. */
export interface TierSums extends GroupSums {
	readonly tier: string;
}

/** All facts for the report. */
export interface ReportFacts {
	readonly tally: CustomerTally;
	readonly summaries: Summaries;
	/** Best first; if there are very many, the smallest ones are merged as `other`. */
	readonly tiers: readonly TierSums[];
	/** Undefined where the day is unknown. */
	readonly day: number | undefined;
	/** Empty where the currency is unknown. */
	readonly currency: string;
	readonly acquisitionCost: number;
}

/** More tiers than this can't be read in a chart. */
const mostTiers = 12;

/** The name of the merged tiers. */
export const otherTier = 'other';

/**
 * Collects the facts of a report: one pass over the customers, and the content of the summaries.
 *
 * @throws InvalidInputError where no customer has the requested currency
 */
export function reportFacts(
	rows: readonly JsonRecord[],
	items: readonly JsonRecord[],
	options: ReportOptions,
): ReportFacts {
	const summaries = readSummaries(items);
	const { computeRfm, assignTier, trackMigration } = summaries.of;
	const tally = tallyCustomers(rows, options, scoreReader(computeRfm));
	if (tally.otherCurrency > 0 && tally.otherCurrency === tally.customers) {
		throw new InvalidInputError(
			'currency',
			'the currency that the customers come with, or nothing',
			options.currency,
		);
	}
	const known = [
		...listIn(assignTier, 'tiers').map(({ tier }) => publicText(tier)),
		...(Array.isArray(trackMigration?.groups) ? trackMigration.groups.map(publicText) : []),
		...tierCodes,
	];
	const rfmCurrency = publicText(computeRfm?.currency);
	return {
		tally,
		summaries,
		tiers: inOrder(tally.tiers, known),
		day: storedDay(options.asOf) ?? tally.asOfDay,
		currency: tally.currency || (/^[A-Z]{3}$/.test(rfmCurrency) ? rfmCurrency : ''),
		acquisitionCost: options.acquisitionCost,
	};
}

/** Tiers in the order of their node; others by their customers' average revenue. */
function inOrder(
	tiers: ReadonlyMap<string, GroupSums>,
	known: readonly string[],
): readonly TierSums[] {
	const places = new Map<string, number>();
	for (const tier of known) if (!places.has(tier)) places.set(tier, places.size);
	const place = (tier: string) => places.get(tier) ?? places.size;
	const sorted = [...tiers]
		.map(([tier, sums]) => ({ tier, ...sums }))
		.sort(
			(a, b) =>
				place(a.tier) - place(b.tier) ||
				b.revenue / b.customers - a.revenue / a.customers ||
				(a.tier < b.tier ? -1 : 1),
		);
	if (sorted.length <= mostTiers) return sorted;
	const largest = new Set(
		[...sorted].sort((a, b) => b.customers - a.customers).slice(0, mostTiers - 1),
	);
	const shown = sorted.filter((sums) => largest.has(sums));
	const rest = sorted.filter((sums) => !largest.has(sums));
	const together: TierSums = rest.reduce((sum, each) => ({
		tier: otherTier,
		customers: sum.customers + each.customers,
		revenue: sum.revenue + each.revenue,
		ok: sum.ok + each.ok,
		atRisk: sum.atRisk + each.atRisk,
		lapsed: sum.lapsed + each.lapsed,
		withLimit: sum.withLimit + each.withLimit,
		atRiskRevenue: sum.atRiskRevenue + each.atRiskRevenue,
		lapsedRevenue: sum.lapsedRevenue + each.lapsedRevenue,
	}));
	return [...shown, { ...together, tier: otherTier }];
}
