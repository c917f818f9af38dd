import type { DecodedArray } from 'hyparquet';
import { ColumnPages, type Decoder, ParquetFault } from './columnPages';
import type { ValueOf } from './parquetValues';

/** The values of one column of a row group, some at a time. */
export interface ColumnValues {
	/** How many values follow without another page; 0 at the end. */
	ahead(): number;
	/** The next value; null for none. */
	next(): unknown;
}

/** The values of a plain column, read page by page: only one page is decoded at a time. */
export class PagedValues implements ColumnValues {
	private values: DecodedArray = [];
	private at = 0;
	private readonly pages: ColumnPages;

	/** @param left how many values the column has to have */
	constructor(
		view: DataView,
		decoder: Decoder,
		private readonly valueOf: ValueOf,
		private left: number,
	) {
		this.pages = new ColumnPages(view, decoder, left, (values) => this.converted(values));
	}

	ahead(): number {
		while (this.at === this.values.length && this.left > 0) this.readPage();
		return this.values.length - this.at;
	}

	next(): unknown {
		return this.values[this.at++] as unknown;
	}

	private readPage(): void {
		const page = this.pages.next();
		if (page === undefined) return;
		const values = page.isOfDictionary ? page.values : this.converted(page.values);
		this.values = values;
		this.at = 0;
		this.left -= values.length;
		if (this.left < 0 || values.length === 0 || (values as unknown[]).includes(undefined)) {
			throw new ParquetFault('the values of a page do not add up');
		}
	}

	private converted(values: DecodedArray): unknown[] {
		const valueOf = this.valueOf as (value: unknown) => unknown;
		const converted = new Array<unknown>(values.length);
		for (let i = 0; i < values.length; i++) {
			const value = values[i] as unknown;
			converted[i] = value === null || value === undefined ? value : valueOf(value);
		}
		return converted;
	}
}

/** The values of a column with lists or columns inside, all at once. */
export class ListedValues implements ColumnValues {
	private at = 0;

	/** @param rows how many values the column has to have */
	constructor(
		private readonly values: DecodedArray,
		rows: number,
	) {
		if (values.length !== rows) throw new ParquetFault(`${values.length} values in ${rows} rows`);
	}

	ahead(): number {
		return this.values.length - this.at;
	}

	next(): unknown {
		return this.values[this.at++] as unknown;
	}
}

/** All values of what a column stores for one of the columns inside it, in lists as deep as it may have. */
export function storedValues(
	view: DataView,
	decoder: Decoder,
	mostValues: number,
	valueOf: ValueOf,
): unknown[] {
	const pages = new ColumnPages(view, decoder, mostValues);
	const parts: DecodedArray[] = [];
	let last: DecodedArray | undefined;
	while (pages.hasNext) {
		const page = pages.next(last);
		if (page === undefined || page.values === last) continue;
		last = page.values;
		parts.push(last);
	}
	const convert = valueOf as (value: unknown) => unknown;
	return parts.flatMap((part) =>
		Array.from(part as unknown[], (value) => withEach(value, convert)),
	);
}

/** A value with each value of its lists replaced. */
function withEach(value: unknown, valueOf: (value: unknown) => unknown): unknown {
	if (value === undefined) throw new ParquetFault('a value is missing');
	if (value === null) return null;
	if (Array.isArray(value)) return value.map((member) => withEach(member, valueOf));
	return valueOf(value);
}
