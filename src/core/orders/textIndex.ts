const emptySlot = 0;

/**
 * Numbers texts in the order in which they first appear: a hash table of open addressing over typed arrays.
 *
 * A `Map` takes three times as long at a million keys (measured in `bench/`), and deduplicating orders by their ID is
 * the largest single cost of Compute RFM.
 */
export class TextIndex {
	/** `texts[number]` is the text with that number. */
	readonly texts: string[] = [];
	/** Two entries a slot, so that one look at memory finds both: a text's number plus 1, and its hash. */
	private slots: Int32Array;
	private last = -1;

	/**
	 * @param expectedCount how many texts to make room for at once; more may come
	 * @param copies whether texts are kept as copies: one cut out of a longer text keeps all of that in memory
	 */
	constructor(
		expectedCount = 16,
		private readonly copies = false,
	) {
		this.slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(expectedCount, 8) * 4)));
	}

	/** How many texts have a number. */
	get count(): number {
		return this.texts.length;
	}

	/** The number of a text that has one already, else -1. */
	find(text: string): number {
		return this.slots[this.slotOf(text, hash(text))] - 1;
	}

	/** The number of a text; a new text gets the next one. */
	add(text: string): number {
		// Lines of one order mostly follow one another.
		if (this.last >= 0 && this.texts[this.last] === text) return this.last;
		this.last = this.place(text);
		return this.last;
	}

	private place(text: string): number {
		const textHash = hash(text);
		let slot = this.slotOf(text, textHash);
		if (this.slots[slot] !== emptySlot) return this.slots[slot] - 1;
		if ((this.texts.length + 1) * 4 > this.slots.length) {
			this.grow();
			slot = this.slotOf(text, textHash);
		}
		this.texts.push(this.copies ? copyOf(text) : text);
		this.slots[slot] = this.texts.length;
		this.slots[slot + 1] = textHash;
		return this.texts.length - 1;
	}

	private slotOf(text: string, textHash: number): number {
		const { slots } = this;
		const mask = slots.length - 2;
		let slot = (textHash << 1) & mask;
		for (;;) {
			const held = slots[slot];
			if (held === emptySlot) return slot;
			if (slots[slot + 1] === textHash && this.texts[held - 1] === text) return slot;
			slot = (slot + 2) & mask;
		}
	}

	private grow(): void {
		const before = this.slots;
		const slots = new Int32Array(before.length * 2);
		const mask = slots.length - 2;
		for (let old = 0; old < before.length; old += 2) {
			if (before[old] === emptySlot) continue;
			let slot = (before[old + 1] << 1) & mask;
			while (slots[slot] !== emptySlot) slot = (slot + 2) & mask;
			slots[slot] = before[old];
			slots[slot + 1] = before[old + 1];
		}
		this.slots = slots;
	}
}

/** A text of its own: putting two together and taking one away again copies the letters. */
function copyOf(text: string): string {
	return ` ${text}`.slice(1);
}

/** FNV-1a over UTF-16 code units with the finisher of MurmurHash3, so that low bits are well mixed. */
function hash(text: string): number {
	let value = 0x811c9dc5;
	for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
	value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
	value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
	return value ^ (value >>> 16);
}
