import { paretoOrderChances } from './paretoOrderChances';
import { dropoutChances, type TransactionModel } from './transactionModel';

/** A longer series does not occur in a real shop; the spread is then not calculated. */
const longestSeries = 20_000;
const negligible = 1e-5;

/**
 * P(n orders), n = 1, 2, …, in the next `time` units of a customer who is active in a given hidden phase.
 *
 * Either all n orders were survived and no more came, or the n-th was the customer's last. Ends where less than 1e-5 is
 * left. Undefined for customers with absurd counts.
 */
export function orderChancesWhileActive(
	model: TransactionModel,
	repeatTransactions: number,
	customerAge: number,
	time: number,
	phase: number,
): number[] | undefined {
	if (model.family === 'paretoNbd') {
		return paretoOrderChances(model, { repeatTransactions, customerAge }, time);
	}
	const { regularity: k, r, alpha, a } = model;
	const stay = model.b + dropoutChances(model.family, repeatTransactions);
	const s = r + k * repeatTransactions + phase;
	const ratio = time / (alpha + customerAge);
	const mean = s * ratio;
	if (!(mean + 20 * (1 + ratio) < longestSeries)) return undefined;
	const z = ratio / (1 + ratio);
	const logOfNone = -s * Math.log1p(ratio);
	const isScaled = logOfNone < -700;
	let events = isScaled ? Math.max(0, Math.floor(mean - 14 * Math.sqrt(mean * (1 + ratio)))) : 0;
	// renewals[n]: the chance (up to a factor) that n orders would come if nobody left.
	const renewals: number[] = [];
	let probability = isScaled ? 1 : Math.exp(logOfNone);
	let mass = 0;
	for (;;) {
		const n = Math.floor((phase + events) / k);
		while (renewals.length <= n) renewals.push(0);
		renewals[n] += probability;
		mass += probability;
		const growth = (z * (s + events)) / (events + 1);
		probability *= growth;
		events++;
		if (isScaled && probability > 1e250) {
			probability *= 1e-250;
			mass *= 1e-250;
			for (let i = 0; i < renewals.length; i++) renewals[i] *= 1e-250;
		}
		if (growth < 1 && probability < negligible * mass * (1 - growth)) break;
	}
	const chances = new Array<number>(renewals.length - 1);
	let atLeast = 0;
	for (let n = renewals.length - 1; n > 0; n--) {
		atLeast += renewals[n];
		const goesOn = (stay + n - 1) / (a + stay + n - 1);
		chances[n - 1] = (goesOn * renewals[n] + (1 - goesOn) * atLeast) / mass;
	}
	let survival = 1;
	for (let n = 1; n <= chances.length; n++) {
		chances[n - 1] *= survival;
		survival *= (stay + n - 1) / (a + stay + n - 1);
	}
	return chances;
}
