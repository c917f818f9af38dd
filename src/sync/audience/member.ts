import type { Cell, KeyFormat, MatchRow } from './keyFormat';

/** A customer as an audience knows them. */
export class Member implements MatchRow {
	private written: string | undefined;

	constructor(
		/** Index of the customer's row. */
		readonly index: number,
		readonly customerId: string,
		readonly columns: readonly string[],
		readonly cells: readonly Cell[],
		private readonly format: KeyFormat,
	) {}

	/** The cells as one text: equal texts are equal members. Built on first use and cached. */
	get keys(): string {
		this.written ??= this.format.write(this);
		return this.written;
	}
}
