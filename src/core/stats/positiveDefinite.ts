/**
 * The lower triangular factor L of a symmetric positive definite matrix, A = L · Lᵀ (Cholesky).
 *
 * Returns undefined where the matrix is not positive definite to working precision; a Newton step then has to be
 * damped.
 */
export function factorPositiveDefinite(matrix: readonly number[][]): number[][] | undefined {
	const size = matrix.length;
	const factor = matrix.map(() => new Array<number>(size).fill(0));
	for (let column = 0; column < size; column++) {
		let pivot = matrix[column][column];
		for (let k = 0; k < column; k++) pivot -= factor[column][k] ** 2;
		if (!(pivot > matrix[column][column] * 1e-14) || !(pivot > 0)) return undefined;
		const root = Math.sqrt(pivot);
		factor[column][column] = root;
		for (let row = column + 1; row < size; row++) {
			let sum = matrix[row][column];
			for (let k = 0; k < column; k++) sum -= factor[row][k] * factor[column][k];
			factor[row][column] = sum / root;
		}
	}
	return factor;
}

/** The x of L · Lᵀ · x = right side. */
export function solveFactored(factor: readonly number[][], rightSide: readonly number[]): number[] {
	const size = factor.length;
	const x = [...rightSide];
	for (let row = 0; row < size; row++) {
		for (let k = 0; k < row; k++) x[row] -= factor[row][k] * x[k];
		x[row] /= factor[row][row];
	}
	for (let row = size - 1; row >= 0; row--) {
		for (let k = row + 1; k < size; k++) x[row] -= factor[k][row] * x[k];
		x[row] /= factor[row][row];
	}
	return x;
}

/** The inverse of a symmetric positive definite matrix, or undefined where it is not positive definite. */
export function invertPositiveDefinite(matrix: readonly number[][]): number[][] | undefined {
	const factor = factorPositiveDefinite(matrix);
	if (factor === undefined) return undefined;
	const columns = matrix.map((_, i) =>
		solveFactored(
			factor,
			matrix.map((_row, j) => (i === j ? 1 : 0)),
		),
	);
	return columns.map((column, i) => column.map((value, j) => (value + columns[j][i]) / 2));
}
