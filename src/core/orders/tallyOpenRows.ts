import type { Settlement } from './settlement';

/** Counts facts about counted rows for notices: unknown status words, unreadable amounts, lines with equal amounts. */
export function tallyOpenRows(settlement: Settlement): void {
	const { reader, tally } = settlement;
	if (reader.statuses.hasUnknownWords) tallyStatuses(settlement);
	if (reader.amounts.unreadable.size > 0) tallyUnreadable(settlement);
	if (reader.options.rowsAre === 'orderLines') tallyEqualLines(settlement);
	tally.unknownStatuses.sort();
}

function tallyStatuses({ reader, isOpen, tally }: Settlement): void {
	const words = new Set<string>();
	for (let k = 0; k < isOpen.length; k++) {
		if (isOpen[k] === 0) continue;
		const row = reader.rows.at(reader.readable.source[k]);
		const word = reader.statuses.unknownWord(reader.value(row, 'status'));
		if (word !== undefined) words.add(word);
	}
	tally.unknownStatuses.push(...words);
}

function tallyUnreadable({ reader, tally }: Settlement): void {
	const setAside = new Set(reader.setAside.map(({ source }) => source));
	for (const [field, sources] of reader.amounts.unreadable) {
		const count = [...sources].filter((source) => !setAside.has(source)).length;
		if (count > 0) tally.unreadableAmounts.set(field, count);
	}
}

function tallyEqualLines({ reader, isOpen, orderCount, tally }: Settlement): void {
	const { order, amount } = reader.readable;
	const first = new Float64Array(orderCount).fill(NaN);
	const lines = new Uint32Array(orderCount);
	const isUnequal = new Uint8Array(orderCount);
	for (let k = 0; k < isOpen.length; k++) {
		const id = order[k];
		if (isOpen[k] === 0 || id < 0 || !(amount[k] > 0)) continue;
		if (lines[id]++ === 0) first[id] = amount[k];
		else if (amount[k] !== first[id]) isUnequal[id] = 1;
	}
	for (let id = 0; id < orderCount; id++) {
		if (lines[id] < 2) continue;
		tally.ordersOfLines++;
		if (isUnequal[id] === 0) tally.ordersOfEqualLines++;
	}
}
