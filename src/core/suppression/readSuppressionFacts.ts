import { codeList } from '../../values/codeList';
import { readNumber } from '../../values/readNumber';
import { hasHappened, readConsent } from '../../values/yesOrNo';
import type { CustomerTable } from '../customers/customerTable';
import { daysAgo, shopDayReader } from './daysAgo';
import type { SuppressionOptions } from './options';
import type { SuppressionFacts } from './suppressionRules';

/**
 * Returns the function that reads the facts of customer i for the rules.
 *
 * A tier that neither table nor list contains counts as unknown. The days until a win-back are those that Churn Check
 * wrote; without that field they come from the options by tier. Contacts, engagement and intent dated after the day
 * measured against are not known yet on that day.
 */
export function factsReader(
	table: CustomerTable,
	options: SuppressionOptions,
): (i: number) => SuppressionFacts {
	const { fieldNames } = options;
	const inactivityDays = daysByTier(options.inactivityTable);
	const winBackDays = daysByTier(options.winBackTable);
	const topTiers = new Set(codeList(options.topTiers));
	const costlyTiers = new Set(codeList(options.costlyTiers));
	const readShopDay = shopDayReader();

	return (i) => {
		const row = table.row(i);
		const tier = table.tier(i);
		const day = table.asOfDay(i);
		const today = readShopDay(day, row[fieldNames.asOf]);
		const tierDays = tier === undefined ? undefined : inactivityDays.get(tier);
		let hasFactsAfterAsOf = false;
		const daysSince = (moment: unknown): number | undefined => {
			const days = today && daysAgo(moment, today);
			if (days === undefined || days >= 0) return days;
			hasFactsAfterAsOf = true;
			return undefined;
		};
		const contactedDaysAgo = daysSince(row[fieldNames.lastContactedAt]);
		const engagedDaysAgo = daysSince(row[fieldNames.lastEngagedAt]);
		const intentDaysAgo = daysSince(row[fieldNames.lastIntentAt]);
		const isTopTier = tier !== undefined && topTiers.has(tier);
		const isCostlyTier = tier !== undefined && costlyTiers.has(tier);
		return {
			tier,
			daysSinceLastOrder: table.daysSinceLastOrder(i),
			orderCount: table.orderCount(i),
			inactivityDays: orNever(tierDays),
			hasKnownTier: tierDays !== undefined || isTopTier || isCostlyTier,
			isTopTier,
			isCostlyTier,
			hasRequestedDeletion: hasHappened(row[fieldNames.deletionRequested]),
			emailConsent: readConsent(row[fieldNames.emailConsent]),
			smsConsent: readConsent(row[fieldNames.smsConsent]),
			pushConsent: readConsent(row[fieldNames.pushConsent]),
			hasBounced: hasHappened(row[fieldNames.bounced]),
			hasComplained: hasHappened(row[fieldNames.complained]),
			isHeldOut: row[fieldNames.holdoutGroup] === 'control',
			contactedDaysAgo,
			engagedDaysAgo,
			intentDaysAgo,
			winBackDays: winBackAfter(row[fieldNames.lapseAfterDays], tier, winBackDays),
			hasAsOf: today !== undefined,
			hasFactsAfterAsOf,
		};
	};
}

/** The days that Churn Check wrote (null: never), else those of the tier in the options. */
function winBackAfter(
	written: unknown,
	tier: string | undefined,
	daysOfTier: ReadonlyMap<string, number>,
): number {
	if (written === null) return NaN;
	const days = readNumber(written);
	if (days > 0) return days;
	return tier === undefined ? NaN : orNever(daysOfTier.get(tier));
}

function daysByTier(table: ReadonlyArray<{ tier: string; days: number }>): Map<string, number> {
	return new Map(table.map(({ tier, days }) => [tier.trim(), days]));
}

function orNever(days: number | undefined): number {
	return days === undefined || days === 0 ? NaN : days;
}
