/** What the date columns of a table contain. */
export type DateKind = 'instant' | 'localTime' | 'utcTime' | 'date' | 'unix';

/**
 * The differences between SQL engines. Every function takes and returns the text of an expression; the returned text is
 * in parentheses or is a call, so that it can be used anywhere.
 */
export interface Dialect {
	/** The engine's display name. */
	readonly name: string;
	/** Statements before the first one, for its transaction alone; empty where none are needed. */
	readonly prelude: string;
	/** The longest name in bytes; the engine cuts off the rest. */
	readonly longestName: number;
	/** What the engine refuses in a name, however it is quoted; undefined where it takes any. */
	readonly refusedInNames: RegExp | undefined;
	/** The column types for texts and 64-bit integers. */
	readonly textType: string;
	readonly integerType: string;
	/** The column type for `key`. */
	readonly keyType: string;
	/**
	 * The keyword that makes the engine compute a common table expression once, however often it is read; empty where
	 * there is none.
	 */
	readonly materialized: 'MATERIALIZED ' | '';
	/**
	 * A statement that keeps the rows of a query in a temporary table, for an engine that computes a common table
	 * expression anew for each reading; undefined where that is not needed.
	 */
	readonly keepRows: ((table: string, query: string) => string) | undefined;
	/**
	 * The end of a subquery whose columns are computed once, not each time they are used; empty where the engine does so
	 * anyway.
	 */
	readonly fence: '\nOFFSET 0' | '\nLIMIT 9223372036854775807' | '';
	/** The quoted name of a table, column or alias. */
	quoteName(name: string): string;
	/** A text literal. */
	quoteText(text: string): string;
	/** Any value as text. */
	text(value: string): string;
	/** A value as a 64-bit integer. */
	integer(value: string): string;
	/** An integer of at least 38 digits, for products. */
	wide(value: string): string;
	/** A value as a 64-bit float: for risks, whose exponential needs one. */
	double(value: string): string;
	/** The quotient of two 64-bit integers that are not negative, rounded down. */
	quotient(numerator: string, divisor: string): string;
	/** The same for wide integers. */
	wideQuotient(numerator: string, divisor: string): string;
	remainder(numerator: string, divisor: string): string;
	/** Whether a text matches a regular expression; written with `[0-9]` and `[.]`, never with a backslash. */
	matches(text: string, pattern: string): string;
	/** A text with all matches of a regular expression replaced by a literal. */
	replacePattern(text: string, pattern: string, by: string): string;
	/** A text with all occurrences of a literal replaced by another. */
	replace(text: string, from: string, to: string): string;
	/** A text without the given characters at its ends. */
	trimmed(text: string, characters: string): string;
	trimmedStart(text: string, characters: string): string;
	trimmedEnd(text: string, characters: string): string;
	lower(text: string): string;
	upper(text: string): string;
	/** Length in characters. */
	length(text: string): string;
	/** The characters from a position on, starting at 1. */
	part(text: string, from: string, count?: string): string;
	/** The position of a literal in a text, 0 where it isn't found. */
	place(text: string, literal: string): string;
	/** A text padded at its start to a length; longer ones are cut. */
	padStart(text: string, length: string, by: string): string;
	padEnd(text: string, length: string, by: string): string;
	/**
	 * A text by which rows are joined; engines that can't look up long texts replace the end of one with a hash. To be
	 * used once, where a key is made.
	 */
	key(text: string): string;
	/** Texts joined. */
	joined(...texts: string[]): string;
	/** A text in sort order by bytes. */
	ordered(text: string): string;
	/** SHA-256 of a text's UTF-8, in lower-case hex digits. */
	sha256(text: string): string;
	/**
	 * Milliseconds of a date column: since 1970 in UTC for the kinds instant and utcTime, by the clock it shows for
	 * localTime and date; NULL for anything else.
	 */
	milliseconds(column: string, kind: Exclude<DateKind, 'unix'>): string;
	/** The texts of a group that are not NULL, joined by a literal, in an order. */
	list(text: string, separator: string, order: readonly string[]): string;
	/**
	 * All columns of a row of an alias as one text: equal rows have equal texts. Undefined where the engine has no such
	 * expression; rows are then compared by the columns that are set.
	 */
	readonly rowText: ((alias: string) => string) | undefined;
	/**
	 * A condition that is true, or makes the statement fail, if possible with a reason.
	 *
	 * @param column an integer of the row that is not negative
	 */
	requires(condition: string, reason: string, column: string): string;
	/** Whether two values differ, treating NULL as a value. */
	isDistinct(a: string, b: string): string;
	/**
	 * A statement that creates a result table where it doesn't exist.
	 *
	 * @param columns names and types
	 */
	createTable(table: string, columns: string): string;
	/**
	 * Statements, joined by `;`, that leave a result table with exactly the rows of a SELECT. They fail on a table of
	 * another kind, and leave it as it is.
	 */
	replaceRows(table: string, columns: readonly string[], select: string): string;
}
