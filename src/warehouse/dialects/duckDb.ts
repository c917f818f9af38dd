import { base, quoted } from './base';
import type { Dialect } from './dialect';

/** DuckDB 1.x. */
export const duckDb: Dialect = {
	...base,
	name: 'DuckDB',
	materialized: 'MATERIALIZED ',
	wide: (value) => `CAST(${value} AS HUGEINT)`,
	quotient: (numerator, divisor) => `(${numerator} // ${divisor})`,
	wideQuotient: (numerator, divisor) => `(${numerator} // ${divisor})`,
	matches: (text, pattern) => `REGEXP_MATCHES(${text}, ${quoted(pattern)})`,
	replacePattern: (text, pattern, by) =>
		`REGEXP_REPLACE(${text}, ${quoted(pattern)}, ${base.quoteText(by)}, 'g')`,
	replace: (text, from, to) => `REPLACE(${text}, ${base.quoteText(from)}, ${base.quoteText(to)})`,
	trimmed: (text, characters) => `TRIM(${text}, ${base.quoteText(characters)})`,
	trimmedStart: (text, characters) => `LTRIM(${text}, ${base.quoteText(characters)})`,
	trimmedEnd: (text, characters) => `RTRIM(${text}, ${base.quoteText(characters)})`,
	place: (text, literal) => `STRPOS(${text}, ${base.quoteText(literal)})`,
	ordered: (text) => text,
	sha256: (text) => `SHA256(${text})`,
	milliseconds: (column, kind) => {
		const time = kind === 'date' ? `CAST(${column} AS TIMESTAMP)` : column;
		return `(CASE WHEN ISFINITE(${time}) THEN EPOCH_MS(${time}) END)`;
	},
	list: (text, separator, order) =>
		`STRING_AGG(${text}, ${base.quoteText(separator)} ORDER BY ${order.join(', ')})`,
	rowText: (alias) => `CAST(TO_JSON(${alias}) AS VARCHAR)`,
};
