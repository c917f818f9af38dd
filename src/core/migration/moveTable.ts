import type { JsonRecord } from '../../values/jsonRecord';
import { wilsonInterval } from '../stats/wilsonInterval';
import { rateWithin } from './healthVerdict';
import type { Migration } from './judgeMove';

/** Money is added in ten-thousandths, so that sums are exact. */
const unitsPerAmount = 10_000;

/** Everybody who made one move. */
interface MoveSum {
	readonly move: Migration;
	readonly from: string | null;
	readonly to: string | null;
	customers: number;
	unitsThen: number;
	unitsNow: number;
}

/** Counts and money of all moves. */
export class MoveTable {
	private readonly sums = new Map<string, MoveSum>();
	private readonly fromCounts = new Map<string, number>();

	add(
		move: Migration,
		from: string | null,
		to: string | null,
		moneyThen: number,
		moneyNow: number,
	) {
		// With its length in front no name can run into the next; JSON takes several times as long.
		const key = `${move} ${from === null ? -1 : from.length} ${from} ${to === null ? -1 : 0} ${to}`;
		let sum = this.sums.get(key);
		if (sum === undefined) {
			sum = { move, from, to, customers: 0, unitsThen: 0, unitsNow: 0 };
			this.sums.set(key, sum);
		}
		sum.customers++;
		sum.unitsThen += Math.round(moneyThen * unitsPerAmount);
		sum.unitsNow += Math.round(moneyNow * unitsPerAmount);
		if (from !== null) this.fromCounts.set(from, (this.fromCounts.get(from) ?? 0) + 1);
	}

	/** Customers who had this group then, those who are gone or have left included. */
	countFrom(group: string): number {
		return this.fromCounts.get(group) ?? 0;
	}

	/** Customers who made a move from a group. */
	count(from: string, isMeant: (move: Migration) => boolean): number {
		let count = 0;
		for (const sum of this.sums.values()) {
			if (sum.from === from && isMeant(sum.move)) count += sum.customers;
		}
		return count;
	}

	customersOf(move: Migration): number {
		let count = 0;
		for (const sum of this.sums.values()) if (sum.move === move) count += sum.customers;
		return count;
	}

	/** `counts[from][to]` of customers with a group on both days. */
	matrix(groups: readonly string[]): number[][] {
		const place = new Map(groups.map((group, i) => [group, i]));
		const counts = groups.map(() => groups.map(() => 0));
		for (const { from, to, customers } of this.sums.values()) {
			if (from === null || to === null) continue;
			counts[place.get(from) as number][place.get(to) as number] += customers;
		}
		return counts;
	}

	/** How revenue changed by each kind of move, in major units; together they are the change as a whole. */
	bridge(moves: readonly Migration[]): Record<string, number> {
		const units = new Map(moves.map((move) => [move, 0]));
		for (const { move, unitsNow, unitsThen } of this.sums.values()) {
			units.set(move, (units.get(move) ?? 0) + unitsNow - unitsThen);
		}
		return Object.fromEntries([...units].map(([move, sum]) => [move, sum / unitsPerAmount]));
	}

	total(run: 'unitsThen' | 'unitsNow'): number {
		let units = 0;
		for (const sum of this.sums.values()) units += sum[run];
		return units / unitsPerAmount;
	}

	/** One row a move, by the order of the groups. */
	rows(groups: readonly string[], days: number | null): JsonRecord[] {
		const place = (group: string | null) =>
			group === null ? groups.length : groups.indexOf(group);
		return [...this.sums.values()]
			.sort(
				(a, b) =>
					place(a.from) - place(b.from) || place(a.to) - place(b.to) || compare(a.move, b.move),
			)
			.map((sum) => this.rowOf(sum, days));
	}

	private rowOf(sum: MoveSum, days: number | null): JsonRecord {
		const { move, from, to, customers, unitsThen, unitsNow } = sum;
		const all = from === null ? 0 : this.countFrom(from);
		const interval = wilsonInterval(customers, all);
		const share = all === 0 ? null : customers / all;
		return {
			migration: move,
			migrationFrom: from,
			migrationTo: to,
			customers,
			share,
			shareLow: interval?.low ?? null,
			shareHigh: interval?.high ?? null,
			sharePer30Days: share === null || days === null ? null : rateWithin(30, share, days),
			monetaryThen: unitsThen / unitsPerAmount,
			monetaryNow: unitsNow / unitsPerAmount,
			monetaryChange: (unitsNow - unitsThen) / unitsPerAmount,
		};
	}
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
