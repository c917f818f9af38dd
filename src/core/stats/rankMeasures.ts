import { distinctValues } from './distinctValues';
import { orNull } from './orNull';

/**
 * The area under the ROC curve: how often somebody with the event had a higher score than somebody without; ties count
 * half. Null where all or none have the event.
 *
 * @param places of `ascendingPlaces`, where they are known
 */
export function areaUnderCurve(
	scores: ArrayLike<number>,
	happened: ArrayLike<number>,
	places = ascendingPlaces(scores),
): number | null {
	let positives = 0;
	let rankSum = 0;
	for (let start = 0; start < places.length; ) {
		let end = start;
		let hits = 0;
		while (end < places.length && scores[places[end]] === scores[places[start]]) {
			if (happened[places[end]] > 0) hits++;
			end++;
		}
		positives += hits;
		rankSum += (hits * (start + 1 + end)) / 2;
		start = end;
	}
	const negatives = places.length - positives;
	if (positives === 0 || negatives === 0) return null;
	return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/**
 * The share of all value that the best-scored tenth of the customers brought. Customers tied at its edge count in part,
 * so that the order of the input doesn't matter. Null where there is no value.
 */
export function topDecileCapture(
	scores: ArrayLike<number>,
	values: ArrayLike<number>,
	places = ascendingPlaces(scores),
): number | null {
	let total = 0;
	for (let i = 0; i < values.length; i++) total += values[i];
	if (!(total > 0)) return null;
	let room = Math.ceil(places.length / 10);
	let captured = 0;
	for (let end = places.length; end > 0 && room > 0; ) {
		let start = end;
		let value = 0;
		while (start > 0 && scores[places[start - 1]] === scores[places[end - 1]]) {
			start--;
			value += values[places[start]];
		}
		const share = Math.min(1, room / (end - start));
		captured += value * share;
		room -= (end - start) * share;
		end = start;
	}
	return captured / total;
}

/**
 * The similarity of two rankings (Spearman): 1 the same, −1 the reverse; ties share the mean of their ranks. Null where
 * either ranking has only ties.
 *
 * @param ranks of `averageRanks`
 */
export function rankCorrelation(ranks: Float64Array, others: Float64Array): number | null {
	// Every list of average ranks has the same mean.
	const mean = (ranks.length + 1) / 2;
	let products = 0;
	let squares = 0;
	let squaresOfOthers = 0;
	for (let i = 0; i < ranks.length; i++) {
		const distance = ranks[i] - mean;
		const distanceOfOther = others[i] - mean;
		products += distance * distanceOfOther;
		squares += distance * distance;
		squaresOfOthers += distanceOfOther * distanceOfOther;
	}
	return orNull(products / Math.sqrt(squares * squaresOfOthers));
}

/** The rank of every entry, 1 the lowest; tied ones share the mean of their ranks. */
export function averageRanks(
	scores: ArrayLike<number>,
	places = ascendingPlaces(scores),
): Float64Array {
	const ranks = new Float64Array(places.length);
	for (let start = 0; start < places.length; ) {
		let end = start;
		while (end < places.length && scores[places[end]] === scores[places[start]]) end++;
		for (let i = start; i < end; i++) ranks[places[i]] = (start + 1 + end) / 2;
		start = end;
	}
	return ranks;
}

/** Places in ascending order of their scores. */
export function ascendingPlaces(scores: ArrayLike<number>): Uint32Array {
	const lowest = Math.min(0, smallest(scores));
	const shifted = new Float64Array(scores.length);
	for (let i = 0; i < shifted.length; i++) shifted[i] = scores[i] - lowest;
	const { indexOf, values } = distinctValues(shifted);
	const next = new Uint32Array(values.length + 1);
	for (let i = 0; i < indexOf.length; i++) next[indexOf[i] + 1]++;
	for (let i = 1; i < next.length; i++) next[i] += next[i - 1];
	const places = new Uint32Array(indexOf.length);
	for (let i = 0; i < indexOf.length; i++) places[next[indexOf[i]]++] = i;
	return places;
}

function smallest(list: ArrayLike<number>): number {
	let lowest = Infinity;
	for (let i = 0; i < list.length; i++) if (list[i] < lowest) lowest = list[i];
	return lowest;
}
