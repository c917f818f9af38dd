import type { LikelihoodSums } from './likelihoodSums';
import type { PreparedLikelihood } from './prepareLikelihood';
import { dropoutChances, type OrderDropoutFamily } from './transactionModel';

function logsAndInverses(
	times: Float64Array,
	alpha: number,
): { logs: Float64Array; inverses: Float64Array } {
	const logs = new Float64Array(times.length);
	const inverses = new Float64Array(times.length);
	for (let i = 0; i < times.length; i++) {
		logs[i] = Math.log1p(times[i] / alpha);
		inverses[i] = 1 / (alpha + times[i]);
	}
	return { logs, inverses };
}

/** Σ w · ln(1 + e^d) for k = 1, where h is 1. */
export function addSilence(
	{ groups }: PreparedLikelihood,
	family: OrderDropoutFamily,
	r: number,
	alpha: number,
	a: number,
	b: number,
	sums: LikelihoodSums,
): void {
	const atAge = logsAndInverses(groups.ages.values, alpha);
	const atLast = logsAndInverses(groups.lastAges.values, alpha);
	const repeats = groups.repeats.values;
	const logOdds = new Float64Array(repeats.length);
	const inverseStay = new Float64Array(repeats.length);
	for (let place = 0; place < repeats.length; place++) {
		const stay = b + dropoutChances(family, repeats[place]) - 1;
		inverseStay[place] = 1 / stay;
		logOdds[place] = Math.log(a / stay);
	}
	const { weight, repeatTransactions } = groups;
	const ageOf = groups.ages.indexOf;
	const lastOf = groups.lastAges.indexOf;
	const repeatOf = groups.repeats.indexOf;
	const inverseA = 1 / a;
	let sum = 0;
	let sr = 0;
	let sAlpha = 0;
	let sw = 0;
	let sb = 0;
	let srr = 0;
	let srAlpha = 0;
	let srA = 0;
	let srB = 0;
	let sAlphaAlpha = 0;
	let sAlphaA = 0;
	let sAlphaB = 0;
	let sAA = 0;
	let sAB = 0;
	let sBB = 0;
	for (let group = 0; group < weight.length; group++) {
		const x = repeatTransactions[group];
		if (x === 0 && family === 'bgNbd') continue;
		const repeat = repeatOf[group];
		const age = ageOf[group];
		const last = lastOf[group];
		const byR = atAge.logs[age] - atLast.logs[last];
		const inverseAge = atAge.inverses[age];
		const inverseLast = atLast.inverses[last];
		const s = r + x;
		const d = logOdds[repeat] + s * byR;
		const e = Math.exp(d < 0 ? d : -d);
		const w = weight[group];
		sum += w * ((d > 0 ? d : 0) + Math.log1p(e));
		const share = 1 / (1 + e);
		const wu = w * (d < 0 ? e * share : share);
		const wuv = w * e * share * share;
		const step = inverseAge - inverseLast;
		const byAlpha = s * step;
		const byB = -inverseStay[repeat];
		sr += wu * byR;
		sAlpha += wu * byAlpha;
		sw += wu;
		sb += wu * byB;
		const vr = wuv * byR;
		const vAlpha = wuv * byAlpha;
		const vb = wuv * byB;
		srr += vr * byR;
		srAlpha += wu * step + vr * byAlpha;
		srA += vr;
		srB += vr * byB;
		sAlphaAlpha -= wu * byAlpha * (inverseAge + inverseLast) - vAlpha * byAlpha;
		sAlphaA += vAlpha;
		sAlphaB += vAlpha * byB;
		sAA += wuv;
		sAB += vb;
		sBB += wu * byB * byB + vb * byB;
	}
	sums.value += sum;
	sums.r += sr;
	sums.alpha += sAlpha;
	sums.a += sw * inverseA;
	sums.b += sb;
	sums.rr += srr;
	sums.rAlpha += srAlpha;
	sums.rA += srA * inverseA;
	sums.rB += srB;
	sums.alphaAlpha += sAlphaAlpha;
	sums.alphaA += sAlphaA * inverseA;
	sums.alphaB += sAlphaB;
	sums.aa += (sAA - sw) * inverseA * inverseA;
	sums.ab += sAB * inverseA;
	sums.bb += sBB;
}

