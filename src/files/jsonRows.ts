import { isRecord } from '../values/isRecord';
import type { JsonRecord } from '../values/jsonRecord';
import {
	type FaultyRow,
	type FileFindings,
	type FileRows,
	type RowParser,
	UnreadableFileError,
} from './fileRows';

/** The number of characters of an unreadable line in its set-aside row. */
const shownLength = 500;

/** V8 has no strings longer than about this many characters. */
const longestValue = 400_000_000;

/**
 * Rows of JSON: the members of a list, one object per line (NDJSON), or consecutive objects.
 *
 * A line of NDJSON that isn't an object is a fault with its line number; an incomplete list is an error, because what
 * is missing is unknown.
 */
export class JsonRows implements RowParser {
	private kind: 'unknown' | 'list' | 'lines' | 'values' = 'unknown';
	private rest = '';
	private line = 0;
	private rows: JsonRecord[] = [];
	private faults: FaultyRow[] = [];
	/** Of a list: whether its closing bracket was read. */
	private isClosed = false;
	private readonly scan = new ValueScan();

	get found(): FileFindings {
		return { format: this.kind === 'lines' ? 'ndjson' : 'json' };
	}

	push(text: string): FileRows | undefined {
		this.rest += text;
		if (this.kind === 'unknown' && !this.begin(false)) return undefined;
		if (this.kind === 'lines') this.takeLines();
		else this.takeValues();
		if (this.rest.length > longestValue) {
			throw new UnreadableFileError(
				'one value in it is too long to read. Save the orders as a list, or as one order per line',
			);
		}
		return this.take();
	}

	finish(): FileRows | undefined {
		if (this.kind === 'unknown') this.begin(true);
		if (this.kind === 'lines') {
			this.takeLines();
			if (this.rest.trim() !== '') this.addLine(this.rest);
		} else {
			this.takeValues();
			const isCutOff = this.kind === 'list' ? !this.isClosed : this.rest.trim() !== '';
			if (isCutOff && this.kind !== 'unknown')
				throw new UnreadableFileError('its JSON ends early: the file is incomplete');
		}
		this.rest = '';
		return this.take();
	}

	/** Detects the format: a list, lines or consecutive objects; false if it needs more text. */
	private begin(isWhole: boolean): boolean {
		const trimmed = this.rest.trimStart();
		if (trimmed === '') return false;
		if (trimmed.startsWith('[')) {
			this.rest = trimmed.slice(1);
			this.kind = 'list';
			return true;
		}
		const end = trimmed.indexOf('\n');
		if (end < 0 && !isWhole) return false;
		this.kind =
			parsed(end < 0 ? trimmed : trimmed.slice(0, end)) === undefined ? 'values' : 'lines';
		return true;
	}

	private takeLines(): void {
		const { rest } = this;
		let start = 0;
		for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', start)) {
			this.addLine(rest.slice(start, end));
			start = end + 1;
		}
		this.rest = rest.slice(start);
	}

	private addLine(line: string): void {
		this.line++;
		if (line.trim() === '') return;
		const value = parsed(line);
		if (isRecord(value)) this.rows.push(value);
		else this.refuse(line, this.line);
	}

	private takeValues(): void {
		if (this.isClosed) this.rest = '';
		const { rest, scan } = this;
		let start = 0;
		for (;;) {
			const end = scan.valueEnd(rest, start);
			if (end === closed) {
				this.isClosed = true;
				start = rest.length;
				break;
			}
			if (end === open) break;
			const text = rest.slice(scan.start, end);
			const value = parsed(text);
			if (isRecord(value)) this.rows.push(value);
			else this.refuse(text, undefined);
			start = end;
		}
		this.rest = rest.slice(start);
		scan.shift(start);
	}

	private refuse(text: string, line: number | undefined): void {
		this.faults.push({
			code: 'unreadableLine',
			row: {
				...(line !== undefined && { fileLine: line }),
				text: text.trim().slice(0, shownLength),
			},
		});
	}

	private take(): FileRows | undefined {
		const { rows, faults } = this;
		if (rows.length === 0 && faults.length === 0) return undefined;
		this.rows = [];
		this.faults = [];
		return { rows, faults };
	}
}

const open = -1;
const closed = -2;

/** Finds the ends of values, and continues where the text ended. */
class ValueScan {
	/** The start of the last value found. */
	start = 0;
	private at = 0;
	private depth = 0;
	private isInText = false;
	private hasStarted = false;

	/** The end of the next value; `open` if the text ends before it, `closed` at the bracket that ends the list. */
	valueEnd(text: string, from: number): number {
		if (!this.hasStarted) this.at = Math.max(this.at, from);
		for (; this.at < text.length; this.at++) {
			const code = text.charCodeAt(this.at);
			if (this.isInText) {
				if (code === 92) this.at++;
				else if (code === 34) this.isInText = false;
			} else if (code === 34) {
				this.begin();
				this.isInText = true;
			} else if (code === 123 || code === 91) {
				this.begin();
				this.depth++;
			} else if (code === 125 || code === 93) {
				if (this.depth === 0) return this.hasStarted ? this.end() : closed;
				if (--this.depth === 0) {
					this.at++;
					return this.end();
				}
			} else if (this.depth === 0 && (code === 44 || code <= 32)) {
				if (this.hasStarted) return this.end();
			} else {
				this.begin();
			}
		}
		return open;
	}

	/** Adjusts positions after `by` characters were removed from the start of the text. */
	shift(by: number): void {
		this.at -= by;
		this.start -= by;
	}

	private begin(): void {
		if (!this.hasStarted) this.start = this.at;
		this.hasStarted = true;
	}

	private end(): number {
		this.hasStarted = false;
		return this.at;
	}
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
