import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { ascendingPlaces } from './rankMeasures';

/** Draws of a run are the same on every machine. */
const seed = 20_260_115;
/**
 * With more customers drawn in total than this, fewer resamples are taken: 100 still estimate the standard error to 7%.
 */
const drawsInAll = 5_000_000;
const fewestResamples = 100;
const mostResamples = 1000;
const twoTo32 = 2 ** 32;

/**
 * The standard error of the difference between two scores in the share of all value that their best tenths brought.
 *
 * Paired bootstrap over customers: each resample draws as many customers as there are, with replacement, and measures both
 * scores on it. 100 to 1,000 resamples, fewer for more customers. Null where no resample has any value.
 *
 * @param values 0 or more each
 * @param places of `ascendingPlaces`, where they are known
 */
export function bootstrapCaptureDifference(
	scores: ArrayLike<number>,
	others: ArrayLike<number>,
	values: Float64Array,
	places = ascendingPlaces(scores),
	otherPlaces = ascendingPlaces(others),
): number | null {
	const n = values.length;
	const resamples = Math.min(
		mostResamples,
		Math.max(fewestResamples, Math.floor(drawsInAll / Math.max(1, n))),
	);
	const [best, otherBest] = [bestFirst(scores, places), bestFirst(others, otherPlaces)];
	const random = xoroshiro128plus(seed);
	const counts = new Uint16Array(n);
	let used = 0;
	let sum = 0;
	let sumOfSquares = 0;
	for (let resample = 0; resample < resamples; resample++) {
		counts.fill(0);
		let total = 0;
		for (let draw = 0; draw < n; draw++) {
			const i = Math.floor(((random.next() >>> 0) / twoTo32) * n);
			counts[i]++;
			total += values[i];
		}
		if (!(total > 0)) continue;
		const difference =
			(captured(best, counts, values) - captured(otherBest, counts, values)) / total;
		used++;
		sum += difference;
		sumOfSquares += difference * difference;
	}
	if (used < 2) return null;
	return Math.sqrt(Math.max(0, (sumOfSquares - (sum * sum) / used) / (used - 1)));
}

/** Customers by score, the best first, and the end of each group of ties. */
interface BestFirst {
	readonly places: Uint32Array;
	/** `endOfTie[i]` is set where entry i is the first of a group. */
	readonly endOfTie: Uint32Array;
}

function bestFirst(scores: ArrayLike<number>, ascending: Uint32Array): BestFirst {
	const places = ascending.slice().reverse();
	const endOfTie = new Uint32Array(places.length);
	for (let start = 0; start < places.length; ) {
		let end = start;
		while (end < places.length && scores[places[end]] === scores[places[start]]) end++;
		endOfTie[start] = end;
		start = end;
	}
	return { places, endOfTie };
}

/** The value of the best tenth of a resample; customers tied at its edge count in part. */
function captured(
	{ places, endOfTie }: BestFirst,
	counts: Uint16Array,
	values: Float64Array,
): number {
	let room = Math.ceil(places.length / 10);
	let sum = 0;
	for (let start = 0; start < places.length && room > 0; start = endOfTie[start]) {
		let customers = 0;
		let value = 0;
		for (let i = start; i < endOfTie[start]; i++) {
			customers += counts[places[i]];
			value += counts[places[i]] * values[places[i]];
		}
		if (customers === 0) continue;
		const share = Math.min(1, room / customers);
		sum += value * share;
		room -= customers * share;
	}
	return sum;
}
