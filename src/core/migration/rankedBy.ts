import type { JsonRecord } from '../../values/jsonRecord';
import { readNumber } from '../../values/readNumber';
import { InvalidInputError } from '../../values/invalidInputError';
import { valueInWords } from '../tier/chooseValue';

/** The values that Assign Tier can rank by without being told a field. */
const candidates = ['predictedClv', 'monetaryTotal', 'monetaryLast365', 'historicLtv'] as const;

/** The fields that hold what everyone of a run was ranked by, `tierValue`; empty where no field does, or nobody was ranked. */
export function rankedBy(rows: readonly JsonRecord[], tierValue: string): string[] {
	let left: readonly string[] = candidates;
	let ranked = 0;
	for (const row of rows) {
		const value = readNumber(row[tierValue]);
		if (Number.isNaN(value)) continue;
		ranked++;
		left = left.filter((field) => readNumber(row[field]) === value);
		if (left.length === 0) break;
	}
	return ranked === 0 ? [] : [...left];
}

/**
 * The field by which a saved model places the customers of a run: the model's own, where any row has a number in it, else
 * `tierValue`.
 *
 * @param input names the run in an error
 * @throws InvalidInputError where the run was ranked by another value than the model's, and the rows lack the model's
 */
export function placedBy(
	rows: readonly JsonRecord[],
	valueField: string,
	tierValue: string,
	input: string,
): string {
	// A field of the user's own holds what they say it holds.
	if (tierValue !== 'tierValue') return tierValue;
	if (rows.some((row) => !Number.isNaN(readNumber(row[valueField])))) return valueField;
	const [other] = rankedBy(rows, tierValue);
	if (other === undefined) return tierValue;
	throw new InvalidInputError(
		'savedModel',
		`a tier model that ranks by ${valueInWords(other)}, as the rows on input ${input} were ranked (or the field "${valueField}" in these rows)`,
		valueInWords(valueField),
	);
}
