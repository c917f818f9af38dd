import { orNull } from '../stats/orNull';

/** The future group shares if moves continue like this. */
export interface Outlook {
	/** `shares[periods][group]`. */
	readonly shares: Readonly<Record<string, number[]>>;
	/** Periods until half of the best group has left it; null if everybody stays or it was empty. */
	readonly halfLifePeriods: number | null;
}

const periodsAhead = [3, 6, 12];

/** Each row of counts as shares of its sum; an empty group keeps its members. */
export function transitionMatrix(counts: readonly number[][]): number[][] {
	return counts.map((row, from) => {
		const total = row.reduce((sum, count) => sum + count, 0);
		return row.map((count, to) => (total > 0 ? count / total : from === to ? 1 : 0));
	});
}

/**
 * The shares of all groups after 3, 6 and 12 further periods, by the transition matrix.
 *
 * @param counts `counts[from][to]`, of customers with a group on both days
 * @param shares of today
 */
export function outlook(counts: readonly number[][], shares: readonly number[]): Outlook {
	const matrix = transitionMatrix(counts);
	const byPeriod: Record<string, number[]> = {};
	let state = [...shares];
	for (let period = 1; period <= 12; period++) {
		state = state.map((_, to) =>
			state.reduce((sum, share, from) => sum + share * matrix[from][to], 0),
		);
		if (periodsAhead.includes(period)) byPeriod[period] = state;
	}
	return { shares: byPeriod, halfLifePeriods: halfLife(counts, matrix) };
}

function halfLife(counts: readonly number[][], matrix: readonly number[][]): number | null {
	const wasAnybody = (counts[0] ?? []).some((count) => count > 0);
	if (!wasAnybody) return null;
	const staying = matrix[0][0];
	return staying === 0 ? 0 : orNull(Math.log(0.5) / Math.log(staying));
}
