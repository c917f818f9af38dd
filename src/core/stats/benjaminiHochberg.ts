/**
 * p-values adjusted so that, among all below a limit, at most that share is expected to be chance.
 *
 * Benjamini and Hochberg (1995), the step-up procedure: each p times the number of tests over its rank, and never more
 * than that of a greater p.
 *
 * @example benjaminiHochberg([0.5]) // [0.5]
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
	const count = pValues.length;
	const places = pValues.map((_, place) => place);
	places.sort((a, b) => pValues[b] - pValues[a]);
	const adjusted = new Array<number>(count);
	let least = 1;
	places.forEach((place, fromTop) => {
		least = Math.min(least, (pValues[place] * count) / (count - fromTop));
		adjusted[place] = least;
	});
	return adjusted;
}
