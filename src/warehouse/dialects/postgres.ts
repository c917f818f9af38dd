import { base, quoted, withoutDollars } from './base';
import type { Dialect } from './dialect';

/** A literal with a backslash is an escape string, whose meaning doesn't depend on `standard_conforming_strings`. */
function quoteText(text: string): string {
	return withoutDollars(text, (part) =>
		part.includes('\\') ? `E${quoted(part.replace(/\\/g, '\\\\'))}` : quoted(part),
	);
}

/** PostgreSQL 12 and later, also with TimescaleDB. */
export const postgres: Dialect = {
	...base,
	name: 'PostgreSQL',
	// PostgreSQL can’t estimate the sizes of common table expressions: it would scan one of them for each row of another.
	prelude: 'SET LOCAL enable_nestloop = off;\nSET LOCAL jit = off;\n',
	longestName: 63,
	textType: 'TEXT',
	keyType: 'TEXT',
	fence: '\nOFFSET 0',
	materialized: 'MATERIALIZED ',
	quoteText,
	text: (value) => `CAST(${value} AS TEXT)`,
	double: (value) => `CAST(${value} AS DOUBLE PRECISION)`,
	wide: (value) => `CAST(${value} AS NUMERIC)`,
	quotient: (numerator, divisor) => `(${numerator} / ${divisor})`,
	wideQuotient: (numerator, divisor) => `DIV(${numerator}, ${divisor})`,
	matches: (text, pattern) => `(${text} ~ ${quoted(pattern)})`,
	replacePattern: (text, pattern, by) =>
		`REGEXP_REPLACE(${text}, ${quoted(pattern)}, ${quoteText(by)}, 'g')`,
	replace: (text, from, to) => `REPLACE(${text}, ${quoteText(from)}, ${quoteText(to)})`,
	trimmed: (text, characters) => `BTRIM(${text}, ${quoteText(characters)})`,
	trimmedStart: (text, characters) => `LTRIM(${text}, ${quoteText(characters)})`,
	trimmedEnd: (text, characters) => `RTRIM(${text}, ${quoteText(characters)})`,
	place: (text, literal) => `POSITION(${quoteText(literal)} IN ${text})`,
	ordered: (text) => `(${text} COLLATE "C")`,
	sha256: (text) => `ENCODE(SHA256(CONVERT_TO(${text}, 'UTF8')), 'hex')`,
	milliseconds: (column, kind) => {
		const time = kind === 'date' ? `CAST(${column} AS TIMESTAMP)` : column;
		// Whole seconds and the microseconds of the minute, both exact whether EXTRACT returns NUMERIC or a float.
		const seconds = `CAST(EXTRACT(EPOCH FROM DATE_TRUNC('second', ${time})) AS BIGINT)`;
		const micros = `CAST(EXTRACT(MICROSECONDS FROM ${time}) AS BIGINT)`;
		return `(CASE WHEN ISFINITE(${time}) THEN ((${seconds} * 1000) + ((${micros} % 1000000) / 1000)) END)`;
	},
	list: (text, separator, order) =>
		`STRING_AGG(${text}, ${quoteText(separator)} ORDER BY ${order.join(', ')})`,
	rowText: (alias) => `CAST(${alias} AS TEXT)`,
};
