import type { Dialect } from './dialect';

/** A text in single quotes: for patterns, whose `$` stands before a bracket. */
export const quoted = (text: string): string => `'${text.replace(/'/g, "''")}'`;

/** A pattern whose end is the end of the text, for engines in which `$` stands before a last line end too. */
export const withTrueEnd = (pattern: string): string => pattern.replaceAll('($)', '(?![^a]|a)');

/** How an engine writes the parts of a literal. */
interface Spelling {
	readonly quote: (part: string) => string;
	readonly character: (code: number) => string;
	readonly joined: (...texts: string[]) => string;
}

/** A literal in which certain characters are written by their codes, because engines or drivers read them differently. */
export function spelledOut(text: string, characters: string, how: Spelling): string {
	const parts = text.split(new RegExp(`([${characters.replace(/\\/g, '\\\\')}])`));
	if (parts.length === 1) return how.quote(text);
	const written = parts.map((part, i) =>
		i % 2 === 0 ? how.quote(part) : how.character(part.charCodeAt(0)),
	);
	return how.joined(...written);
}

const joined = (...texts: string[]) => `(${texts.join(' || ')})`;

/** A literal without `$`: n8n's Postgres node puts a statement in by `String.replace`, where `$'` stands for other text. */
export function withoutDollars(text: string, quote: (text: string) => string): string {
	return spelledOut(text, '$', { quote, character: (code) => `CHR(${code})`, joined });
}

/**
 * A condition that is always true and names all columns of a result table: on a table that lacks one the statement fails
 * before it deletes anything.
 */
export function allExist(names: readonly string[]): string {
	// First the one that no other table has.
	const ordered = [
		'order_days_and_values',
		...names.filter((name) => name !== 'order_days_and_values'),
	];
	return ordered.map((name) => `(${name} IS NULL OR ${name} IS NOT NULL)`).join(' AND ');
}

/** What most engines have in common. */
export const base = {
	prelude: '' as string,
	longestName: Infinity as number,
	refusedInNames: undefined,
	textType: 'VARCHAR' as string,
	integerType: 'BIGINT' as string,
	keyType: 'VARCHAR' as string,
	key: (text) => text,
	materialized: '' as const,
	keepRows: undefined,
	fence: '' as const,
	quoteName: (name) => `"${name.replace(/"/g, '""')}"`,
	quoteText: (text) => withoutDollars(text, quoted),
	text: (value) => `CAST(${value} AS VARCHAR)`,
	integer: (value) => `CAST(${value} AS BIGINT)`,
	double: (value) => `CAST(${value} AS DOUBLE)`,
	remainder: (numerator, divisor) => `(${numerator} % ${divisor})`,
	lower: (text) => `LOWER(${text})`,
	upper: (text) => `UPPER(${text})`,
	length: (text) => `LENGTH(${text})`,
	part: (text, from, count) =>
		count === undefined ? `SUBSTRING(${text}, ${from})` : `SUBSTRING(${text}, ${from}, ${count})`,
	padStart: (text, length, by) => `LPAD(${text}, CAST(${length} AS INTEGER), ${by})`,
	padEnd: (text, length, by) => `RPAD(${text}, ${length}, ${by})`,
	isDistinct: (a, b) => `(${a} IS DISTINCT FROM ${b})`,
	joined,
	requires: (condition, reason) =>
		`(CAST((CASE WHEN ${condition} THEN '1' ELSE ${quoted(reason)} END) AS BIGINT) = 1)`,
	createTable: (table, columns) => `CREATE TABLE IF NOT EXISTS ${table} (${columns})`,
	replaceRows: (table, names, select) =>
		[
			`DELETE FROM ${table} WHERE ${allExist(names)}`,
			`INSERT INTO ${table} (${names.join(', ')})\n${select}`,
		].join(';\n'),
} as const satisfies Partial<Dialect>;
