import { observeGroups } from '../../src/core/btyd/observeGroups';
import {
	cutHistories,
	daysPerWeek,
	observe,
	ordersWithin,
	type OrderHistories,
} from '../../src/core/btyd/orderHistories';
import { probabilityOfNoOrder } from '../../src/core/btyd/orderProbabilities';
import { fitRiskCorrection } from '../../src/core/churn/fitRiskCorrection';
import { riskCorrector } from '../../src/core/churn/riskCorrection';
import { fitOrders } from '../../src/core/clv/fitOrders';
import { historyDays } from '../../src/core/clv/heldBackDays';
import { shapingOptions } from '../../src/core/clv/options';
import { areaUnderCurve } from '../../src/core/stats/rankMeasures';
import type { Shop } from './shops';

const mostCuts = 3;
/** The default of Days Ahead. */
const usualDays = 90;

/** How well probabilities of no order met what happened. */
interface RiskMeasures {
	readonly auc: number;
	readonly logLoss: number;
	readonly brierScore: number;
	/** Mean distance of predicted and actual share over tenths of customers ordered by risk. */
	readonly calibrationError: number;
}

/**
 * Churn Check's Probability with Automatic, before and after its own correction, at up to three dates: rows of a table.
 *
 * Looks 90 days ahead, or a sixth of a shorter history, so that earlier dates remain to learn from.
 */
export function compareChurnRisks({ name, histories }: Shop): string[] {
	const history = historyDays(histories);
	const days = Math.min(usualDays, Math.floor(history / 6));
	const cuts = Array.from({ length: mostCuts }, (_, i) => i * days).filter(
		(before) => history - before - days >= 3 * days,
	);
	const before: RiskMeasures[] = [];
	const after: RiskMeasures[] = [];
	let taken = 0;
	for (const cut of cuts) {
		const past = cutHistories(histories, days + cut);
		const risks = risksOf(past, days);
		if (risks === null) continue;
		const actual = ordersWithin(histories, observe(past).customers, days, cut).orders;
		before.push(measureRisks(risks.plain, actual));
		after.push(measureRisks(risks.corrected, actual));
		if (risks.isCorrected) taken++;
	}
	if (before.length === 0) return [`| ${name} | no model |`];
	const cells = (['auc', 'logLoss', 'brierScore', 'calibrationError'] as const).map((key) => {
		const mean = (list: readonly RiskMeasures[]) =>
			(list.reduce((sum, one) => sum + one[key], 0) / list.length).toFixed(4);
		return `${mean(before)} | ${mean(after)}`;
	});
	return [`| ${name} | ${days} | ${taken} of ${before.length} | ${cells.join(' | ')} |`];
}

export const churnTableHead = [
	'| | days | corrected at | AUC | corrected | log loss | corrected | Brier | corrected | calibration error | corrected |',
	'|---|---|---|---|---|---|---|---|---|---|---|',
];

function risksOf(past: OrderHistories, days: number) {
	const observed = observeGroups(past);
	const options = shapingOptions.parse({});
	const { orders } = fitOrders(past, observed, options, days);
	if (orders === null) return null;
	const { repeatTransactions, ageAtLastOrder, customerAge } = observed.observation;
	const plain = repeatTransactions.map((repeats, i) =>
		Math.min(
			1,
			probabilityOfNoOrder(
				orders.model,
				{
					repeatTransactions: repeats,
					ageAtLastOrder: ageAtLastOrder[i] / daysPerWeek,
					customerAge: customerAge[i] / daysPerWeek,
				},
				days / daysPerWeek,
			),
		),
	);
	const correction = fitRiskCorrection(past, orders, days, options);
	const correct = correction === null ? undefined : riskCorrector(correction, observed);
	const corrected = plain.map((risk, i) => correct?.(i, risk) ?? risk);
	return { plain, corrected, isCorrected: correct !== undefined };
}

function measureRisks(risks: Float64Array, orders: Float64Array): RiskMeasures {
	const stayedAway = orders.map((count) => (count === 0 ? 1 : 0));
	let logLoss = 0;
	let brierScore = 0;
	risks.forEach((risk, i) => {
		const chance = stayedAway[i] === 1 ? risk : 1 - risk;
		logLoss -= Math.log(Math.max(1e-15, chance));
		brierScore += (1 - chance) ** 2;
	});
	return {
		auc: areaUnderCurve(risks, stayedAway) ?? NaN,
		logLoss: logLoss / risks.length,
		brierScore: brierScore / risks.length,
		calibrationError: calibrationErrorOf(risks, stayedAway),
	};
}

function calibrationErrorOf(risks: Float64Array, stayedAway: Float64Array): number {
	const places = Array.from(risks, (_, i) => i).sort((one, other) => risks[one] - risks[other]);
	let error = 0;
	for (let tenth = 0; tenth < 10; tenth++) {
		const own = places.slice(
			Math.floor((tenth * places.length) / 10),
			Math.floor(((tenth + 1) * places.length) / 10),
		);
		error += Math.abs(own.reduce((sum, i) => sum + risks[i] - stayedAway[i], 0));
	}
	return error / risks.length;
}
