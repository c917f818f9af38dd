/**
 * The indices of texts in code-unit order; equal texts keep their order.
 *
 * Packs as many characters as fit, after the prefix that all texts share, together with the index into one 64-bit key
 * and sorts the keys: ten times faster at half a million IDs than `Array.prototype.sort` (measured in `bench/`). Texts
 * whose packed characters are equal are then compared in full.
 *
 * @example sortedOrder(['b', 'a']) // Uint32Array [1, 0]
 */
export function sortedOrder(texts: readonly string[]): Uint32Array {
	const count = texts.length;
	const order = new Uint32Array(count);
	if (count === 0) return order;
	const { prefixLength, smallest, largest } = survey(texts);
	// All texts are equal.
	if (largest < smallest) return order.map((_, index) => index);
	const bitsPerCharacter = Math.ceil(Math.log2(largest - smallest + 2));
	const packedCharacters = Math.min(Math.floor(32 / bitsPerCharacter), 32);

	const keys = new BigUint64Array(count);
	const halves = new Uint32Array(keys.buffer);
	const [low, high] = isLittleEndian ? [0, 1] : [1, 0];
	for (let index = 0; index < count; index++) {
		halves[2 * index + low] = index;
		halves[2 * index + high] = pack(
			texts[index],
			prefixLength,
			packedCharacters,
			bitsPerCharacter,
			smallest,
		);
	}
	keys.sort();
	for (let position = 0; position < count; position++) order[position] = halves[2 * position + low];

	let start = 0;
	for (let position = 1; position <= count; position++) {
		if (position < count && halves[2 * position + high] === halves[2 * start + high]) continue;
		if (position - start > 1) sortRun(texts, order, start, position);
		start = position;
	}
	return order;
}

const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/**
 * Length of the prefix that all texts share, and the range of the 32 code units after it; the smallest is above the
 * largest where all texts end with the prefix.
 */
function survey(texts: readonly string[]) {
	const first = texts[0];
	let prefixLength = first.length;
	for (const text of texts) {
		if (text.length < prefixLength) prefixLength = text.length;
		let same = 0;
		while (same < prefixLength && text.charCodeAt(same) === first.charCodeAt(same)) same++;
		prefixLength = same;
	}
	let smallest = 0xffff;
	let largest = 0;
	for (const text of texts) {
		for (let at = prefixLength; at < text.length && at < prefixLength + 32; at++) {
			const unit = text.charCodeAt(at);
			if (unit < smallest) smallest = unit;
			if (unit > largest) largest = unit;
		}
	}
	return { prefixLength, smallest, largest };
}

/** The characters after the prefix as one number that sorts as they do; 0 marks the end of the text. */
function pack(
	text: string,
	from: number,
	characters: number,
	bits: number,
	smallest: number,
): number {
	let key = 0;
	for (let at = from; at < from + characters; at++) {
		key = key * 2 ** bits + (at < text.length ? text.charCodeAt(at) - smallest + 1 : 0);
	}
	return key;
}

/**
 * Runs of at least this many texts with equal packed characters are packed again, after the longer prefix that they
 * share.
 */
const longRun = 64;

function sortRun(texts: readonly string[], order: Uint32Array, start: number, end: number): void {
	const run = Array.from(order.subarray(start, end));
	if (run.length > longRun) {
		const inner = sortedOrder(run.map((index) => texts[index]));
		for (let position = 0; position < run.length; position++)
			order[start + position] = run[inner[position]];
		return;
	}
	run.sort((a, b) => (texts[a] < texts[b] ? -1 : texts[a] > texts[b] ? 1 : a - b));
	order.set(run, start);
}
