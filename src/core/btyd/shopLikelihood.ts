import type { Curvature } from '../stats/maximize';
import { emptySums, inLogParameters, type LikelihoodSums } from './likelihoodSums';
import { addParetoDropout } from './paretoLikelihood';
import type { PreparedLikelihood } from './prepareLikelihood';
import { longestSum, risingLogGamma } from './risingLogGamma';
import { addPhasedSilence, addSilence } from './silenceLikelihood';
import { addSurvivedChance, noChances, survivedChances, type Survived } from './survivedChances';
import { dropoutChances, type OrderDropoutFamily } from './transactionModel';

/**
 * The shop's log-likelihood with gradient and Hessian in the logs of the parameters (r, α, a, b; r, α for NBD; r, α, s, β
 * for Pareto/NBD).
 *
 * Sums over integers replace lnΓ, because x is an integer; logs are taken once per distinct time; the rest per group is
 * one sigmoid. The cost grows with the number of groups.
 */
export function shopLikelihood(
	prepared: PreparedLikelihood,
	logParameters: readonly number[],
): Curvature {
	const [r, alpha, a = 0, b = 1] = logParameters.map(Math.exp);
	const sums = emptySums();
	addTiming(prepared, r, alpha, sums);
	const { family } = prepared;
	if (family === 'paretoNbd') {
		addParetoDropout(prepared, r, alpha, a, b, sums);
	} else if (family !== 'nbd') {
		addSurvival(prepared, family, a, b, sums);
		if (prepared.regularity === 1) addSilence(prepared, family, r, alpha, a, b, sums);
	}
	if (family !== 'paretoNbd' && prepared.regularity > 1) {
		addPhasedSilence(prepared, family, r, alpha, a, b, sums);
	}
	return inLogParameters(sums, [r, alpha, a, b].slice(0, logParameters.length));
}

function addTiming(
	{
		groups,
		regularity,
		customersByRepeats,
		customersByAge,
		repeatsByAge,
		constant,
	}: PreparedLikelihood,
	r: number,
	alpha: number,
	sums: LikelihoodSums,
): void {
	sums.value += constant;
	const repeats = groups.repeats.values;
	let sum = 0;
	let slope = 0;
	let bend = 0;
	let n = 0;
	for (let place = 0; place < repeats.length; place++) {
		const events = regularity * repeats[place];
		const customers = customersByRepeats[place];
		if (events > longestSum) {
			const rising = risingLogGamma(r, events);
			sums.value += customers * rising.value;
			sums.r += customers * rising.slope;
			sums.rr += customers * rising.bend;
			continue;
		}
		for (; n < events; n++) {
			const inverse = 1 / (r + n);
			sum += Math.log(r + n);
			slope += inverse;
			bend -= inverse * inverse;
		}
		sums.value += customers * sum;
		sums.r += customers * slope;
		sums.rr += customers * bend;
	}
	const ages = groups.ages.values;
	for (let place = 0; place < ages.length; place++) {
		const age = ages[place];
		const customers = customersByAge[place];
		const events = regularity * repeatsByAge[place];
		const inverse = 1 / (alpha + age);
		const logRatio = Math.log1p(age / alpha);
		const lost = customers * age * (inverse / alpha);
		sums.value -= customers * r * logRatio + events * Math.log(alpha + age);
		sums.r -= customers * logRatio;
		sums.alpha += r * lost - events * inverse;
		sums.rAlpha += lost;
		sums.alphaAlpha += events * inverse * inverse - r * lost * (inverse + 1 / alpha);
	}
}

function addSurvival(
	{ groups, customersByRepeats }: PreparedLikelihood,
	family: OrderDropoutFamily,
	a: number,
	b: number,
	sums: LikelihoodSums,
): void {
	const repeats = groups.repeats.values;
	const sum = noChances();
	let n = 0;
	for (let place = 0; place < repeats.length; place++) {
		const chances = dropoutChances(family, repeats[place]);
		const customers = customersByRepeats[place];
		let survived: Survived = sum;
		if (chances > longestSum) survived = survivedChances(a, b, chances);
		else for (; n < chances; n++) addSurvivedChance(sum, a, b, n);
		sums.value += customers * survived.value;
		sums.a += customers * survived.byA;
		sums.b += customers * survived.byB;
		sums.aa += customers * survived.byAA;
		sums.ab += customers * survived.byAB;
		sums.bb += customers * survived.byBB;
	}
}
