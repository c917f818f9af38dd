/** The index of the last of some ascending starts that is not above a place: the part that contains the place. */
export function lastNotAbove(starts: readonly number[], place: number): number {
	let low = 0;
	for (let high = starts.length - 1; low < high; ) {
		const middle = (low + high + 1) >> 1;
		if (starts[middle] > place) high = middle - 1;
		else low = middle;
	}
	return low;
}
