import type { JsonRecord } from '../../../values/jsonRecord';
import { normaliseEmail } from '../../../values/normaliseEmail';
import type { Notice } from '../../../values/notice';
import { ownCell } from '../../../values/ownCell';
import { toE164 } from '../../people/phone';
import { isSameJson } from '../../run/isSameJson';
import { usualProperties, type OptionsOf } from '../options';
import { identifiers, type Contact } from '../people/contacts';
import { isEmpty, propertyValues } from '../people/propertyValues';
import type { KnownProfile } from '../people/readProfiles';

const nameFields = [
	['first_name', 'firstNameField'],
	['last_name', 'lastNameField'],
] as const;

/** The profile attributes and properties that the rows' columns are sent as. */
export interface ProfileColumns {
	/** A customer's attributes as they should be. */
	readonly attributesOf: (contact: Contact) => WantedAttributes;
	/** Names of the properties to remove from a customer's profile. */
	readonly namesToClear: (contact: Contact, profile: KnownProfile) => string[];
	readonly notices: readonly Notice[];
}

/**
 * The chosen columns of the rows, as attributes of profiles.
 *
 * An empty cell empties, clears or keeps the property as the options say; a row without the field changes nothing.
 *
 * @param profileAt profiles by the index of the customer's row; undefined where the account was not read
 */
export function profileColumns(
	rows: readonly JsonRecord[],
	options: OptionsOf<'upsertProfiles'>,
	profileAt: ReadonlyMap<number, KnownProfile> | undefined,
): ProfileColumns {
	const chosen = options.properties
		.filter(({ field }) => rows.some((row) => Object.hasOwn(row, field)))
		.map(({ field, property }) => ({ field, name: property === '' ? field : property }));
	const fields = new Set(chosen.map(({ field }) => field));
	const values = propertyValues(rows, [...fields], options.numberTexts);
	return {
		attributesOf,
		namesToClear: ({ row }, profile) =>
			options.emptyCells !== 'clear'
				? []
				: chosen
						.filter(
							({ field, name }) => isEmpty(ownCell(row, field)) && held(profile, name) != null,
						)
						.map(({ name }) => name),
		notices: [...missingFieldNotices(options, fields), ...values.notices],
	};

	function attributesOf(contact: Contact): WantedAttributes {
		const { index, row } = contact;
		const properties: Record<string, unknown> = {};
		for (const { field, name } of chosen) {
			if (isEmpty(ownCell(row, field))) {
				if (isToBeEmptied(row, field, name, profileAt?.get(index))) properties[name] = '';
				continue;
			}
			const value = values.of(row, field);
			if (value !== undefined) properties[name] = value;
		}
		const attributes: Record<string, unknown> = identifiers(contact);
		for (const [attribute, option] of nameFields) {
			const cell = ownCell(row, options[option]);
			if (typeof cell === 'string' && cell.trim() !== '') attributes[attribute] = cell.trim();
		}
		attributes.properties = properties;
		return attributes as WantedAttributes;
	}

	/**
	 * Whether a property should be set to empty text because the cell is empty: where it holds something, or its value is
	 * not known.
	 */
	function isToBeEmptied(
		row: JsonRecord,
		field: string,
		name: string,
		profile: KnownProfile | undefined,
	): boolean {
		if (options.emptyCells !== 'write' || !Object.hasOwn(row, field)) return false;
		return profile === undefined ? profileAt === undefined : !isEmpty(held(profile, name));
	}
}

/**
 * Names the fields that no customer has, because they are probably misspelled; the default fields are left out, since
 * not every workflow has all.
 */
function missingFieldNotices(
	{ properties }: OptionsOf<'upsertProfiles'>,
	present: ReadonlySet<string>,
): Notice[] {
	const usual = new Set<string>(usualProperties.map(({ field }) => field));
	const missing = [...new Set(properties.map(({ field }) => field))].filter(
		(field) => !present.has(field) && !usual.has(field),
	);
	if (missing.length === 0) return [];
	const names = missing.map((field) => `"${field}"`).join(', ');
	return [
		{
			code: 'fieldMissing',
			message: `No customer has ${missing.length === 1 ? 'the field' : 'one of the fields'} ${names}, so nothing is written for ${missing.length === 1 ? 'it' : 'them'}. Check the spelling under "Properties".`,
			level: 'warning',
		},
	];
}

/** A profile as it should be. */
export interface WantedAttributes extends Readonly<Record<string, unknown>> {
	readonly properties: Readonly<Record<string, unknown>>;
}

/** The value of a profile's property. */
function held({ attributes: { properties } }: KnownProfile, name: string): unknown {
	return properties != null && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/** Klaviyo keeps addresses in the case they came in, and old profiles may hold numbers that are not E.164. */
const sameIdentifier: Readonly<Record<string, (value: unknown) => unknown>> = {
	email: normaliseEmail,
	phone_number: (value) => toE164(value),
};

/** Whether a profile already holds all that is wanted of it. */
export function isSame(
	profile: KnownProfile,
	{ properties, ...wanted }: WantedAttributes,
): boolean {
	const attributes = profile.attributes as Readonly<Record<string, unknown>>;
	return (
		Object.entries(wanted).every(([name, value]) => {
			const read = sameIdentifier[name];
			return (read === undefined ? attributes[name] : read(attributes[name])) === value;
		}) &&
		Object.entries(properties).every(([name, value]) => isSameJson(held(profile, name), value))
	);
}
