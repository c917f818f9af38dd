import type { z } from 'zod';
import { lapsePresets } from '../churn/lapseRules';
import type { scoreRule } from '../score/scoreRule';
import { standardRules } from '../score/standardRules';
import { tierCodes } from '../tier/tierCodes';
import type { SectionOptions } from './presetSections';

/** Deliveries come every 30 days: this many days mean that two were missed. */
const missedDeliveriesDays = 60;

/**
 * The presets that a client's own can extend: how often customers of an industry buy, and the numbers that follow from
 * it.
 *
 * Only values that differ from the defaults are listed; docs/client-presets.md gives the reason for each number.
 * Margins and discount rates depend on the shop, not its industry, and are left to it.
 */
export const basePresets = {
	standard: {},
	fashion: {
		computeRfm: { windowDays: 365 },
		scoreCustomer: { atRiskAfterDays: 120 },
		churnCheck: { fallbackGapDays: 90, probabilityDays: 180, silenceDays: 120 },
	},
	supplements: {
		computeRfm: { trendDays: 90 },
		scoreCustomer: {
			rulesFrom: 'list',
			rules: rulesWith({
				recentOrder: { label: 'ordered in the last 45 days', value: 45 },
				silent90Days: { code: 'silent60Days', label: 'no order for 60 days or more', value: 60 },
			}),
			atRiskAfterDays: 60,
		},
		churnCheck: {
			lapsePreset: 'consumables',
			activeDays: 45,
			fallbackGapDays: 45,
			maturityDays: 180,
			trendWindowDays: 90,
		},
		buildSuppressionList: {
			inactivityTable: tierTable({
				champions: 0,
				vip: 180,
				highValue: 150,
				midTier: 90,
				lowValue: 60,
			}),
			winBackTable: lapsePresets.consumables,
		},
		planOffers: { playbook: 'supplements' },
	},
	subscription: {
		computeRfm: { frequencyMethod: 'quantiles', trendDays: 90 },
		scoreCustomer: {
			rulesFrom: 'list',
			rules: rulesWith({
				recentOrder: { label: 'ordered in the last 35 days', value: 35 },
				silent90Days: { code: 'silent60Days', label: 'no order for 60 days or more', value: 60 },
			}),
			recentOrderDays: 35,
			atRiskAfterDays: 60,
		},
		churnCheck: {
			lapseRule: 'uniform',
			uniformLapseDays: missedDeliveriesDays,
			activeDays: 35,
			fallbackGapDays: 30,
			maturityDays: 90,
			probabilityDays: 60,
			silenceDays: 45,
			trendWindowDays: 90,
		},
		buildSuppressionList: {
			inactivityTable: tierTable({
				champions: 0,
				vip: 120,
				highValue: 120,
				midTier: 90,
				lowValue: 90,
			}),
			longInactivityDays: 120,
			recentBuyerDays: 45,
			winBackTable: tierCodes.map((tier) => ({ tier, days: missedDeliveriesDays })),
		},
		planOffers: { playbook: 'subscription' },
	},
	luxury: {
		computeRfm: { leaveOutPromotions: true, trendDays: 365 },
		scoreCustomer: {
			rulesFrom: 'list',
			rules: rulesWith({
				orderAbove200: { code: 'orderAbove2000', label: 'orders above 2,000', value: 2000 },
				order50To200: {
					code: 'order500To2000',
					label: 'orders from 500 to 2,000',
					value: 500,
					valueTo: 2000,
				},
				orderBelow50: { code: 'orderBelow500', label: 'orders below 500', value: 500 },
				recentOrder: { label: 'ordered in the last 90 days', value: 90 },
				silent90Days: { code: 'silent180Days', label: 'no order for 180 days or more', value: 180 },
			}),
			recentOrderDays: 90,
			atRiskAfterDays: 180,
		},
		assignTier: {
			moneyTiers: [
				{ name: 'platinum', atLeast: 10_000 },
				{ name: 'gold', atLeast: 5000 },
				{ name: 'silver', atLeast: 1000 },
				{ name: 'bronze', atLeast: 0 },
			],
			lapsedAfterDays: 365,
		},
		churnCheck: {
			lapsePreset: 'luxuryFashion',
			moneyLapseTable: [
				{ from: 10_000, days: 45 },
				{ from: 5000, days: 60 },
				{ from: 1000, days: 90 },
			],
			activeDays: 90,
			fallbackGapDays: 180,
			maturityDays: 540,
			probabilityDays: 180,
			silenceDays: 180,
			trendWindowDays: 365,
		},
		buildSuppressionList: {
			inactivityTable: tierTable({
				champions: 0,
				vip: 365,
				highValue: 365,
				midTier: 180,
				lowValue: 120,
			}),
			longInactivityDays: 365,
			winBackTable: lapsePresets.luxuryFashion,
		},
		planOffers: { playbook: 'luxury' },
	},
} as const satisfies Record<string, SectionOptions>;

type RuleInput = z.input<typeof scoreRule>;

/** The standard rules with some of them changed, by their codes. */
function rulesWith(
	changes: Partial<Record<(typeof standardRules)[number]['code'], Partial<RuleInput>>>,
): RuleInput[] {
	return standardRules.map((rule) => ({ ...rule, ...changes[rule.code] }));
}

function tierTable(
	days: Readonly<Record<(typeof tierCodes)[number], number>>,
): Array<{ tier: string; days: number }> {
	return tierCodes.map((tier) => ({ tier, days: days[tier] }));
}
