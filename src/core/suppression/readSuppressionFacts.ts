import type { JsonRecord } from '../../values/jsonRecord';
import { codeList } from '../../values/codeList';
import { dayOfDate } from '../../values/days';
import { readNumber } from '../../values/readNumber';
import { hasHappened, readConsent } from '../../values/yesOrNo';
import { daysAgo, readShopToday, type ShopToday } from './daysAgo';
import type { SuppressionOptions } from './options';
import type { SuppressionFacts } from './suppressionRules';

/** The facts of one customer, those that only exemptions look at included. */
export interface CustomerFacts extends SuppressionFacts {
	readonly tier: string | undefined;
	readonly intentDaysAgo: number | undefined;
	/** Days of silence after which a win-back is due; NaN: never. */
	readonly winBackDays: number;
	/** Whether any day to measure dates against is known. */
	readonly hasToday: boolean;
}

/**
 * Makes a function that reads what the rules look at.
 *
 * `daysSinceLastOrder` is used as given, unless the option `asOf` sets another day: then it is counted from the last
 * order. A tier that neither table nor list names is not known. The days until a win-back are those that Churn Check
 * wrote; without that field they come from the options by tier.
 */
export function factsReader(options: SuppressionOptions): (row: JsonRecord) => CustomerFacts {
	const { fieldNames } = options;
	const inactivityDays = daysByTier(options.inactivityTable);
	const winBackDays = daysByTier(options.winBackTable);
	const topTiers = new Set(codeList(options.topTiers));
	const costlyTiers = new Set(codeList(options.costlyTiers));
	const fixedToday = options.asOf === '' ? undefined : readShopToday(options.asOf);
	let lastAsOf: unknown;
	let lastToday: ShopToday | undefined;

	return (row) => {
		const asOf = row[fieldNames.asOf];
		if (asOf !== lastAsOf) {
			lastAsOf = asOf;
			lastToday = readShopToday(asOf);
		}
		const today = fixedToday === undefined ? lastToday : { ...fixedToday, ...offsetOf(lastToday) };
		const tierValue = row[fieldNames.tier];
		const tier = typeof tierValue === 'string' && tierValue !== '' ? tierValue : undefined;
		const tierDays = tier === undefined ? undefined : inactivityDays.get(tier);
		const isTopTier = tier !== undefined && topTiers.has(tier);
		const isCostlyTier = tier !== undefined && costlyTiers.has(tier);
		return {
			tier,
			daysSilent: daysSilent(row, today?.day),
			orderCount: orderCount(row),
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
			contactedDaysAgo: today && daysAgo(row[fieldNames.lastContactedAt], today),
			engagedDaysAgo: today && daysAgo(row[fieldNames.lastEngagedAt], today),
			intentDaysAgo: today && daysAgo(row[fieldNames.lastIntentAt], today),
			winBackDays: winBackAfter(row, tier),
			hasToday: today !== undefined,
		};
	};

	function daysSilent(row: JsonRecord, today: number | undefined): number {
		const given = readNumber(row[fieldNames.daysSinceLastOrder]);
		if (fixedToday === undefined && given >= 0) return given;
		const lastDay = dayOfDate(row[fieldNames.lastOrderAt]);
		return lastDay === undefined || today === undefined ? NaN : Math.max(0, today - lastDay);
	}

	function orderCount(row: JsonRecord): number {
		const count = readNumber(row[fieldNames.orderCount]);
		return Number.isNaN(count) ? readNumber(row.orderCount) : count;
	}

	function winBackAfter(row: JsonRecord, tier: string | undefined): number {
		const written = row[fieldNames.lapseAfterDays];
		if (written === null) return NaN;
		const days = readNumber(written);
		if (days > 0) return days;
		return tier === undefined ? NaN : orNever(winBackDays.get(tier));
	}
}

/** With a day of one's own, the customers' offset still tells the shop's zone. */
function offsetOf(today: ShopToday | undefined) {
	return today && { offsetMinutes: today.offsetMinutes };
}

function daysByTier(table: ReadonlyArray<{ tier: string; days: number }>): Map<string, number> {
	return new Map(table.map(({ tier, days }) => [tier.trim(), days]));
}

function orNever(days: number | undefined): number {
	return days === undefined || days === 0 ? NaN : days;
}
