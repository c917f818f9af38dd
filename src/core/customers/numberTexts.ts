/**
 * Texts of whole numbers, each built once: rows share them instead of holding copies.
 *
 * Texts of numbers below 0 and from `known` on are built each time.
 */
export class NumberTexts {
	private readonly texts: Array<string | undefined>;

	constructor(
		private readonly write: (number: number) => string,
		private readonly known = 10_000,
	) {
		this.texts = new Array<string | undefined>(known);
	}

	of(number: number): string {
		if (!(number >= 0 && number < this.known)) return this.write(number);
		return (this.texts[number] ??= this.write(number));
	}
}
