import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';

/** A field that a node expects from the nodes before it, and what it assumes without it. */
export interface ExpectedField {
	/** The name, or several of which one is enough; the first is the one that notices use. */
	readonly anyOf: readonly string[];
	/** The node that writes it. */
	readonly from: string;
	/** What the node assumes without it, as a clause. */
	readonly assumed: string;
	/** Whether results without it differ from what the user expects. Other fields are only named beside such a one. */
	readonly isEssential: boolean;
	/** A notice that already says so. */
	readonly toldBy?: string;
}

/**
 * The warning about fields that no customer has, each with what was assumed; none where all essential ones are present.
 *
 * @param told codes of the notices given in the run
 */
export function missingFieldsNotice(
	rows: readonly JsonRecord[],
	expected: readonly ExpectedField[],
	told: ReadonlySet<string>,
): Notice[] {
	if (rows.length === 0) return [];
	const missing = expected.filter(
		({ anyOf, toldBy }) =>
			!(toldBy !== undefined && told.has(toldBy)) &&
			!rows.some((row) => anyOf.some((field) => Object.hasOwn(row, field))),
	);
	if (!missing.some(({ isEssential }) => isEssential)) return [];
	const parts = missing.map(({ anyOf, from, assumed }) => `"${anyOf[0]}" (${from}): ${assumed}`);
	return [
		{
			code: 'fieldsMissing',
			message: `No customer has these fields of the nodes before. ${parts.join('; ')}. Put the nodes in brackets before this one, or name the fields under "Input Fields".`,
			level: 'warning',
		},
	];
}
