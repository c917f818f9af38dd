import { firstFew } from '../../values/wording';

/** How a customer moved between two runs; `gone` is only known for those who are missing now. */
export type Migration =
	| 'up'
	| 'down'
	| 'same'
	| 'changed'
	| 'new'
	| 'returned'
	| 'left'
	| 'none'
	| 'gone';

export const migrations = [
	'new',
	'returned',
	'up',
	'same',
	'changed',
	'down',
	'left',
	'gone',
	'none',
] as const satisfies readonly Migration[];

/**
 * How a customer of both runs moved.
 *
 * @param from earlier group; undefined: none
 * @param to current group
 * @param placeOf position of a group in its order, 0 being the best; undefined for groups without one
 */
export function judgeMove(
	from: string | undefined,
	to: string | undefined,
	placeOf: ReadonlyMap<string, number>,
): Migration {
	if (from === undefined) return to === undefined ? 'none' : 'returned';
	if (to === undefined) return 'left';
	if (from === to) return 'same';
	const [before, after] = [placeOf.get(from), placeOf.get(to)];
	if (before === undefined || after === undefined) return 'changed';
	return after < before ? 'up' : 'down';
}

const sentences = {
	up: (from, to) => `Moved up from ${from} to ${to}.`,
	down: (from, to) => `Moved down from ${from} to ${to}.`,
	same: (from) => `Still ${from}.`,
	changed: (from, to) => `Changed from ${from} to ${to}.`,
	new: (_, to) => (to === null ? 'New, without a group.' : `New, in ${to}.`),
	returned: (_, to) => `Had no group before, and is in ${to} now.`,
	left: (from) => `Was in ${from}, and has no group now.`,
	none: () => 'Has no group, and had none before.',
	gone: (from) => `Was in ${from ?? 'no group'}, and is not among the customers now.`,
} as const satisfies Record<Migration, (from: string | null, to: string | null) => string>;

/** A move in one sentence. */
export function explainMove(move: Migration, from: string | null, to: string | null): string {
	return sentences[move](shortened(from), shortened(to));
}

function shortened(group: string | null): string | null {
	return group && firstFew([group]);
}
