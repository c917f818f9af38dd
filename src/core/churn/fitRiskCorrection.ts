import { fitTransactions, type TransactionFit } from '../btyd/fitTransactions';
import { observeGroups, type ObservedGroups } from '../btyd/observeGroups';
import {
	cutHistories,
	daysPerWeek,
	everyNth,
	ordersWithin,
	type OrderHistories,
} from '../btyd/orderHistories';
import { probabilityOfNoOrder } from '../btyd/orderProbabilities';
import type { TransactionModel } from '../btyd/transactionModel';
import { typicalOf, type ShopHabits } from '../clv/customerHabits';
import { heldBackDays, historyDays, pastsBefore } from '../clv/heldBackDays';
import { isLargeEnough } from '../clv/isLargeEnough';
import type { ShapingOptions } from '../clv/options';
import { fitLogisticRidge } from '../stats/logisticRidge';
import { softplus } from '../stats/softplus';
import {
	correctedLogOdds,
	logOdds,
	riskFeaturesOf,
	riskSigns,
	type Losses,
	type RiskCorrection,
} from './riskCorrection';

/** The most customers whose past is looked at, and the most of one earlier date. */
const mostCustomers = 20_000;
const mostOfOneDate = 5000;
const penalty = 0.001;
const blends = [0.25, 0.5, 0.75, 1];
/** A gain counts from this many of its standard errors on. */
const leastErrors = 2;
/** A date at which fewer customers than this did one of the two teaches nothing. */
const fewestOfEachKind = 50;

/** The customers of an earlier date. */
interface Lesson {
	/** Positions in the order histories. */
	readonly customers: Int32Array;
	/** The log-odds of the model's risk, then the habits. */
	readonly features: number[][];
	/** 1 for customers who then did not order. */
	readonly stayedAway: Uint8Array;
}

/** How each customer of a date was judged by what was learned at other dates. */
interface Trial {
	readonly lesson: Lesson;
	readonly regression: Pick<RiskCorrection, 'constant' | 'weights'>;
}

/** Which features a regression uses: the risk alone, which keeps the ranking, or all. */
const kinds = ['level', 'habits'] as const;
type Kind = (typeof kinds)[number];

/**
 * Fits a correction of the probabilities of no order by what the model leaves out (recent orders, own rhythm, spend).
 *
 * The model is fitted again at up to four earlier dates and gives each customer's probability from what was known then.
 * A logistic regression learns at all of these dates but one and is tested on that one: on the latest, and on each in
 * turn. It is used only if log loss and Brier score fall in both tests by more than two standard errors (of paired
 * differences, summed by customer) and rise at no date. Null where it isn't used, and where the history is shorter than
 * three times the days ahead.
 */
export function fitRiskCorrection(
	histories: OrderHistories,
	orders: TransactionFit,
	days: number,
	minimum: Pick<ShapingOptions, 'minimumCustomers' | 'minimumRepeatBuyers'>,
): RiskCorrection | null {
	const step = Math.ceil(histories.asOfDays.length / mostCustomers);
	const sample = step > 1 ? everyNth(histories, step) : histories;
	if (heldBackDays(sample, days) < days) return null;
	const typical = typicalOf(observeGroups(sample));
	const lessons = pastsBefore(historyDays(sample), days).flatMap((before) => {
		const lesson = lessonAt(sample, orders, typical, days, before, minimum);
		return lesson === undefined ? [] : [lesson];
	});
	if (lessons.length < 2) return null;
	const best = kinds
		.map((kind) => tried(lessons, kind))
		.reduce((one, other) => (other.gain > one.gain ? other : one));
	if (best.blend === 0) return null;
	return {
		...regress(lessons, best.kind),
		blend: best.blend,
		...typical,
		days,
		pasts: lessons.length,
		uncorrected: meanLosses(best.trials, 0),
		corrected: meanLosses(best.trials, best.blend),
	};
}

function lessonAt(
	histories: OrderHistories,
	{ model }: TransactionFit,
	typical: ShopHabits,
	days: number,
	before: number,
	minimum: Pick<ShapingOptions, 'minimumCustomers' | 'minimumRepeatBuyers'>,
): Lesson | undefined {
	const observed = observeGroups(cutHistories(histories, days + before));
	const { groups, observation } = observed;
	if (!isLargeEnough(observation, minimum)) return undefined;
	const { family, regularity, returnShare } = model;
	const fit = fitTransactions(groups, family, regularity, observation.sumOfLogGaps, model);
	if (fit === undefined || !fit.isConverged) return undefined;
	const risks = groupRisks({ ...fit.model, returnShare }, observed, days);
	const step = Math.ceil(observation.customers.length / mostOfOneDate);
	const customers = observation.customers.filter((_, i) => i % step === 0);
	const actual = ordersWithin(histories, customers, days, before).orders;
	const stayedAway = Uint8Array.from(actual, (count) => (count === 0 ? 1 : 0));
	const left = stayedAway.reduce((sum, one) => sum + one, 0);
	if (Math.min(left, stayedAway.length - left) < fewestOfEachKind) return undefined;
	const featuresAt = riskFeaturesOf(observed, typical);
	const features = Array.from(customers, (_, i) =>
		featuresAt(i * step, logOdds(risks[groups.groupOf[i * step]])),
	);
	return { customers, features, stayedAway };
}

