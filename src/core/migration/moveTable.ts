import type { JsonRecord } from '../../values/jsonRecord';
import { counted, firstFew, grouped, percent } from '../../values/wording';
import { wilsonInterval } from '../stats/wilsonInterval';
import { rateWithin } from './healthVerdict';
import { explainMove, type Migration } from './judgeMove';

/** Money is added as ten-thousandths, so that sums are exact. */
const unitsPerAmount = 10_000;

/** All customers who made one move. */
export interface MoveSum {
	readonly move: Migration;
	readonly from: string | null;
	readonly to: string | null;
	/** The move in one sentence. */
	readonly explanation: string;
	customers: number;
	/** Customers who were placed by the same cut points on both days. */
	comparable: number;
	unitsThen: number;
	unitsNow: number;
}

/** Counts and money of all moves. */
export class MoveTable {
	private readonly sums: MoveSum[] = [];
	/** By earlier group, current group, move. */
	private readonly index = new Map<string | null, Map<string | null, Map<Migration, MoveSum>>>();
	private lastFrom: string | null | undefined;
	private lastRow: Map<string | null, Map<Migration, MoveSum>> | undefined;

	/** Adds a customer, and returns the sum of all who made the same move. */
	add(
		move: Migration,
		from: string | null,
		to: string | null,
		money: { readonly then: number; readonly now: number },
		isComparable: boolean,
	): MoveSum {
		const sum = this.sumOf(move, from, to);
		sum.customers++;
		if (isComparable) sum.comparable++;
		sum.unitsThen += Math.round(money.then * unitsPerAmount);
		sum.unitsNow += Math.round(money.now * unitsPerAmount);
		return sum;
	}

	private sumOf(move: Migration, from: string | null, to: string | null): MoveSum {
		if (this.lastRow === undefined || from !== this.lastFrom) {
			let row = this.index.get(from);
			if (row === undefined) this.index.set(from, (row = new Map()));
			this.lastFrom = from;
			this.lastRow = row;
		}
		let cell = this.lastRow.get(to);
		if (cell === undefined) this.lastRow.set(to, (cell = new Map()));
		let sum = cell.get(move);
		if (sum === undefined) {
			const explanation = explainMove(move, from, to);
			sum = { move, from, to, explanation, customers: 0, comparable: 0, unitsThen: 0, unitsNow: 0 };
			cell.set(move, sum);
			this.sums.push(sum);
		}
		return sum;
	}

	/** Customers who were in this group, including those who are gone or have left. */
	countFrom(group: string, counted: 'customers' | 'comparable' = 'customers'): number {
		return this.countWhere(({ from }) => from === group, counted);
	}

	/** Customers who made moves of a kind. */
	countWhere(
		isMeant: (sum: MoveSum) => boolean,
		counted: 'customers' | 'comparable' = 'customers',
	): number {
		let count = 0;
		for (const sum of this.sums) if (isMeant(sum)) count += sum[counted];
		return count;
	}

	/** `counts[from][to]` of customers with a group on both days. */
	matrix(groups: readonly string[]): number[][] {
		const place = new Map(groups.map((group, i) => [group, i]));
		const counts = groups.map(() => groups.map(() => 0));
		for (const { from, to, customers } of this.sums) {
			if (from === null || to === null) continue;
			counts[place.get(from) as number][place.get(to) as number] += customers;
		}
		return counts;
	}

	/** The change of revenue by kind of move, in major units; together they are the whole change. */
	bridge(moves: readonly Migration[]): Record<string, number> {
		const units = new Map(moves.map((move) => [move, 0]));
		for (const { move, unitsNow, unitsThen } of this.sums) {
			units.set(move, (units.get(move) ?? 0) + unitsNow - unitsThen);
		}
		return Object.fromEntries([...units].map(([move, sum]) => [move, sum / unitsPerAmount]));
	}

	total(run: 'unitsThen' | 'unitsNow'): number {
		let units = 0;
		for (const sum of this.sums) units += sum[run];
		return units / unitsPerAmount;
	}

	/** One row per move, by the order of the groups. */
	rows(groups: readonly string[], days: number | null): JsonRecord[] {
		const places = new Map<string | null, number>(groups.map((group, i) => [group, i]));
		const place = (group: string | null) => places.get(group) ?? groups.length;
		return [...this.sums]
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
			explanation: explainSum(sum, share),
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

/** A row of Moves in words: who moved, as a share of their earlier group, and the effect on revenue. */
function explainSum(
	{ explanation, from, customers, unitsThen, unitsNow }: MoveSum,
	share: number | null,
): string {
	const ofGroup = share === null ? '' : `, ${percent(share)} of ${firstFew([from ?? ''])} then`;
	const revenue = changeInWords(unitsThen / unitsPerAmount, unitsNow / unitsPerAmount);
	return `${explanation.slice(0, -1)}: ${counted(customers, 'customer')}${ofGroup}. Their revenue of the last 365 days ${revenue}.`;
}

/** How an amount changed, in whole units. */
export function changeInWords(before: number, after: number): string {
	if (after === before) return 'stayed the same';
	const whole = (amount: number) => grouped(Math.round(amount));
	return `${after > before ? 'rose' : 'fell'} from ${whole(before)} to ${whole(after)}`;
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
