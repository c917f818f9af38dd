import type { JsonRecord } from '../../values/jsonRecord';
import type { Notice } from '../../values/notice';

/** A field that a node expects of the nodes before it, and what it does without. */
export interface ExpectedField {
	/** The name, or several of which one is enough; the first is the one to name. */
	readonly anyOf: readonly string[];
	/** The node that writes it. */
	readonly from: string;
	/** What the node takes for true without it, as a clause. */
	readonly assumed: string;
	/** Whether results without it are others than its user expects. The rest is only named beside such a one. */
	readonly isEssential: boolean;
	/** A notice that says so already. */
	readonly toldBy?: string;
}

/**
 * The warning about fields that no customer has, each with what was assumed; none where all essential ones are there.
 *
 * @param told codes of the notices that the run has given
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
