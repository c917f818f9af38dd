import type { JsonRecord } from '../../values/jsonRecord';
import { ownCell } from '../../values/ownCell';
import { countryCode } from './country';
import { toE164 } from './phone';

/** The fields with a customer's phone number and country. */
export interface PhoneFields {
	readonly phoneField: string;
	readonly countryField: string;
	/** Country of national numbers of customers without a country, as an ISO 3166-1 alpha-2 code; empty: none. */
	readonly defaultCountry: string;
}

/**
 * A customer's phone number in E.164; undefined where none is certainly theirs.
 *
 * A national number is read in the customer's own country, and in the default country only where the row names none:
 * read in any other country it is a stranger's.
 */
export function rowPhone(row: JsonRecord, fields: PhoneFields): string | undefined {
	const cell = ownCell(row, fields.phoneField);
	if (cell === undefined || cell === null || cell === '') return undefined;
	return toE164(cell, countryOf(row, fields));
}

function countryOf(row: JsonRecord, { countryField, defaultCountry }: PhoneFields) {
	const cell = ownCell(row, countryField);
	const isNamed = typeof cell === 'string' ? cell.trim() !== '' : cell != null;
	return isNamed ? countryCode(cell) : defaultCountry || undefined;
}
