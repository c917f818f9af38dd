import {
	fitOrderModel,
	modelsByName,
	orderModelNames,
	type OrderModelName,
} from '../btyd/fitOrderModel';
import type { TransactionFit } from '../btyd/fitTransactions';
import { observeGroups, type ObservedGroups } from '../btyd/observeGroups';
import {
	cutHistories,
	daysPerWeek,
	everyNth,
	ordersWithin,
	type OrderHistories,
} from '../btyd/orderHistories';
import { probabilityOfExactly } from '../btyd/orderProbabilities';
import { oneStretch, predictBatch } from '../btyd/predictBatch';
import { transactionModelName } from '../btyd/transactionModel';
import { distinctValues } from '../stats/distinctValues';
import { heldBackDays } from './heldBackDays';
import { isLargeEnough } from './isLargeEnough';
import type { ShapingOptions } from './options';

/** What each candidate would have predicted of the days held back. */
export interface CandidateScore {
	readonly orderModel: OrderModelName;
	/** As the literature writes it. */
	readonly name: string;
	/** Mean log of the probability given to what each customer then did; higher is better. */
	readonly logScore: number;
	readonly meanAbsoluteError: number;
	readonly totalErrorPercent: number;
}

/** The model taken, and why. */
export interface OrderModelChoice {
	readonly orderModel: OrderModelName;
	readonly reason: string;
	/** Null where the history was too short to hold anything back. */
	readonly heldBackDays: number | null;
	readonly candidates: CandidateScore[];
}

/** The choice is made on at most so many customers: more don't change it, and it takes several fits. */
const mostCustomers = 20_000;
const fewestHeldBackDays = 28;

/**
 * Chooses the model of order times that would have predicted the shop's own past best.
 *
 * Holds back the last days (the horizon, but at most a third of the history), fits every model on what came before and takes
 * the one that gave what then happened the highest probability (mean log score, a proper score: it rewards right
 * probabilities and not only right averages). Where too little is left to fit on, the likelihood decides, less one per
 * parameter (Akaike).
 */
export function chooseOrderModel(
	histories: OrderHistories,
	horizonDays: number,
	minimum: Pick<ShapingOptions, 'minimumCustomers' | 'minimumRepeatBuyers'>,
): OrderModelChoice {
	const step = Math.ceil(histories.asOfDays.length / mostCustomers);
	const sample = step > 1 ? everyNth(histories, step) : histories;
	const days = heldBackDays(sample, horizonDays);
	if (days >= fewestHeldBackDays) {
		const past = observeGroups(cutHistories(sample, days));
		if (isLargeEnough(past.observation, minimum)) {
			const actual = ordersWithin(sample, past.observation.customers, days).orders;
			const choice = chooseByPrediction(past, actual, days);
			if (choice !== undefined) return choice;
		}
	}
	return chooseByLikelihood(observeGroups(sample));
}

function fitAll(past: ObservedGroups): Array<{ orderModel: OrderModelName; fit: TransactionFit }> {
	const fits: Array<{ orderModel: OrderModelName; fit: TransactionFit }> = [];
	for (const orderModel of orderModelNames) {
		const fit = fitOrderModel(past, orderModel);
		if (fit === undefined || !fit.isConverged) continue;
		// k = 1 is the plain model, which is there already.
		if (modelsByName[orderModel].isRegular && fit.model.regularity === 1) continue;
		fits.push({ orderModel, fit });
	}
	return fits;
}

function chooseByPrediction(
	past: ObservedGroups,
	actual: Float64Array,
	days: number,
): OrderModelChoice | undefined {
	const candidates = fitAll(past).map(({ orderModel, fit }) =>
		scoreCandidate(past, actual, days, orderModel, fit),
	);
	if (candidates.length === 0) return undefined;
	const ranked = [...candidates].sort((one, other) => other.logScore - one.logScore);
	const [best, second] = ranked;
	const margin =
		second === undefined
			? ''
			: ` (mean log score ${best.logScore.toFixed(4)}, next ${second.name} with ${second.logScore.toFixed(4)})`;
	return {
		orderModel: best.orderModel,
		reason: `${best.name} would have predicted the last ${days} days best: it gave what then happened the highest probability${margin}.`,
		heldBackDays: days,
		candidates,
	};
}

function scoreCandidate(
	{ groups }: ObservedGroups,
	actual: Float64Array,
	days: number,
	orderModel: OrderModelName,
	{ model }: TransactionFit,
): CandidateScore {
	const time = days / daysPerWeek;
	const { orders } = predictBatch(model, groups, oneStretch(time));
	let error = 0;
	let predicted = 0;
	let total = 0;
	let most = 0;
	for (let i = 0; i < actual.length; i++) {
		const expected = orders[groups.groupOf[i]];
		error += Math.abs(expected - actual[i]);
		predicted += expected;
		total += actual[i];
		if (actual[i] > most) most = actual[i];
	}
	const outcomes = distinctValues(actual.map((count, i) => groups.groupOf[i] * (most + 1) + count));
	const logs = outcomes.values.map((key) => {
		const count = key % (most + 1);
		const group = (key - count) / (most + 1);
		const customer = {
			repeatTransactions: groups.repeatTransactions[group],
			ageAtLastOrder: groups.ageAtLastOrder[group],
			customerAge: groups.customerAge[group],
		};
		return Math.log(Math.max(probabilityOfExactly(model, customer, time, count), 1e-300));
	});
	let logScore = 0;
	for (let i = 0; i < actual.length; i++) logScore += logs[outcomes.indexOf[i]];
	return {
		orderModel,
		name: transactionModelName(model),
		logScore: logScore / actual.length,
		meanAbsoluteError: error / actual.length,
		totalErrorPercent: total > 0 ? (100 * (predicted - total)) / total : 0,
	};
}

function chooseByLikelihood(present: ObservedGroups): OrderModelChoice {
	const fits = fitAll(present).map(({ orderModel, fit }) => ({
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
				: `${transactionModelName(best.fit.model)} makes the orders most likely; the history is too short to hold back a part of it and compare predictions.`,
		heldBackDays: null,
		candidates: [],
	};
}
