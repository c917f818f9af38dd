import {
	fitOrderModel,
	modelsByName,
	orderModelNames,
	type OrderModelName,
} from '../btyd/fitOrderModel';
import { fitTransactions, type TransactionFit } from '../btyd/fitTransactions';
import { observeGroups, type ObservedGroups } from '../btyd/observeGroups';
import { cutHistories, everyNth, ordersWithin, type OrderHistories } from '../btyd/orderHistories';
import { transactionModelName, type TransactionModel } from '../btyd/transactionModel';
import { candidateScore, predictionErrors, type CandidateScore } from './candidateScore';
import { heldBackDays, historyDays, pastsBefore } from './heldBackDays';
import { isLargeEnough } from './isLargeEnough';
import type { ShapingOptions } from './options';
import { learnReturnShare } from './returnShare';
import { roundTo } from '../stats/rounding';

/** The chosen model, and why. */
export interface OrderModelChoice {
	readonly orderModel: OrderModelName;
	readonly reason: string;
	/** Null where the history was too short to hold anything back. */
	readonly heldBackDays: number | null;
	/** The number of earlier dates at which the models were compared. */
	readonly pasts: number;
	readonly candidates: CandidateScore[];
	/** Share of the customers who seem to have left and come back all the same. */
	readonly returnShare: number;
}

/** The choice is made on at most this many customers: more don't change it, and it needs several fits. */
const mostCustomers = 20_000;
/**
 * Two whole weeks. The likelihood alone prefers gaps that are too regular in a young shop: orders of one day are one, so
 * that no gap is shorter than a day.
 */
const fewestHeldBackDays = 14;
/** Fewer days don't tell who comes back. */
const fewestDaysOfReturns = 28;
/**
 * Mean errors this near to the least are as good; the probabilities given decide among them. A smaller mean error alone
 * rewards predicting too little on sparse shops.
 */
const tie = 0.02;

/**
 * Chooses the model of order times that would have predicted the shop's own past best.
 *
 * Hides the days after up to four earlier dates (the horizon, but at most a third of the history), fits every model on what
 * came before each and takes the one with the least mean absolute error of orders per customer. Within 2% of it, the one
 * that gave what then happened the highest probability (mean log score). A model in which nobody leaves is not taken
 * where the horizon exceeds the history. Where too little is left to fit on, the likelihood decides, less one per
 * parameter (Akaike). What customers who seemed to have left then did tells which share of them comes back.
 */
export function chooseOrderModel(
	histories: OrderHistories,
	horizonDays: number,
	minimum: Pick<ShapingOptions, 'minimumCustomers' | 'minimumRepeatBuyers'>,
): OrderModelChoice {
	const step = Math.ceil(histories.asOfDays.length / mostCustomers);
	const sample = step > 1 ? everyNth(histories, step) : histories;
	const days = heldBackDays(sample, horizonDays);
	const history = historyDays(sample);
	const mayStay = horizonDays <= history;
	if (days >= fewestHeldBackDays) {
		const pasts = pastsBefore(history, days).flatMap((before): Past[] => {
			const observed = observeGroups(cutHistories(sample, days + before));
			if (!isLargeEnough(observed.observation, minimum)) return [];
			const { customers } = observed.observation;
			return [{ observed, actual: ordersWithin(sample, customers, days, before).orders }];
		});
		const choice = pasts.length === 0 ? undefined : chooseByPrediction(pasts, days, mayStay);
		if (choice !== undefined) return choice;
	}
	return chooseByLikelihood(observeGroups(sample), mayStay);
}

/** The shop at an earlier date, and what each of its customers ordered afterwards. */
interface Past {
	readonly observed: ObservedGroups;
	readonly actual: Float64Array;
}

function fitAll(past: ObservedGroups): Array<{ orderModel: OrderModelName; fit: TransactionFit }> {
	const fits: Array<{ orderModel: OrderModelName; fit: TransactionFit }> = [];
	for (const orderModel of orderModelNames) {
		const fit = fitOrderModel(past, orderModel);
		if (fit === undefined || !fit.isConverged) continue;
		// k = 1 is the plain model, which is in the list already.
		if (modelsByName[orderModel].isRegular && fit.model.regularity === 1) continue;
		fits.push({ orderModel, fit });
	}
	return fits;
}

