import { base, quoted, spelledOut, withTrueEnd } from './base';
import type { Dialect } from './dialect';

const joined = (...texts: string[]) => `CONCAT(${texts.join(', ')})`;

/** A literal without backslashes, whose meaning depends on `NO_BACKSLASH_ESCAPES`, and without `;` and `$`. */
function quoteText(text: string): string {
	return spelledOut(text, '\\;$', {
		quote: quoted,
		character: (code) => `CHAR(${code} USING utf8mb4)`,
		joined,
	});
}

/** One or more of some characters, of which none has a meaning between brackets. */
const some = (characters: string) => `[${characters}]+`;

const replacePattern = (text: string, pattern: string, by: string) =>
	`REGEXP_REPLACE(${text}, ${quoted(withTrueEnd(pattern))}, ${quoteText(by)})`;

/**
 * What MySQL and MariaDB have in common.
 *
 * @param collation texts differ where their bytes do, blanks at their ends included
 */
function dialectOf(name: string, collation: string, settings = ''): Dialect {
	return {
		...base,
		name,
		// Literals and casts get the collation of the connection; GROUP_CONCAT cuts at 1024 bytes by default.
		prelude: `SET collation_connection = ${collation}, time_zone = '+00:00', group_concat_max_len = 1073741824${settings};\n`,
		fence: '\nLIMIT 9223372036854775807',
		longestName: 64,
		refusedInNames: /[\u{10000}-\u{10ffff}]|\s$/u,
		textType: `LONGTEXT CHARACTER SET utf8mb4 COLLATE ${collation}`,
		keyType: `VARCHAR(255) CHARACTER SET utf8mb4 COLLATE ${collation}`,
		// A join by LONGTEXT compares every row with every other.
		key: (text) =>
			`LEFT(CASE WHEN CHAR_LENGTH(${text}) > 255 THEN CONCAT(LEFT(${text}, 191), SHA2(${text}, 256)) ELSE ${text} END, 255)`,
		quoteName: (text) => `\`${text.replace(/`/g, '``')}\``,
		quoteText,
		text: (value) => `CAST(${value} AS CHAR)`,
		integer: (value) => `CAST(${value} AS SIGNED)`,
		wide: (value) => `CAST(${value} AS DECIMAL(40, 0))`,
		quotient: (numerator, divisor) => `(${numerator} DIV ${divisor})`,
		// DIV returns 64 bits, and a quotient has four decimals; without its remainder it needs none.
		wideQuotient: (numerator, divisor) =>
			`FLOOR((${numerator} - (${numerator} % ${divisor})) / ${divisor})`,
		matches: (text, pattern) => `(${text} REGEXP ${quoted(withTrueEnd(pattern))})`,
		replacePattern,
		replace: (text, from, to) => `REPLACE(${text}, ${quoteText(from)}, ${quoteText(to)})`,
		trimmed: (text, characters) =>
			replacePattern(text, `^${some(characters)}|${some(characters)}($)`, ''),
		trimmedStart: (text, characters) => replacePattern(text, `^${some(characters)}`, ''),
		trimmedEnd: (text, characters) => replacePattern(text, `${some(characters)}($)`, ''),
		length: (text) => `CHAR_LENGTH(${text})`,
		place: (text, literal) => `LOCATE(${quoteText(literal)}, ${text})`,
		padStart: (text, length, by) => `LPAD(${text}, ${length}, ${by})`,
		joined,
		ordered: (text) => `(${text} COLLATE ${collation})`,
		sha256: (text) => `CAST(SHA2(${text}, 256) AS CHAR)`,
		milliseconds: (column) => `FLOOR(TIMESTAMPDIFF(MICROSECOND, '1970-01-01', ${column}) / 1000)`,
		list: (text, separator, order) =>
			`GROUP_CONCAT(${text} ORDER BY ${order.join(', ')} SEPARATOR ${quoted(separator)})`,
		rowText: undefined,
		isDistinct: (a, b) => `(NOT (${a} <=> ${b}))`,
		// A cast of a text fails in strict mode only, a sum of more than 64 bits always.
		requires: (condition, _reason, column) =>
			`((CASE WHEN ${condition} THEN 1 ELSE 9223372036854775807 + (${column} + 1) END) = 1)`,
		replaceRows: (table, columns, select) =>
			['START TRANSACTION', base.replaceRows(table, columns, select), 'COMMIT'].join(';\n'),
	};
}

/** MySQL 8.0.17 and later. */
export const mySql = dialectOf('MySQL', 'utf8mb4_0900_bin');

/** MariaDB 10.5 and later. */
export const mariaDb: Dialect = {
	...dialectOf(
		'MariaDB',
		'utf8mb4_nopad_bin',
		', join_cache_level = 8, join_buffer_size = 67108864, join_buffer_space_limit = 1073741824',
	),
	keepRows: (table, query) => `CREATE OR REPLACE TEMPORARY TABLE ${table} AS\n${query}`,
};
