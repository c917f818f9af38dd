import { canonicalJson } from '../../values/canonicalJson';
import type { JsonRecord } from '../../values/jsonRecord';
import type { Settlement } from './settlement';
import { textOfId } from './textOfId';

/**
 * Keeps one row per order id (or line id) and sets the others aside: the newest version stays, then the latest date, then
 * the greatest canonical JSON.
 */
export function refuseDuplicates(settlement: Settlement): void {
	const { reader, isOpen, tally } = settlement;
	const { order, amount } = reader.readable;
	const isByLine = reader.options.rowsAre === 'orderLines';
	const keptByKey = new Map<string, number>();
	const keptByOrder = new Int32Array(settlement.orderCount).fill(-1);
	const versions = new Set<string | number>();
	const alike = new Set<string | number>();
	for (let k = 0; k < isOpen.length; k++) {
		if (isOpen[k] === 0 || order[k] < 0) continue;
		const key = !isByLine && amount[k] >= 0 ? order[k] : keyOf(settlement, k, isByLine);
		if (key === undefined) continue;
		const other = typeof key === 'number' ? keptByOrder[key] : (keptByKey.get(key) ?? -1);
		let stays = k;
		if (other >= 0) {
			const preference = prefer(settlement, k, other);
			if (preference !== 0) (isNewer(settlement, k, other) ? versions : alike).add(key);
			stays = preference > 0 ? k : other;
			settlement.refuse(stays === k ? other : k, 'duplicateOrderId');
		}
		if (typeof key === 'number') keptByOrder[key] = stays;
		else keptByKey.set(key, stays);
	}
	tally.conflictingDuplicates = versions.size;
	for (const key of alike) if (!versions.has(key)) tally.ordersLikeLines++;
}

/** Whether one of two rows is newer than the other, by their own dates. */
function isNewer(settlement: Settlement, a: number, b: number): boolean {
	const { instant } = settlement.reader.readable;
	return instant[a] !== instant[b] || updatedAt(settlement, a) !== updatedAt(settlement, b);
}

/** What must be unique about a row: its line ID, or for a refund row all of its content. */
function keyOf(settlement: Settlement, k: number, isByLine: boolean): string | undefined {
	const { reader } = settlement;
	const line = isByLine ? textOfId(reader.value(settlement.rowOf(k), 'lineId')) : undefined;
	if (isByLine && line === undefined) return undefined;
	if (reader.readable.amount[k] < 0) return `refund ${canonicalJson(settlement.rowOf(k))}`;
	return `line ${reader.readable.order[k]} ${line}`;
}

/** Above 0 if row a is the version to keep, below 0 if row b is, 0 if they are the same. */
function prefer(settlement: Settlement, a: number, b: number): number {
	const { instant } = settlement.reader.readable;
	const byUpdate = updatedAt(settlement, a) - updatedAt(settlement, b);
	if (byUpdate !== 0) return byUpdate;
	if (instant[a] !== instant[b]) return instant[a] - instant[b];
	const [rowA, rowB] = [settlement.rowOf(a), settlement.rowOf(b)];
	if (isSameJson(rowA, rowB)) return 0;
	const [textA, textB] = [canonicalJson(rowA), canonicalJson(rowB)];
	return textA > textB ? 1 : textA < textB ? -1 : 0;
}

function updatedAt(settlement: Settlement, k: number): number {
	const { reader } = settlement;
	const instant = reader.dates.instant(reader.value(settlement.rowOf(k), 'updatedAt'));
	return Number.isNaN(instant) ? -8.64e15 : instant;
}

/** Whether two rows are identical: most duplicates are, and their own JSON is far faster than canonical JSON. */
function isSameJson(a: JsonRecord, b: JsonRecord): boolean {
	try {
		return JSON.stringify(a) === JSON.stringify(b);
	} catch {
		return false;
	}
}
