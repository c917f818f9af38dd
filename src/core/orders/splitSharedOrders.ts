import { normaliseEmail } from '../../values/normaliseEmail';
import type { Settlement } from './settlement';

/**
 * Gives order IDs that several people use one number for each of them: an ID is unique per person only.
 *
 * Rows of one ID are one person's where they have the same buyer or the same email. A refund row of somebody else stays
 * with the order if there is only one.
 */
export function splitSharedOrders(settlement: Settlement): void {
	for (const [id, rows] of rowsOfSharedIds(settlement)) {
		const people = peopleOf(settlement, rows);
		const { amount, order } = settlement.reader.readable;
		const buying = people.filter((person) => person.some((k) => amount[k] >= 0));
		if (buying.length <= 1) continue;
		settlement.sharedOrders.add(id);
		for (const person of people.slice(1)) {
			const number = settlement.orderCount++;
			for (const k of person) order[k] = number;
		}
	}
}

/** The open rows of order IDs that are used by several buyers, by the ID's number. */
function rowsOfSharedIds({ reader, isOpen, orderCount }: Settlement): Map<number, number[]> {
	const { order, buyer } = reader.readable;
	const first = new Int32Array(orderCount).fill(-1);
	const rows = new Map<number, number[]>();
	for (let k = 0; k < isOpen.length; k++) {
		const id = order[k];
		if (isOpen[k] === 0 || id < 0) continue;
		if (first[id] < 0) first[id] = k;
		else if (buyer[first[id]] !== buyer[k] && !rows.has(id)) rows.set(id, []);
	}
	if (rows.size === 0) return rows;
	for (let k = 0; k < isOpen.length; k++) {
		if (isOpen[k] === 1 && order[k] >= 0) rows.get(order[k])?.push(k);
	}
	return rows;
}

/** Rows by person. */
function peopleOf({ reader }: Settlement, rows: readonly number[]): number[][] {
	const { buyer } = reader.readable;
	let people: Array<{ marks: Set<unknown>; rows: number[] }> = [];
	for (const k of rows) {
		const marks = new Set<unknown>([buyer[k], normaliseEmail(reader.emailOf(k)) ?? buyer[k]]);
		const same = people.filter((person) => [...marks].some((mark) => person.marks.has(mark)));
		const person = {
			marks: new Set([...marks, ...same.flatMap((other) => [...other.marks])]),
			rows: [...same.flatMap((other) => other.rows), k],
		};
		people = [...people.filter((other) => !same.includes(other)), person];
	}
	return people.map((person) => person.rows);
}
