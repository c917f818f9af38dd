import { isSha256, sha256 } from '../../values/sha256';

/** How cells that look like SHA-256 are read. */
export type HashedInput = 'detect' | 'never' | 'always';

/** What other programs turn empty cells into. A Ms Null loses one of her keys, and no stranger is matched. */
const placeholders: ReadonlySet<string> = new Set(['', 'null', 'undefined', 'nan', 'none']);

/** Whether a text stands for an empty cell. */
export function isPlaceholder(text: string): boolean {
	return placeholders.has(text.toLowerCase());
}

const emptyHashes: ReadonlySet<string> = new Set(
	[...placeholders, 'NaN', 'None'].map((text) => sha256(text)),
);

/**
 * Returns a cell hashed; undefined where nothing could match.
 *
 * A cell that is already a SHA-256 is passed on in lower case and never hashed twice ("detect"); "always" accepts
 * nothing else, "never" treats it as text. The hash of an empty cell counts as empty.
 *
 * @param normalised returns the cell as it is to be hashed
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
