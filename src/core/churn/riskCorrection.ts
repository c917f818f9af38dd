import { z } from 'zod';
import type { ObservedGroups } from '../btyd/observeGroups';
import { habitFeatures, habitsOf, shopHabits, type ShopHabits } from '../clv/customerHabits';
import { logOddsOf, type Sign } from '../stats/logisticRidge';

/** The features of a correction, in this order: the log-odds of the model's risk, then the customer's habits. */
export const riskFeatures = ['predictedRisk', ...habitFeatures] as const;

/**
 * How each feature may change a risk. A day without an order raises the first, the days and gaps since the last order
 * and the age, and lowers the recent counts: so no day of silence lowers a corrected risk that the model alone raises.
 */
export const riskSigns = [
	'positive',
	'positive',
	'either',
	'positive',
	'negative',
	'negative',
	'either',
	'positive',
] as const satisfies readonly Sign[];

/** Mean losses over the customers of earlier dates, each judged by what was learned at the other dates. */
const losses = z.object({
	/** −ln of the probability given to what happened. */
	logLoss: z.number(),
	/** Squared distance of the probability from what happened. */
	brierScore: z.number(),
});

/** A logistic regression on top of the model's probability of no order. */
export const riskCorrection = z.object({
	constant: z.number().finite(),
	weights: z.array(z.number().finite()).length(riskFeatures.length),
	/** The share of the correction that is applied: 1 is all of it. */
	blend: z.number().gt(0).max(1),
	...shopHabits.shape,
	/** Days ahead that it was fitted for; it is not applied to others. */
	days: z.number().int().min(1),
	/** The number of earlier dates that it was learned and tested at. */
	pasts: z.number().int().min(2),
	uncorrected: losses,
	corrected: losses,
});

export type RiskCorrection = z.output<typeof riskCorrection>;
export type Losses = z.output<typeof losses>;

/** A correction multiplies or divides the odds of a risk by at most this. */
const mostTimes = 10;
/** Log-odds of a risk beyond this are as certain. */
const surest = 30;

/** The log-odds of a risk. */
export function logOdds(risk: number): number {
	return Math.min(surest, Math.max(-surest, Math.log(risk) - Math.log1p(-risk)));
}

/** The features of one customer, by index in the observation, whose risk has the given log-odds. */
export function riskFeaturesOf(
	observed: ObservedGroups,
	shop: ShopHabits,
): (place: number, odds: number) => number[] {
	const habitsAt = habitsOf(observed, shop);
	return (place, odds) => [odds, ...habitsAt(place)];
}

/** Log-odds moved toward those of the regression, by no more than the correction may. */
export function correctedLogOdds(
	correction: Pick<RiskCorrection, 'constant' | 'weights' | 'blend'>,
	features: readonly number[],
): number {
	const [odds] = features;
	const most = Math.log(mostTimes);
	const shift = logOddsOf(correction, features) - odds;
	return odds + correction.blend * Math.min(most, Math.max(-most, shift));
}

/** Returns the function that corrects the risk of a customer, by index in the observation; a risk of 0 or 1 stays. */
export function riskCorrector(
	correction: RiskCorrection,
	observed: ObservedGroups,
): (place: number, risk: number) => number {
	const featuresAt = riskFeaturesOf(observed, correction);
	return (place, risk) => {
		if (!(risk > 0 && risk < 1)) return risk;
		const odds = correctedLogOdds(correction, featuresAt(place, logOdds(risk)));
		return 1 / (1 + Math.exp(-odds));
	};
}
