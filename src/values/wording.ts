const grouping = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** A number as people read it, with at most one decimal: 1,940. */
export function grouped(count: number): string {
	// Small whole numbers need no grouping, and formatting them would cost most of the sentence's time.
	if (count >= 0 && count < 1000 && Number.isInteger(count)) return String(count);
	return grouping.format(count);
}

/** A number with what it counts: "1 customer", "1,940 customers". */
export function counted(count: number, one: string, several = `${one}s`): string {
	return `${grouped(count)} ${count === 1 ? one : several}`;
}

/**
 * A share as a percentage with at most one decimal.
 *
 * @example percent(0.1234) // '12.3%'
 */
export function percent(share: number): string {
	return `${Math.round(share * 1000) / 10}%`;
}

const fewest = 5;
const longest = 40;

/**
 * The first five names of a list for a sentence, and the number of those left out; a name longer than 40 characters is
 * cut.
 *
 * @example firstFew(['a', 'b', 'c', 'd', 'e', 'f']) // 'a, b, c, d, e and 1 more'
 */
export function firstFew(names: readonly string[]): string {
	const more = names.length > fewest ? ` and ${names.length - fewest} more` : '';
	return names.slice(0, fewest).map(shortened).join(', ') + more;
}

/** A name for a sentence, cut after 40 characters. */
export function shortened(name: string): string {
	return name.length > longest ? `${name.slice(0, longest - 1)}…` : name;
}
