import { InvalidInputError } from '../../values/invalidInputError';
import type { JsonRecord } from '../../values/jsonRecord';
import { readNumber } from '../../values/readNumber';
import { valueInWords } from '../tier/chooseValue';
import { isOtherValue, rankedBy } from '../tier/rankedBy';

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
	const ranked = rankedBy(rows, tierValue);
	if (!isOtherValue(ranked, valueField)) return tierValue;
	const [other] = ranked;
	throw new InvalidInputError(
		'savedModel',
		`a tier model that ranks by ${valueInWords(other)}, as the rows on input ${input} were ranked (or the field "${valueField}" in these rows)`,
		valueInWords(valueField),
	);
}
