/** The distinct values of a column and the index of each row's own. */
export interface DistinctValues {
	readonly values: Float64Array;
	readonly indexOf: Int32Array;
}

/** The distinct values of a list of non-negative numbers, ascending, and the index of every entry among them. */
export function distinctValues(list: ArrayLike<number>): DistinctValues {
	const count = list.length;
	let highest = 0;
	let areIntegers = true;
	for (let i = 0; i < count; i++) {
		const value = list[i];
		if (value > highest) highest = value;
		if (areIntegers && (value < 0 || value !== Math.floor(value))) areIntegers = false;
	}
	if (areIntegers && highest < 4 * count + 65_536) return countDistinct(list, highest);
	return sortDistinct(list);
}

function countDistinct(list: ArrayLike<number>, highest: number): DistinctValues {
	const place = new Int32Array(highest + 1);
	for (let i = 0; i < list.length; i++) place[list[i]] = 1;
	let size = 0;
	for (let value = 0; value <= highest; value++) if (place[value] === 1) place[value] = ++size;
	const values = new Float64Array(size);
	for (let value = 0; value <= highest; value++) {
		if (place[value] > 0) values[place[value] - 1] = value;
	}
	const indexOf = new Int32Array(list.length);
	for (let i = 0; i < list.length; i++) indexOf[i] = place[list[i]] - 1;
	return { values, indexOf };
}

function sortDistinct(list: ArrayLike<number>): DistinctValues {
	const sorted = new Float64Array(list).sort();
	let size = 0;
	for (let i = 0; i < sorted.length; i++) {
		if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[size++] = sorted[i];
	}
	const values = sorted.slice(0, size);
	const table = new HashedPlaces(values);
	const indexOf = new Int32Array(list.length);
	for (let i = 0; i < list.length; i++) indexOf[i] = table.placeOf(list[i]);
	return { values, indexOf };
}

/**
 * Finds the index of a number among known ones: open addressing on the bits of the number, several times faster than a
 * Map.
 */
class HashedPlaces {
	private readonly mask: number;
	private readonly slots: Int32Array;
	private readonly bits = new Int32Array(2);
	private readonly number = new Float64Array(this.bits.buffer);

	constructor(private readonly values: Float64Array) {
		let capacity = 16;
		while (capacity < values.length * 2) capacity *= 2;
		this.mask = capacity - 1;
		this.slots = new Int32Array(capacity);
		for (let place = 0; place < values.length; place++) {
			let slot = this.slotOf(values[place]);
			while (this.slots[slot] !== 0) slot = (slot + 1) & this.mask;
			this.slots[slot] = place + 1;
		}
	}

	placeOf(value: number): number {
		let slot = this.slotOf(value);
		while (this.values[this.slots[slot] - 1] !== value) slot = (slot + 1) & this.mask;
		return this.slots[slot] - 1;
	}

	private slotOf(value: number): number {
		this.number[0] = value + 0;
		let hash = Math.imul(this.bits[0] ^ Math.imul(this.bits[1], 0x9e3779b1), 0x85ebca6b);
		hash ^= hash >>> 15;
		hash = Math.imul(hash, 0xc2b2ae35);
		return (hash ^ (hash >>> 13)) & this.mask;
	}
}
