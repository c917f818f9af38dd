import { isSha256, sha256 } from '../../values/sha256';

/** How cells that look like SHA-256 are taken. */
export type HashedInput = 'detect' | 'never' | 'always';

/** What empty cells turn into on their way through other programs. Costs a Ms Null one of her keys, and no stranger is matched. */
const placeholders: ReadonlySet<string> = new Set(['', 'null', 'undefined', 'nan', 'none']);

/** Whether a text stands for an empty cell. */
export function isPlaceholder(text: string): boolean {
	return placeholders.has(text.toLowerCase());
}

const emptyHashes: ReadonlySet<string> = new Set(
	[...placeholders, 'NaN', 'None'].map((text) => sha256(text)),
);

/**
 * Returns a cell hashed; undefined where there is nothing that could match.
 *
 * A cell that is a SHA-256 already passes in lower case, never hashed twice ("detect"); "always" takes nothing else, "never" treats it as
 * text. The hash of an empty cell is none.
 *
 * @param normalised gives the cell as it is hashed
 */
export function hashedCell(
	cell: unknown,
	hashedInput: HashedInput,
	normalised: () => string | undefined,
): string | undefined {
	if (cell === undefined || cell === null || cell === '') return undefined;
	if (hashedInput !== 'never' && isSha256(cell)) {
		const passed = cell.trim().toLowerCase();
		return emptyHashes.has(passed) ? undefined : passed;
	}
	if (hashedInput === 'always') return undefined;
	const value = normalised();
	return value === undefined ? undefined : sha256(value);
}
