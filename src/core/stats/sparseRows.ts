/**
 * Rows of features most of which are 0: `column[k]` and `value[k]` for k from `start[row]` to below `start[row + 1]`.
 */
export interface SparseRows {
	/** Number of features. */
	readonly columns: number;
	/** One more entry than there are rows. */
	readonly start: Int32Array;
	/** Ascending within a row. */
	readonly column: Int32Array;
	readonly value: Float64Array;
}

/** Mean and population standard deviation of one feature. */
export interface Spread {
	readonly mean: number;
	/** 0 for a feature that is the same everywhere. */
	readonly deviation: number;
}

/** Number of rows. */
export function rowCount({ start }: SparseRows): number {
	return start.length - 1;
}

/** Returns sparse rows from lists of entries, each with ascending columns. */
export function sparseRows(
	columns: number,
	rows: ReadonlyArray<ReadonlyArray<readonly [column: number, value: number]>>,
): SparseRows {
	const start = new Int32Array(rows.length + 1);
	rows.forEach((entries, row) => (start[row + 1] = start[row] + entries.length));
	const column = new Int32Array(start[rows.length]);
	const value = new Float64Array(start[rows.length]);
	rows.forEach((entries, row) =>
		entries.forEach((entry, i) => {
			column[start[row] + i] = entry[0];
			value[start[row] + i] = entry[1];
		}),
	);
	return { columns, start, column, value };
}

/** The same rows with only some of the features, in the order of `kept`, which is ascending. */
export function keepColumns(rows: SparseRows, kept: readonly number[]): SparseRows {
	const place = new Int32Array(rows.columns).fill(-1);
	kept.forEach((column, i) => (place[column] = i));
	const start = new Int32Array(rows.start.length);
	const column = new Int32Array(rows.column.length);
	const value = new Float64Array(rows.value.length);
	let size = 0;
	for (let row = 0; row < rowCount(rows); row++) {
		for (let k = rows.start[row]; k < rows.start[row + 1]; k++) {
			const at = place[rows.column[k]];
			if (at < 0) continue;
			column[size] = at;
			value[size] = rows.value[k];
			size++;
		}
		start[row + 1] = size;
	}
	return {
		columns: kept.length,
		start,
		column: column.subarray(0, size),
		value: value.subarray(0, size),
	};
}

/**
 * Mean and population standard deviation of every feature, row i counting `weights[i]` times.
 *
 * Distances are taken from the mean, so that no digits are lost where it is large compared with the spread.
 */
export function spreadsOf(rows: SparseRows, weights: Float64Array): Spread[] {
	const { columns, start, column, value } = rows;
	const sums = new Float64Array(columns);
	const present = new Float64Array(columns);
	let total = 0;
	for (let row = 0; row < weights.length; row++) {
		total += weights[row];
		for (let k = start[row]; k < start[row + 1]; k++) {
			sums[column[k]] += weights[row] * value[k];
			present[column[k]] += weights[row];
		}
	}
	const means = sums.map((sum) => (total > 0 ? sum / total : 0));
	const squares = means.map((mean, i) => (total - present[i]) * mean * mean);
	for (let row = 0; row < weights.length; row++) {
		for (let k = start[row]; k < start[row + 1]; k++) {
			squares[column[k]] += weights[row] * (value[k] - means[column[k]]) ** 2;
		}
	}
	return Array.from(means, (mean, i) => {
		const deviation = total > 0 ? Math.sqrt(squares[i] / total) : 0;
		// A rounding error must not look like a spread.
		return { mean, deviation: deviation > 1e-12 * Math.abs(mean) ? deviation : 0 };
	});
}
