import { z } from 'zod';
import { orderModelChoices } from '../btyd/fitOrderModel';
import { asOfDate, customerFieldNames, fieldName } from '../customers/customerFields';
import { outputFields } from '../customers/resultFields';
import { lapsePresets, standardMoneyLapses } from './lapseRules';

const days = (least: number) => z.number().int().min(least).max(3650);

/** All options of Churn Check, with bounds and defaults. */
export const churnOptions = z.object({
	method: z
		.enum(['ownRhythm', 'formula', 'formulaBounded', 'probability', 'silence'])
		.default('ownRhythm'),
	/** For the method Probability: days ahead without an order. */
	probabilityDays: days(1).default(90),
	use: z.enum(['fit', 'savedModel']).default('fit'),
	savedModel: z.unknown().default(''),
	lapseRule: z.enum(['byTier', 'byMoney', 'uniform']).default('byTier'),
	lapsePreset: z.enum(['standard', 'luxuryFashion', 'consumables', 'custom']).default('standard'),
	/** Used by the preset "custom"; 0 days: never. */
	lapseTable: z
		.array(z.object({ tier: z.string().min(1), days: days(0) }))
		.default(lapsePresets.standard),
	/** 0 days: never. Spend below every row: never. */
	moneyLapseTable: z
		.array(z.object({ from: z.number().finite(), days: days(0) }))
		.default(standardMoneyLapses),
	/** For the rule "uniform", and for customers without a tier under "byTier". 0: never. */
	uniformLapseDays: days(0).default(90),
	/** Empty: each customer's own `asOf`. */
	asOf: asOfDate,
	outputFields,

	watchedTiers: z.string().default('champions,vip,highValue'),
	/** Watched tiers whose declining activity is called `vipAtRisk`. */
	vipTiers: z.string().default('champions,vip'),
	riskThreshold: z.number().min(0).max(100).default(70),
	riskOperator: z.enum(['above', 'atLeast']).default('above'),
	/** A customer with at most this many days since the last order is still active. */
	activeDays: days(0).default(30),
	trendWindowDays: days(1).default(180),
	/** Points by which the risk has risen since the previous run; 0: not checked. */
	riskRisePoints: z.number().min(0).max(100).default(20),
	/** Both a fall in points and in percent are needed; 0 points: not checked. */
	scoreFallPoints: z.number().min(0).default(50),
	scoreFallPercent: z.number().min(0).max(100).default(30),
	mediumFrom: z.number().min(0).max(100).default(33),
	highAbove: z.number().min(0).max(100).default(66),

	/** For the method Probability. */
	orderModel: z.enum(orderModelChoices).default('automatic'),

	silenceDays: days(1).default(60),

	/** The customers on Win-Back Due: everybody who is lapsed, or each lapse only in the run where it first appears. */
	winBack: z.enum(['everyLapse', 'newLapses']).default('everyLapse'),
	/** An order at most this many days after the win-back converts it; then the win-back expires. */
	winBackWindowDays: days(0).default(30),
	/** Days from one win-back to the next. */
	winBackCoolDownDays: days(0).default(180),
	/** What happens to lapsed customers without a stored row. */
	winBackBacklog: z.enum(['window', 'skip', 'newest', 'all']).default('window'),
	/** For the backlog `newest`. */
	winBackNewest: z.number().int().min(0).max(10_000_000).default(100),

	/** H: a customer who doesn't order within this many days of an order did not return. */
	maturityDays: days(1).default(365),
	priorWeight: z.number().min(1).max(10_000).default(20),
	minimumMatureOrders: z.number().int().min(0).default(50),
	/** Days that the mature orders must span. */
	minimumMatureDays: days(0).default(180),
	gapPriorWeight: z.number().min(0.1).max(1000).default(2),
	fallbackGapDays: z.number().min(1).max(3650).default(60),
	recalibrate: z.boolean().default(false),
	recalibrationDays: days(1).default(120),

	fieldNames: z
		.object({
			...customerFieldNames,
			orderHistory: fieldName('orderHistory'),
			orderCount: fieldName('orderCountLifetime'),
			meanGapDays: fieldName('meanGapDays'),
			frequencyTrend: fieldName('frequencyTrend'),
			tier: fieldName('tier'),
			money: fieldName('monetaryTotal'),
			valueScore: fieldName('valueScore'),
			valueScoreChange: fieldName('valueScoreChange'),
			previousChurnRisk: fieldName('churnRisk'),
			previousWinBackState: fieldName('winBackState'),
			previousWinBackSince: fieldName('winBackSince'),
			previousWinBackSentKey: fieldName('winBackSentKey'),
		})
		.default({}),
});

export type ChurnOptions = z.output<typeof churnOptions>;
