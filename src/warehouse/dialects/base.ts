import type { Dialect } from './dialect';

/** A text in single quotes: for patterns, whose `$` stands before a bracket. */
export const quoted = (text: string): string => `'${text.replace(/'/g, "''")}'`;

/** A literal without `$`: n8n's Postgres node puts a statement in by `String.replace`, where `$'` stands for other text. */
export function withoutDollars(text: string, quote: (text: string) => string): string {
	return text.includes('$')
		? `(${text.split('$').map(quote).join(' || CHR(36) || ')})`
		: quote(text);
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
	textType: 'VARCHAR' as string,
	integerType: 'BIGINT' as string,
	materialized: '' as const,
	fence: '' as const,
	quoteName: (name) => `"${name.replace(/"/g, '""')}"`,
	quoteText: (text) => withoutDollars(text, quoted),
	text: (value) => `CAST(${value} AS VARCHAR)`,
	integer: (value) => `CAST(${value} AS BIGINT)`,
	remainder: (numerator, divisor) => `(${numerator} % ${divisor})`,
	lower: (text) => `LOWER(${text})`,
	upper: (text) => `UPPER(${text})`,
	length: (text) => `LENGTH(${text})`,
	part: (text, from, count) =>
		count === undefined ? `SUBSTRING(${text}, ${from})` : `SUBSTRING(${text}, ${from}, ${count})`,
	padStart: (text, length, by) => `LPAD(${text}, ${length}, ${by})`,
	padEnd: (text, length, by) => `RPAD(${text}, ${length}, ${by})`,
	isDistinct: (a, b) => `(${a} IS DISTINCT FROM ${b})`,
	joined: (...texts) => `(${texts.join(' || ')})`,
	replaceTable: (table, columns, select) => {
		const names = columns.split(', ').map((column) => column.split(' ')[0]);
		return [
			`CREATE TABLE IF NOT EXISTS ${table} (${columns})`,
			`DELETE FROM ${table} WHERE ${allExist(names)}`,
			`INSERT INTO ${table} (${names.join(', ')})\n${select}`,
		].join(';\n');
	},
} as const satisfies Partial<Dialect>;
