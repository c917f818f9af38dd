import { z } from 'zod';
import { churnOptions } from '../../core/churn/options';
import { scoreOptions } from '../../core/score/options';
import { suppressionOptions } from '../../core/suppression/options';
import { tierOptions } from '../../core/tier/options';

/** The steps behind Compute RFM that a statement can hold, in their order. */
export const stepKinds = ['points', 'tiers', 'churn', 'suppression'] as const;

export type StepKind = (typeof stepKinds)[number];

/** The options of Score Customer that a statement supports. */
export const pointOptions = scoreOptions
	.pick({
		use: true,
		savedModel: true,
		ownRules: true,
		rulesJson: true,
		bandLimits: true,
		vipTopPercent: true,
		reengageBottomPercent: true,
		engagementCap: true,
		vipAbove: true,
		reengageBelow: true,
		literalBands: true,
		recentOrderDays: true,
		newCustomerDays: true,
		atRiskAfterDays: true,
	})
	.extend({
		/** `list` is the whole rule set of Score Customer's editor, which fits better as JSON here. */
		rulesFrom: z.enum(['standard', 'standardAndOwn', 'json']).default('standard'),
	});

/** The options of Assign Tier that a statement supports; the holdout group is drawn by customer ID. */
export const tierStepOptions = tierOptions
	.pick({
		use: true,
		savedModel: true,
		method: true,
		valueField: true,
		moneyField: true,
		moneyTiers: true,
		championsShare: true,
		vipShare: true,
		highValueShare: true,
		lowValueShare: true,
		rankNewSeparately: true,
		cohortMinimum: true,
		newBelowDays: true,
		matureFromDays: true,
		lifespanYears: true,
		holdoutShare: true,
		holdoutSalt: true,
	})
	.extend({ value: z.enum(['automatic', 'field', 'monetaryTotal']).default('automatic') });

/** The options of Churn Check that a statement supports. */
export const churnStepOptions = churnOptions
	.pick({
		use: true,
		savedModel: true,
		lapseRule: true,
		lapsePreset: true,
		lapseTable: true,
		moneyLapseTable: true,
		uniformLapseDays: true,
		watchedTiers: true,
		vipTiers: true,
		riskThreshold: true,
		riskOperator: true,
		activeDays: true,
		trendWindowDays: true,
		mediumFrom: true,
		highAbove: true,
		silenceDays: true,
		maturityDays: true,
		priorWeight: true,
		minimumMatureOrders: true,
		minimumMatureDays: true,
		gapPriorWeight: true,
		fallbackGapDays: true,
	})
	.extend({
		method: z.enum(['ownRhythm', 'formula', 'formulaBounded', 'silence']).default('ownRhythm'),
	});

/** An unknown consent suppresses its channel: a table in a database is used by people who see no hint. */
const unknownConsent = z.enum(['suppress', 'allow']).default('suppress');

/** The options of Build Suppression List that a statement supports. */
export const suppressionStepOptions = suppressionOptions
	.pick({
		channel: true,
		inactivityTable: true,
		longInactivityDays: true,
		keepOrderHistory: true,
		topTiers: true,
		costlyTiers: true,
		engagementDays: true,
		retargetingDays: true,
		recentBuyerDays: true,
		repeatBuyerOrders: true,
		escalateTiers: true,
		escalateAfterDays: true,
		winBackWindowDays: true,
		winBackTable: true,
	})
	.extend({
		unknownEmailConsent: unknownConsent,
		unknownSmsConsent: unknownConsent,
		unknownPushConsent: unknownConsent,
	});
