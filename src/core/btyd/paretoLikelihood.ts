import { GammaPowerPoints, integrateGammaPowers } from './gammaPowerIntegral';
import type { LikelihoodSums } from './likelihoodSums';
import { highestLog } from './paretoDropout';
import type { PreparedLikelihood } from './prepareLikelihood';

/**
 * Adds to a log-likelihood what Pareto/NBD has beyond NBD: s ln(β/(β+T)) for having stayed, and ln(1 + e^d) for the chance
 * that the customer left unseen, with their derivatives. `a` and `b` of the sums stand for s and β.
 */
export function addParetoDropout(
	prepared: PreparedLikelihood,
	r: number,
	alpha: number,
	s: number,
	beta: number,
	sums: LikelihoodSums,
): void {
	addStaying(prepared, s, beta, sums);
	const { weight, repeatTransactions, ageAtLastOrder, customerAge } = prepared.groups;
	const points = new GammaPowerPoints();
	for (let group = 0; group < weight.length; group++) {
		const age = customerAge[group];
		const last = ageAtLastOrder[group];
		if (!(age > last)) continue;
		const customer = {
			repeatTransactions: repeatTransactions[group],
			ageAtLastOrder: last,
			customerAge: age,
		};
		const model = { family: 'paretoNbd', regularity: 1, r, alpha, s, beta } as const;
		addUnseenDropout(model, customer, weight[group], points, sums);
	}
}

function addStaying(
	{ groups, customersByAge }: PreparedLikelihood,
	s: number,
	beta: number,
	sums: LikelihoodSums,
): void {
	const ages = groups.ages.values;
	for (let place = 0; place < ages.length; place++) {
		const age = ages[place];
		const customers = customersByAge[place];
		const inverse = 1 / (beta + age);
		const logRatio = Math.log1p(age / beta);
		const lost = customers * age * (inverse / beta);
		sums.value -= customers * s * logRatio;
		sums.a -= customers * logRatio;
		sums.b += s * lost;
		sums.ab += lost;
		sums.bb -= s * lost * (inverse + 1 / beta);
	}
}

/** Means over the time of leaving u of the derivatives of the log of the integrand, which are those of d. */
function addUnseenDropout(
	model: Parameters<typeof highestLog>[0],
	customer: Parameters<typeof highestLog>[1],
	weight: number,
	points: GammaPowerPoints,
	sums: LikelihoodSums,
): void {
	const { r, alpha, s, beta } = model;
	const { ageAtLastOrder, customerAge } = customer;
	const p = r + customer.repeatTransactions;
	const logA = Math.log(alpha + customerAge);
	const logB = Math.log(beta + customerAge);
	const inverseA = 1 / (alpha + customerAge);
	const inverseB = 1 / (beta + customerAge);
	const highest = highestLog(model, customer);
	let byR = 0;
	let byAlpha = 0;
	let byS = 0;
	let byBeta = 0;
	let rr = 0;
	let rAlpha = 0;
	let rS = 0;
	let rBeta = 0;
	let alphaAlpha = 0;
	let alphaS = 0;
	let alphaBeta = 0;
	let ss = 0;
	let sBeta = 0;
	let betaBeta = 0;
	const total = integrateGammaPowers(
		{ c: 0, p, q: s + 1, a: alpha, b: beta },
		ageAtLastOrder,
		customerAge,
		-highest,
		points,
	);
	for (let i = 0; i < points.count; i++) {
		const value = points.value[i];
		const ia = 1 / (alpha + points.u[i]);
		const ib = 1 / (beta + points.u[i]);
		const fr = logA - points.logA[i];
		const fAlpha = p * (inverseA - ia);
		const fs = logB - points.logB[i];
		const fBeta = s * inverseB - (s + 1) * ib;
		byR += value * fr;
		byAlpha += value * fAlpha;
		byS += value * fs;
		byBeta += value * fBeta;
		rr += value * fr * fr;
		rAlpha += value * (fr * fAlpha + inverseA - ia);
		rS += value * fr * fs;
		rBeta += value * fr * fBeta;
		alphaAlpha += value * (fAlpha * fAlpha - p * (inverseA * inverseA - ia * ia));
		alphaS += value * fAlpha * fs;
		alphaBeta += value * fAlpha * fBeta;
		ss += value * fs * fs;
		sBeta += value * (fs * fBeta + inverseB - ib);
		betaBeta += value * (fBeta * fBeta - s * inverseB * inverseB + (s + 1) * ib * ib);
	}
	if (!(total > 0)) return;
	const d = Math.log(s * total) + p * logA + s * logB + highest;
	const e = Math.exp(-Math.abs(d));
	const left = d < 0 ? e / (1 + e) : 1 / (1 + e);
	const u = weight * left;
	const share = 1 / total;
	// The second derivatives of ln(1 + e^d) are u (d_ij + (1 − u) d_i d_j), and d_ij = ⟨f_ij + f_i f_j⟩ − ⟨f_i⟩⟨f_j⟩.
	const dr = byR * share;
	const dAlpha = byAlpha * share;
	const meanS = byS * share;
	const ds = meanS + 1 / s;
	const dBeta = byBeta * share;
	sums.value += weight * (Math.max(d, 0) + Math.log1p(e));
	sums.r += u * dr;
	sums.alpha += u * dAlpha;
	sums.a += u * ds;
	sums.b += u * dBeta;
	sums.rr += u * (rr * share - left * dr * dr);
	sums.rAlpha += u * (rAlpha * share - left * dr * dAlpha);
	sums.rA += u * (rS * share - dr * meanS + (1 - left) * dr * ds);
	sums.rB += u * (rBeta * share - left * dr * dBeta);
	sums.alphaAlpha += u * (alphaAlpha * share - left * dAlpha * dAlpha);
	sums.alphaA += u * (alphaS * share - dAlpha * meanS + (1 - left) * dAlpha * ds);
	sums.alphaB += u * (alphaBeta * share - left * dAlpha * dBeta);
	sums.aa += u * (ss * share - meanS * meanS - 1 / (s * s) + (1 - left) * ds * ds);
	sums.ab += u * (sBeta * share - meanS * dBeta + (1 - left) * ds * dBeta);
	sums.bb += u * (betaBeta * share - left * dBeta * dBeta);
}
