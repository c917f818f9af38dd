import type { JsonRecord } from '../../../values/jsonRecord';
import { cellText } from '../../../values/cellText';
import { isConsentGiven } from '../../../values/yesOrNo';
import { ownCell } from '../../../values/ownCell';
import type { MemberReader } from '../../audience/members';
import { countryReader, isNothing } from '../../people/countryReader';
import { hashedCell } from '../../people/hashedCell';
import type { PeopleOptions } from '../options';
import { consentColumn, granted } from './columns';
import { addressCell, googleEmail, googlePhone, type IdentifierKey } from './identifier';

type ReadCell = (row: JsonRecord, country: string | undefined) => string | undefined;

interface ColumnReader {
	readonly column: string;
	/** The field whose cell is the key; absent for an address, which is allowed to be incomplete. */
	readonly field?: string;
	readonly read: ReadCell;
}

/** Reads customers' email addresses, phone numbers and addresses, and whether they have consented. */
export function memberReader(options: PeopleOptions): MemberReader {
	const keys = keyReaders(options);
	const consents = consentFieldsOf(options);
	const countryOf = countryReader(fieldOf(options, 'COUNTRY') ?? 'country', options.defaultCountry);
	const finding = keys.map((_key, place) => place);
	const { customerIdField } = options;
	const cellsOf = (row: JsonRecord) => {
		const country = countryOf(row);
		return keys.map(({ read }) => read(row, country) ?? '');
	};
	const hasAgreed = (row: JsonRecord) =>
		consents.length > 0 && consents.every((field) => isConsentGiven(ownCell(row, field)));
	return {
		columns: [...keys.map(({ column }) => column), consentColumn],
		finding,
		read: (row) => {
			const cells = cellsOf(row);
			const identity = cells.find((cell) => cell !== '') ?? '';
			const customerId = cellText(row, customerIdField) || identity;
			const unusable = keys.filter(
				({ field }, place) =>
					cells[place] === '' && field !== undefined && !isNothing(ownCell(row, field)),
			);
			cells.push(hasAgreed(row) ? granted : '');
			const found = { cells, identity, customerId };
			if (unusable.length === 0) return found;
			return { ...found, unusable: [...new Set(unusable.map(({ column }) => column))] };
		},
		addresses: (row) => cellsOf(row).filter((cell) => cell !== ''),
	};
}

/** Emails first, then phones, then the address: the most reliable key identifies a customer without an ID. */
function keyReaders(options: PeopleOptions): ColumnReader[] {
	const { matchFields, hashedInput } = options;
	const hashed = (
		key: IdentifierKey,
		normalise: (cell: unknown, country?: string) => string | undefined,
	) =>
		matchFields
			.filter((each) => each.key === key)
			.map(
				({ field }): ColumnReader => ({
					column: key,
					field,
					read: (row, country) => {
						const cell = ownCell(row, field);
						return hashedCell(cell, hashedInput, () => normalise(cell, country));
					},
				}),
			);
	return [
		...hashed('EMAIL', googleEmail),
		...hashed('PHONE', googlePhone),
		...addressReaders(options),
	];
}

/** No reader where a part of the address has no field. */
function addressReaders(options: PeopleOptions): ColumnReader[] {
	const [given, family, postal] = (['GIVEN_NAME', 'FAMILY_NAME', 'POSTAL_CODE'] as const).map(
		(key) => fieldOf(options, key),
	);
	const country = fieldOf(options, 'COUNTRY');
	const isWhole = given && family && postal && (country ?? options.defaultCountry);
	if (!isWhole) return [];
	const { hashedInput } = options;
	const read: ReadCell = (row, country) =>
		addressCell(
			{
				givenName: ownCell(row, given),
				familyName: ownCell(row, family),
				country: country?.toUpperCase(),
				postalCode: ownCell(row, postal),
			},
			hashedInput,
		);
	return [{ column: 'ADDRESS', read }];
}

function fieldOf({ matchFields }: PeopleOptions, key: IdentifierKey): string | undefined {
	return matchFields.find((each) => each.key === key)?.field;
}

/** The fields that need an explicit yes; empty for operations that add nobody. */
export function consentFieldsOf(options: PeopleOptions): readonly string[] {
	if (!('consentSource' in options)) return [];
	const { consentField, personalizationConsentField } = options;
	return [...new Set([consentField, personalizationConsentField || consentField])];
}