/** Σ w · ln(h + e^d) for k > 1; NBD is never phased. */
export function addPhasedSilence(
	{ regularity: k, groups }: PreparedLikelihood,
	family: OrderDropoutFamily,
	r: number,
	alpha: number,
	a: number,
	b: number,
	sums: LikelihoodSums,
): void {
	const { weight, repeatTransactions, ageAtLastOrder, customerAge } = groups;
	for (let group = 0; group < weight.length; group++) {
		const x = repeatTransactions[group];
		const w = weight[group];
		const s = r + k * x;
		const inverseAge = 1 / (alpha + customerAge[group]);
		const silence = customerAge[group] - ageAtLastOrder[group];
		const z = silence * inverseAge;
		// Sums over the phases j: h, and its first and second derivatives by r and α.
		let term = 1;
		let slope = 0;
		let bend = 0;
		let h = 1;
		let hr = 0;
		let hrr = 0;
		let hAlpha = 0;
		let hrAlpha = 0;
		let hAlphaAlpha = 0;
		for (let j = 1; j < k; j++) {
			const factor = s + j - 1;
			term *= (factor / j) * z;
			slope += 1 / factor;
			bend -= 1 / (factor * factor);
			h += term;
			hr += term * slope;
			hrr += term * (slope * slope + bend);
			hAlpha -= term * j;
			hrAlpha -= term * slope * j;
			hAlphaAlpha += term * j * (j + 1);
		}
		const logH = Math.log(h);
		const lr = hr / h;
		const lAlpha = (hAlpha / h) * inverseAge;
		const lrr = hrr / h - lr * lr;
		const lrAlpha = (hrAlpha / h) * inverseAge - lr * lAlpha;
		const lAlphaAlpha = (hAlphaAlpha / h) * inverseAge * inverseAge - lAlpha * lAlpha;
		sums.value += w * logH;
		const chances = dropoutChances(family, x);
		if (chances === 0) {
			sums.r += w * lr;
			sums.alpha += w * lAlpha;
			sums.rr += w * lrr;
			sums.rAlpha += w * lrAlpha;
			sums.alphaAlpha += w * lAlphaAlpha;
			continue;
		}
		const stay = b + chances - 1;
		const inverseLast = 1 / (alpha + ageAtLastOrder[group]);
		const dr = Math.log1p(silence * inverseLast);
		const step = inverseAge - inverseLast;
		const dAlpha = s * step;
		const difference = Math.log(a / stay) + s * dr - logH;
		const e = Math.exp(-Math.abs(difference));
		sums.value += w * (Math.max(difference, 0) + Math.log1p(e));
		const left = difference < 0 ? e / (1 + e) : 1 / (1 + e);
		const u = w * left;
		const active = w * (difference < 0 ? 1 / (1 + e) : e / (1 + e));
		const uv = (w * e) / ((1 + e) * (1 + e));
		const byR = dr - lr;
		const byAlpha = dAlpha - lAlpha;
		const byA = 1 / a;
		const byB = -1 / stay;
		sums.r += active * lr + u * dr;
		sums.alpha += active * lAlpha + u * dAlpha;
		sums.a += u * byA;
		sums.b += u * byB;
		sums.rr += active * lrr;
		sums.rAlpha += active * lrAlpha + u * step;
		sums.alphaAlpha += active * lAlphaAlpha - u * dAlpha * (inverseAge + inverseLast);
		sums.aa -= u * byA * byA;
		sums.bb += u * byB * byB;
		sums.rr += uv * byR * byR;
		sums.rAlpha += uv * byR * byAlpha;
		sums.rA += uv * byR * byA;
		sums.rB += uv * byR * byB;
		sums.alphaAlpha += uv * byAlpha * byAlpha;
		sums.alphaA += uv * byAlpha * byA;
		sums.alphaB += uv * byAlpha * byB;
		sums.aa += uv * byA * byA;
		sums.ab += uv * byA * byB;
		sums.bb += uv * byB * byB;
	}
}
