/**
 * The non-increasing sequence nearest to `values` in weighted least squares.
 *
 * Pool-adjacent-violators algorithm: neighbors that rise are replaced by their weighted mean until none rises.
 *
 * @example poolAdjacentViolators([3, 1, 2], [1, 1, 1]) // [3, 1.5, 1.5]
 */
export function poolAdjacentViolators(
	values: readonly number[],
	weights: readonly number[],
): number[] {
	const blocks: Array<{ mean: number; weight: number; length: number }> = [];
	values.forEach((value, index) => {
		let block = { mean: value, weight: weights[index], length: 1 };
		for (;;) {
			const before = blocks.at(-1);
			if (before === undefined || before.mean >= block.mean) break;
			blocks.pop();
			const weight = before.weight + block.weight;
			block = {
				mean: (before.mean * before.weight + block.mean * block.weight) / weight,
				weight,
				length: before.length + block.length,
			};
		}
		blocks.push(block);
	});
	return blocks.flatMap(({ mean, length }) => Array.from({ length }, () => mean));
}
