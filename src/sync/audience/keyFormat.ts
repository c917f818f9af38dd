export type Cell = string | number;

/**
 * Match keys as they are sent: columns in the platform's order, and a cell for each, "" where the customer lacks one.
 */
export interface MatchRow {
	/** Shared by all rows of one reading. */
	readonly columns: readonly string[];
	readonly cells: readonly Cell[];
}

/** The columns of a platform's uploads. */
export interface KeyColumns {
	/** All of them, in the platform's order. */
	readonly all: readonly string[];
	/** Those that identify a customer without an ID, the most reliable first. */
	readonly identifying: readonly string[];
	/** Those by which the platform finds a person; names and places only narrow the match down. */
	readonly finding: readonly string[];
	/** The column that holds the customer's value, or other data sent along: not a match key. */
	readonly value: string;
	/** Columns whose cells are not SHA-256, with a pattern for the whole cell. */
	readonly plain: Readonly<Record<string, RegExp>>;
	/** Names in a kept text that are not match keys. */
	readonly marks: readonly string[];
}

/** A kept text as it was read. */
export interface KeptKeys extends MatchRow {
	/** Whether the text ends in the middle of a key: the column that keeps it is too short. */
	readonly isCut: boolean;
}

interface Mark {
	readonly first: string;
	readonly further: string;
}

/** Writes match keys as one text, `EMAIL=…;PHONE=…`, to be kept, and reads it again in the next run. */
export class KeyFormat {
	private readonly marks: Readonly<Record<string, Mark>>;
	private readonly finding: ReadonlySet<string>;

	constructor(private readonly columns: KeyColumns) {
		this.finding = new Set(columns.finding);
		this.marks = Object.fromEntries(
			columns.all.map((column) => [column, { first: `${column}=`, further: `;${column}=` }]),
		);
	}

	isFinding(column: string): boolean {
		return this.finding.has(column);
	}

	/** Whether a column is not a match key: it holds the customer's value, or other data sent along. */
	isValue(column: string): boolean {
		return column === this.columns.value;
	}

	write({ columns, cells }: MatchRow): string {
		const parts: Cell[] = [];
		cells.forEach((cell, place) => {
			if (cell === '') return;
			const { first, further } = this.marks[columns[place]];
			parts.push(
				parts.length === 0 ? first : further,
				typeof cell === 'number' || isHash(cell) ? cell : encode(cell),
			);
		});
		// Joined, not concatenated: a concatenated string stays a chain of its parts, which the garbage collector walks
		// again and again.
		return parts.join('');
	}

	/** The keys in a kept text; undefined where it is not one, or no whole key is left of it. */
	read(text: unknown): KeptKeys | undefined {
		if (typeof text !== 'string' || text === '') return undefined;
		const columns: string[] = [];
		const cells: Cell[] = [];
		const parts = text.split(';');
		for (const [place, part] of parts.entries()) {
			const [column, value] = part.split('=');
			if (value !== undefined && this.columns.marks.includes(column)) continue;
			const cell = Object.hasOwn(this.marks, column) ? this.cellIn(column, value) : undefined;
			if (cell === undefined) {
				const isCut = place === parts.length - 1 && cells.length > 0;
				return isCut ? { columns, cells, isCut } : undefined;
			}
			columns.push(column);
			cells.push(cell);
		}
		return cells.length === 0 ? undefined : { columns, cells, isCut: false };
	}

	private cellIn(column: string, value: string | undefined): Cell | undefined {
		if (value === undefined) return undefined;
		const plain = this.columns.plain[column] as RegExp | undefined;
		if (plain === undefined) return isHash(value) ? value : undefined;
		const text = decode(value);
		if (!plain.test(text)) return undefined;
		return column === this.columns.value && isNumber(text) ? Number(text) : text;
	}

	/** The first key that finds the person, "" where there is none: it identifies a customer without an ID. */
	identityOf({ columns, cells }: MatchRow): string {
		const place = this.columns.identifying
			.map((column) => columns.indexOf(column))
			.find((each) => each !== -1 && cells[each] !== '');
		return place === undefined ? '' : String(cells[place]);
	}

	/**
	 * The cells that find the person, each prefixed with its column: an external ID is not a device ID, though they may
	 * look the same.
	 */
	findingCells({ columns, cells }: MatchRow): string[] {
		const found: string[] = [];
		columns.forEach((column, place) => {
			if (this.finding.has(column) && cells[place] !== '') found.push(`${column}=${cells[place]}`);
		});
		return found;
	}
}

/** Rows in which no column repeats: the kept text of a customer may hold two emails. */
export function withoutRepeats({ columns, cells }: MatchRow): MatchRow[] {
	const rows: Array<{ columns: string[]; cells: Cell[] }> = [];
	columns.forEach((column, place) => {
		let row = rows.find((each) => !each.columns.includes(column));
		if (row === undefined) {
			row = { columns: [], cells: [] };
			rows.push(row);
		}
		row.columns.push(column);
		row.cells.push(cells[place]);
	});
	return rows;
}

function isNumber(text: string): boolean {
	return text !== '' && !Number.isNaN(Number(text));
}

function isHash(text: string): boolean {
	return text.length === 64;
}

/** Half a surrogate pair, which a cut text may end with, can't be encoded. */
function encode(text: string): string {
	return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
}

function decode(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