/** A model's score, and how it was fitted on each past. */
type Candidate = CandidateScore & { readonly models: readonly TransactionModel[] };

/** Fits and scores every model on the latest past, and those that converged there, with the same k, on the earlier ones. */
function scoreAll([latest, ...earlier]: readonly Past[], days: number): Candidate[] {
	return fitAll(latest.observed).flatMap(({ orderModel, fit }) => {
		const models = [fit.model];
		const errors = [predictionErrors(latest.observed, latest.actual, days, fit.model)];
		for (const { observed, actual } of earlier) {
			const again = fitAgain(observed, orderModel, fit);
			if (again === undefined || !again.isConverged) return [];
			models.push(again.model);
			errors.push(predictionErrors(observed, actual, days, again.model));
		}
		return [{ ...candidateScore(orderModel, transactionModelName(fit.model), errors), models }];
	});
}

function fitAgain(
	{ groups, observation }: ObservedGroups,
	orderModel: OrderModelName,
	{ model }: TransactionFit,
): TransactionFit | undefined {
	const { family } = modelsByName[orderModel];
	return fitTransactions(groups, family, model.regularity, observation.sumOfLogGaps, model);
}

function chooseByPrediction(
	pasts: readonly Past[],
	days: number,
	mayStay: boolean,
): OrderModelChoice | undefined {
	const scored = scoreAll(pasts, days);
	const eligible = scored.filter(({ orderModel }) => mayStay || orderModel !== 'nbd');
	if (eligible.length === 0) return undefined;
	const least = Math.min(...eligible.map(({ meanAbsoluteError }) => meanAbsoluteError));
	const near = eligible.filter(({ meanAbsoluteError }) => meanAbsoluteError <= (1 + tie) * least);
	const best = near.reduce((one, other) => (other.logScore > one.logScore ? other : one));
	const fitted = pasts.map((past, i) => ({ ...past, model: best.models[i] }));
	const returnShare = days < fewestDaysOfReturns ? 0 : learnReturnShare(fitted, days);
	return {
		orderModel: best.orderModel,
		reason:
			reasonOf(best, eligible, near.length > 1, days, pasts.length) + returnsInWords(returnShare),
		heldBackDays: days,
		pasts: pasts.length,
		candidates: scored.map(({ models: _, ...score }) => score),
		returnShare,
	};
}

function reasonOf(
	best: CandidateScore,
	eligible: readonly CandidateScore[],
	isTie: boolean,
	days: number,
	pasts: number,
): string {
	const when = pasts === 1 ? `the last ${days} days` : `${pasts} earlier periods of ${days} days`;
	const [second] = eligible
		.filter((candidate) => candidate !== best)
		.sort((one, other) => one.meanAbsoluteError - other.meanAbsoluteError);
	const next =
		second === undefined ? '' : `, ${second.name} by ${second.meanAbsoluteError.toFixed(3)}`;
	const why = isTie
		? '; of the models within 2% of the smallest error, it gave the actual orders the highest probability'
		: '';
	return `${best.name} predicted ${when} best: it was off by ${best.meanAbsoluteError.toFixed(3)} orders per customer on average${next}${why}.`;
}

function returnsInWords(share: number): string {
	if (share === 0) return '';
	return ` Of customers who seem to have left, ${roundTo(100 * share, 1)}% are expected to come back, as some did then.`;
}

function chooseByLikelihood(present: ObservedGroups, mayStay: boolean): OrderModelChoice {
	const eligible = fitAll(present).filter(({ orderModel }) => mayStay || orderModel !== 'nbd');
	const fits = eligible.map(({ orderModel, fit }) => ({
		orderModel,
		fit,
		criterion: fit.logLikelihood - fit.parameterNames.length - (fit.model.regularity > 1 ? 1 : 0),
	}));
	fits.sort((one, other) => other.criterion - one.criterion);
	const best = fits[0];
	return {
		orderModel: best?.orderModel ?? 'mbgNbd',
		reason:
			best === undefined
				? 'No model converged.'
				: `${transactionModelName(best.fit.model)} fits the orders best; the history is too short to hold back part of it and compare predictions.`,
		heldBackDays: null,
		pasts: 0,
		candidates: [],
		returnShare: 0,
	};
}
