import type { Dialect } from './dialects/dialect';

/** The characters that JavaScript trims: blanks, tabs, line ends, and the spaces of Unicode. */
export const blanks =
	' \t\n\u000b\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';
const invisible = ['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff'];

/**
 * A text without blanks at its ends.
 *
 * Most texts have none, and begin and end with a printable ASCII character: engines match a pattern several times as
 * fast as they trim by a set of characters.
 */
export function trimmed(dialect: Dialect, text: string): string {
	return keptWhere(dialect, text, '^[!-~](.*[!-~])?($)', dialect.trimmed(text, blanks));
}

/** A text as it is where it matches a pattern, else what is made of it. */
export function keptWhere(dialect: Dialect, text: string, pattern: string, made: string): string {
	return `(CASE WHEN ${dialect.matches(text, pattern)} THEN ${text} ELSE ${made} END)`;
}

/** A cell's text trimmed; NULL for a blank one. */
export function cellText(dialect: Dialect, column: string): string {
	return `NULLIF(${trimmed(dialect, dialect.text(column))}, '')`;
}

/**
 * An email address as `normaliseEmail` writes it, NULL for any other text; letters beyond ASCII are lower-cased by the
 * engine's rules.
 *
 * @param text the cell, unchanged
 */
export function emailKey(dialect: Dialect, text: string): string {
	const visible = invisible.reduce((sql, mark) => dialect.replace(sql, mark, ''), text);
	const plain = keptWhere(dialect, text, '^[!-~]+($)', dialect.trimmed(visible, blanks));
	const folded = dialect.lower(plain);
	const address = `^[^${blanks}@]+@[^${blanks}@]+[.][^${blanks}@.]+($)`;
	return `(CASE WHEN ${dialect.matches(folded, address)} THEN ${folded} END)`;
}

/** A word in lower case with `_` for blanks and hyphens, the form in which status words and flags are compared. */
export function wordOf(dialect: Dialect, text: string): string {
	return dialect.replacePattern(dialect.lower(text), `[${blanks}_-]+`, '_');
}

/** A phone number as `phoneKey` writes it: digits, with a plus where it has a country code; NULL for any other text. */
export function phoneKey(dialect: Dialect, text: string): string {
	const digits = dialect.replacePattern(text, '[^0-9]+', '');
	const length = dialect.length(digits);
	const international = `(CASE WHEN ${dialect.part(text, '1', '1')} = '+' THEN ${dialect.joined("'+'", digits)} WHEN ${dialect.part(digits, '1', '2')} = '00' THEN ${dialect.joined("'+'", dialect.part(digits, '3'))} ELSE ${digits} END)`;
	return `(CASE WHEN ${length} >= 6 AND ${length} <= 20 THEN ${international} END)`;
}
