import { z } from 'zod';
import { scoreOptions } from '../../core/score/options';

/** The steps behind Compute RFM that a statement can hold, in their order. */
export const stepKinds = ['points'] as const;

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
