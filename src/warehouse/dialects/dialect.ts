/** How the date columns of a table say when something happened. */
export type DateKind = 'instant' | 'localTime' | 'utcTime' | 'date' | 'unix';

/**
 * What SQL engines write in their own ways. Every function takes and returns the text of an expression; what it returns
 * stands in parentheses or is a call, so that it can be put anywhere.
 */
export interface Dialect {
	/** What people call the engine. */
	readonly name: string;
	/** The types of texts and of 64-bit integers in a table. */
	readonly textType: string;
	readonly integerType: string;
	/** What makes the engine compute a common table expression once, however often it is read; empty where nothing does. */
	readonly materialized: 'MATERIALIZED ' | '';
	/** What ends a subquery whose columns the engine shall compute once, not each time they are used; empty where it does anyway. */
	readonly fence: '\nOFFSET 0' | '';
	/** A name of a table, column or alias. */
	quoteName(name: string): string;
	/** A text literal. */
	quoteText(text: string): string;
	/** Any value as text. */
	text(value: string): string;
	/** A value as a 64-bit integer. */
	integer(value: string): string;
	/** An integer of at least 38 digits, for products. */
	wide(value: string): string;
	/** The quotient of two 64-bit integers that are not negative, rounded down. */
	quotient(numerator: string, divisor: string): string;
	/** The same of wide integers. */
	wideQuotient(numerator: string, divisor: string): string;
	remainder(numerator: string, divisor: string): string;
	/** Whether a text matches a regular expression; written with `[0-9]` and `[.]`, never with a backslash. */
	matches(text: string, pattern: string): string;
	/** A text with all that matches a regular expression replaced by a literal. */
	replacePattern(text: string, pattern: string, by: string): string;
	/** A text with all occurrences of a literal replaced by another. */
	replace(text: string, from: string, to: string): string;
	/** A text without any of the characters at its ends. */
	trimmed(text: string, characters: string): string;
	trimmedStart(text: string, characters: string): string;
	trimmedEnd(text: string, characters: string): string;
	lower(text: string): string;
	upper(text: string): string;
	/** Length in characters. */
	length(text: string): string;
	/** The characters from a place on, the first being 1. */
	part(text: string, from: string, count?: string): string;
	/** The place of a literal in a text, 0 where it isn't there. */
	place(text: string, literal: string): string;
	/** A text brought to a length; longer ones are cut. */
	padStart(text: string, length: string, by: string): string;
	padEnd(text: string, length: string, by: string): string;
	/** Texts one after the other. */
	joined(...texts: string[]): string;
	/** A text as it has to stand where its order matters: by bytes. */
	ordered(text: string): string;
	/** SHA-256 of a text's UTF-8, in lower-case hex digits. */
	sha256(text: string): string;
	/**
	 * Milliseconds of a date column: since 1970 in UTC for the kinds instant and utcTime, of the clock it shows for localTime and date;
	 * NULL for what is no date.
	 */
	milliseconds(column: string, kind: Exclude<DateKind, 'unix'>): string;
	/** The texts of a group that are not NULL, joined by a literal in an order. */
	list(text: string, separator: string, order: readonly string[]): string;
	/** All columns of a row of an alias as one text: equal rows have equal texts. */
	rowText(alias: string): string;
	/** Whether two values differ, NULL being a value. */
	isDistinct(a: string, b: string): string;
	/**
	 * Statements, with `;` between, that leave a table with the rows of a SELECT and no others, creating it where it isn't there.
	 *
	 * @param columns names and types
	 */
	replaceTable(table: string, columns: string, select: string): string;
}
