/** Called with the cells of a record and the number of the line that it starts in, from 1. */
export type OnRecord = (cells: string[], line: number) => void;

/** A quoted cell with more characters than this has a quote that is never closed. */
const longestCell = 4_000_000;

/** A quote that is never closed: the rest of the file would be one cell. */
export class UnclosedQuoteError extends Error {
	constructor(readonly line: number) {
		super(`a quote that opens in line ${line} and is never closed`);
	}
}

/**
 * A push parser of CSV: takes texts and emits records.
 *
 * Cells may be quoted and then hold delimiters, line breaks and doubled quotes (RFC 4180). A quote inside an unquoted
 * cell is an ordinary character, blanks before an opening quote are dropped, and text after a closing one belongs to
 * the cell. Empty lines are skipped.
 *
 * Records without a quote, which are the most frequent, are split at once.
 */
export class CsvRecords {
	private rest = '';
	private line = 1;
	private isAtEnd = false;

	/**
	 * @param lineBreak `\n`, before which a `\r` is dropped, or `\r` alone
	 * @param marksQuoted whether a quoted cell keeps its opening quote, so that `"7"` and `7` differ
	 */
	constructor(
		private readonly delimiter: string,
		private readonly lineBreak: '\n' | '\r',
		private readonly onRecord: OnRecord,
		private readonly marksQuoted = false,
	) {}

	/** Parses a further text; an incomplete record at its end waits for the next text. */
	push(text: string): void {
		const start = this.rest === '' ? 0 : this.pushFirst(text);
		if (start === text.length) return;
		const end = this.parse(text, start);
		this.rest = text.slice(end);
	}

	/**
	 * Parses the record that the text before has begun; returns where the rest of the text starts.
	 *
	 * Put before a long text, the beginning would make each step through it five times slower: V8 keeps both parts.
	 */
	private pushFirst(text: string): number {
		const lineEnd = text.indexOf(this.lineBreak);
		const first = this.rest + (lineEnd < 0 ? text : text.slice(0, lineEnd + 1));
		const end = this.parse(first, 0);
		if (end === first.length) {
			this.rest = '';
			return lineEnd < 0 ? text.length : lineEnd + 1;
		}
		// A quoted cell with line breaks.
		const all = end === 0 ? this.rest + text : first.slice(end) + text.slice(lineEnd + 1);
		this.rest = all.slice(this.parse(all, 0));
		return text.length;
	}

	/** Parses the rest. @throws UnclosedQuoteError */
	finish(): void {
		this.isAtEnd = true;
		this.parse(this.rest, 0);
		this.rest = '';
	}

	/** Parses whole records from `first` on; returns the start of the first incomplete one. */
	private parse(text: string, first: number): number {
		let start = first;
		let quote = text.indexOf('"', first);
		while (start < text.length) {
			const lineEnd = text.indexOf(this.lineBreak, start);
			if (lineEnd < 0 && !this.isAtEnd) return this.waitFrom(text, start);
			const end = lineEnd < 0 ? text.length : lineEnd;
			if (quote >= 0 && quote < start) quote = text.indexOf('"', start);
			if (quote >= 0 && quote < end) {
				const next = this.parseQuoted(text, start);
				if (next < 0) return this.waitFrom(text, start);
				start = next;
				continue;
			}
			const isDos = this.lineBreak === '\n' && text.charCodeAt(end - 1) === 13 && end > start;
			const content = text.slice(start, isDos ? end - 1 : end);
			if (content !== '') this.onRecord(content.split(this.delimiter), this.line);
			this.line++;
			start = end + 1;
		}
		return text.length;
	}

	private waitFrom(text: string, start: number): number {
		if (text.length - start > longestCell) throw new UnclosedQuoteError(this.line);
		return start;
	}

	/** Parses a record with quotes; returns the start of the next one, or -1 if this one is incomplete. */
	private parseQuoted(text: string, start: number): number {
		const { delimiter, lineBreak } = this;
		const cells: string[] = [];
		let lines = 1;
		let at = start;
		for (;;) {
			const opening = afterBlanks(text, at, delimiter);
			let cell = '';
			if (text[opening] === '"') {
				const closing = closingQuote(text, opening + 1);
				if (closing === -2 || (closing + 1 === text.length && !this.isAtEnd)) {
					if (!this.isAtEnd) return -1;
					throw new UnclosedQuoteError(this.line);
				}
				cell = text.slice(opening + 1, closing).replaceAll('""', '"');
				lines += countOf(cell, lineBreak);
				if (this.marksQuoted) cell = `"${cell}`;
				at = closing + 1;
			}
			const lineEnd = text.indexOf(lineBreak, at);
			if (lineEnd < 0 && !this.isAtEnd) return -1;
			const recordEnd = lineEnd < 0 ? text.length : lineEnd;
			const comma = text.indexOf(delimiter, at);
			const isLast = comma < 0 || comma > recordEnd;
			const cellEnd = isLast ? recordEnd : comma;
			const isDos = isLast && lineBreak === '\n' && text.charCodeAt(cellEnd - 1) === 13;
			cell += text.slice(at, isDos && cellEnd > at ? cellEnd - 1 : cellEnd);
			cells.push(cell);
			at = cellEnd + 1;
			if (!isLast) continue;
			this.onRecord(cells, this.line);
			this.line += lines;
			return at;
		}
	}
}

/** The start of a cell after blanks, if a quote follows them; else the start with the blanks. */
function afterBlanks(text: string, start: number, delimiter: string): number {
	let at = start;
	while (text[at] === ' ' || (text[at] === '\t' && delimiter !== '\t')) at++;
	return text[at] === '"' ? at : start;
}

/** The quote that closes a cell; -2 where there is none yet. */
function closingQuote(text: string, start: number): number {
	let at = start;
	for (;;) {
		const quote = text.indexOf('"', at);
		if (quote < 0) return -2;
		if (text[quote + 1] !== '"') return quote;
		at = quote + 2;
	}
}

function countOf(text: string, part: string): number {
	let count = 0;
	for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) count++;
	return count;
}
