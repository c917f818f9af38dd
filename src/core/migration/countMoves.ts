import { judgeMove } from './judgeMove';
import type { MatchedRuns } from './matchRuns';
import { type MoveSum, MoveTable } from './moveTable';
import type { Run } from './readRun';

/** The moves between groups. */
export interface CountedMoves {
	readonly table: MoveTable;
	/** The move of each current customer. */
	readonly moves: MoveSum[];
	/** Customers who were placed by other cut points than before. */
	readonly changedRanking: number;
}

/**
 * Judges the move of every customer of both runs; those who are missing now are gone.
 *
 * @param order groups, best first
 */
export function countMoves(
	then: Run,
	now: Run,
	{ thenOf, nowOf }: MatchedRuns,
	order: readonly string[],
): CountedMoves {
	const placeOf = new Map(order.map((group, place) => [group, place]));
	const table = new MoveTable();
	const money = { then: 0, now: 0 };
	let changedRanking = 0;
	const moves = new Array<MoveSum>(thenOf.length);
	for (let i = 0; i < thenOf.length; i++) {
		const at = thenOf[i];
		const [from, to] = [at < 0 ? undefined : then.groups[at], now.groups[i]];
		const isComparable = at < 0 || then.rankings[at] === now.rankings[i];
		if (!isComparable) changedRanking++;
		money.then = at < 0 ? 0 : then.money[at];
		money.now = now.money[i];
		const move = at < 0 ? 'new' : judgeMove(from, to, placeOf);
		moves[i] = table.add(move, from ?? null, to ?? null, money, isComparable);
	}
	money.now = 0;
	for (let at = 0; at < nowOf.length; at++) {
		if (nowOf[at] >= 0) continue;
		money.then = then.money[at];
		table.add('gone', then.groups[at] ?? null, null, money, true);
	}
	return { table, moves, changedRanking };
}