/** The probability of no order of each group of equal customers. */
function groupRisks(
	model: TransactionModel,
	{ groups }: ObservedGroups,
	days: number,
): Float64Array {
	return Float64Array.from(groups.weight, (_, group) => {
		const customer = {
			repeatTransactions: groups.repeatTransactions[group],
			ageAtLastOrder: groups.ageAtLastOrder[group],
			customerAge: groups.customerAge[group],
		};
		return Math.min(1, probabilityOfNoOrder(model, customer, days / daysPerWeek));
	});
}

function regress(
	lessons: readonly Lesson[],
	kind: Kind,
): Pick<RiskCorrection, 'constant' | 'weights'> {
	const rows = lessons.flatMap(({ features }) => features);
	const happened = lessons.flatMap(({ stayedAway }) => Array.from(stayedAway));
	if (kind === 'habits') return fitLogisticRidge(rows, happened, penalty, riskSigns);
	const alone = rows.map(([odds]) => [odds]);
	const { constant, weights } = fitLogisticRidge(alone, happened, penalty, riskSigns);
	return { constant, weights: rows[0].map((_, i) => (i === 0 ? weights[0] : 0)) };
}

/** One kind of correction, tested on each date in turn; a blend of 0 where it isn't good enough. */
function tried(lessons: readonly Lesson[], kind: Kind) {
	const trials = lessons.map(
		(lesson): Trial => ({
			lesson,
			regression: regress(
				lessons.filter((other) => other !== lesson),
				kind,
			),
		}),
	);
	const blend = Math.min(bestBlend(trials.slice(0, 1)), bestBlend(trials));
	const gain = blend === 0 ? 0 : meanLosses(trials, 0).logLoss - meanLosses(trials, blend).logLoss;
	return { kind, trials, blend, gain };
}

/** The blend with the least log loss over some dates; 0 where none is better than the model alone. */
function bestBlend(trials: readonly Trial[]): number {
	let best = { blend: 0, logLoss: Infinity };
	for (const blend of blends) {
		const { logLoss } = meanLosses(trials, blend);
		if (logLoss < best.logLoss && isBetter(trials, blend)) best = { blend, logLoss };
	}
	return best.blend;
}

/** Whether both losses fall by more than noise, and at no date rise. */
function isBetter(trials: readonly Trial[], blend: number): boolean {
	const gains = { logLoss: new Map<number, number>(), brierScore: new Map<number, number>() };
	for (const { lesson, regression } of trials) {
		const sums = { logLoss: 0, brierScore: 0 };
		lesson.features.forEach((features, i) => {
			const without = lossesOf(features[0], lesson.stayedAway[i]);
			const odds = correctedLogOdds({ ...regression, blend }, features);
			const having = lossesOf(odds, lesson.stayedAway[i]);
			for (const loss of ['logLoss', 'brierScore'] as const) {
				const gain = without[loss] - having[loss];
				sums[loss] += gain;
				const customer = lesson.customers[i];
				gains[loss].set(customer, (gains[loss].get(customer) ?? 0) + gain);
			}
		});
		if (sums.logLoss < 0 || sums.brierScore < 0) return false;
	}
	return isBeyondNoise(gains.logLoss) && isBeyondNoise(gains.brierScore);
}

function isBeyondNoise(gainOf: ReadonlyMap<number, number>): boolean {
	const gains = [...gainOf.values()];
	const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
	const squares = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0);
	return mean > (leastErrors * Math.sqrt(squares)) / gains.length;
}

function meanLosses(trials: readonly Trial[], blend: number): Losses {
	const sums = { logLoss: 0, brierScore: 0 };
	let size = 0;
	for (const { lesson, regression } of trials) {
		lesson.features.forEach((features, i) => {
			const odds = correctedLogOdds({ ...regression, blend }, features);
			const { logLoss, brierScore } = lossesOf(odds, lesson.stayedAway[i]);
			sums.logLoss += logLoss;
			sums.brierScore += brierScore;
			size++;
		});
	}
	return { logLoss: sums.logLoss / size, brierScore: sums.brierScore / size };
}

function lossesOf(odds: number, happened: number): Losses {
	const against = happened === 1 ? -odds : odds;
	const miss = 1 / (1 + Math.exp(-against));
	return { logLoss: softplus(against), brierScore: miss * miss };
}
