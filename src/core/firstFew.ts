const fewest = 5;
const longest = 40;

/**
 * The first five of a list of names for a sentence, and how many more there are; a name longer than 40 characters is cut.
 *
 * @example firstFew(['a', 'b', 'c', 'd', 'e', 'f']) // 'a, b, c, d, e and 1 more'
 */
export function firstFew(names: readonly string[]): string {
	const more = names.length > fewest ? ` and ${names.length - fewest} more` : '';
	return names.slice(0, fewest).map(shortened).join(', ') + more;
}

function shortened(name: string): string {
	return name.length > longest ? `${name.slice(0, longest - 1)}…` : name;
}
