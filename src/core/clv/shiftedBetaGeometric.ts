import { maximize, type Curvature } from '../stats/maximize';

/**
 * The shifted Beta-Geometric model of contractual retention: each period a subscriber leaves with a probability of their
 * own, Beta(gamma, delta) over all. Fader, Hardie 2007, "How to project customer retention".
 */
export interface RetentionModel {
	readonly gamma: number;
	readonly delta: number;
}

/** The share of a cohort still subscribed after `periods` renewals. */
export function survivalShare({ gamma, delta }: RetentionModel, periods: number): number {
	let log = 0;
	for (let i = 0; i < periods; i++) log -= Math.log1p(gamma / (delta + i));
	return Math.exp(log);
}

/** The share of those subscribed after `period − 1` renewals who renew once more. */
export function retentionRate({ gamma, delta }: RetentionModel, period: number): number {
	return (delta + period - 1) / (gamma + delta + period - 1);
}

/**
 * The discounted number of renewals still to come of a subscriber just before renewal number `renewal`.
 *
 * Σ of survival ratios, each divided by (1 + rate) per period: DERL of Fader, Hardie 2010 as a sum of positive terms,
 * which ends when what is left can't change the last digit. `rate` per period is above 0.
 */
export function discountedRenewals(
	{ gamma, delta }: RetentionModel,
	renewal: number,
	rate: number,
): number {
	let share = 1;
	let total = 0;
	for (let i = 0; i < 1e7; i++) {
		share *= (delta + renewal - 1 + i) / (gamma + delta + renewal - 1 + i);
		total += share;
		share /= 1 + rate;
		if (share * (1 + rate) <= 1e-17 * rate * total) break;
	}
	return total;
}

/** A retention model fitted by maximum likelihood. */
export interface RetentionFit {
	readonly model: RetentionModel;
	readonly logLikelihood: number;
	readonly isConverged: boolean;
}

/**
 * Fits the model to how many of a cohort are left after each period.
 *
 * @param survivors `survivors[0]` start, `survivors[i]` are left after period i; never rising
 */
export function fitRetention(survivors: readonly number[]): RetentionFit {
	const periods = survivors.length - 1;
	const left = survivors[periods];
	const evaluate = (point: readonly number[]): Curvature => {
		const [gamma, delta] = point.map(Math.exp);
		const total = { value: 0, g: 0, d: 0, gg: 0, gd: 0, dd: 0 };
		// Those who leave in period i survive i − 1 chances and then leave; those left survive all.
		for (let i = 0; i < periods; i++) {
			const stay = 1 / (delta + i);
			const all = 1 / (gamma + delta + i);
			const leaving = survivors[i] - survivors[i + 1];
			const staying = survivors[i + 1];
			total.value += leaving * Math.log(gamma * all) + staying * Math.log((delta + i) * all);
			total.g += leaving * (1 / gamma - all) - staying * all;
			total.d += -leaving * all + staying * (stay - all);
			total.gg += leaving * (all * all - 1 / (gamma * gamma)) + staying * all * all;
			total.gd += (leaving + staying) * all * all;
			total.dd += leaving * all * all + staying * (all * all - stay * stay);
		}
		const gradient = [gamma * total.g, delta * total.d];
		return {
			value: total.value,
			gradient,
			hessian: [
				[gamma * gamma * total.gg + gradient[0], gamma * delta * total.gd],
				[gamma * delta * total.gd, delta * delta * total.dd + gradient[1]],
			],
		};
	};
	const start = Math.log(Math.max(left, 1) / Math.max(survivors[0], 1)) / Math.max(periods, 1);
	const found = maximize(evaluate, [0, Math.log(1 / Math.max(-start, 0.05))], [-12, -12], [12, 12]);
	const [gamma, delta] = found.at.map(Math.exp);
	return {
		model: { gamma, delta },
		logLikelihood: found.curvature.value,
		isConverged: found.isConverged,
	};
}
