import { normaliseEmail } from '../../../values/normaliseEmail';
import { InvalidInputError } from '../../../values/invalidInputError';
import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import { ownCell } from '../../../values/ownCell';
import { identifiers, readContacts, type Contact } from '../people/contacts';
import { clearOnProfiles, type Clearing } from './clearProperties';
import { importProfiles } from '../imports/importProfiles';
import type { ProfileImport } from '../imports/packImport';
import { isSameJson } from '../../run/isSameJson';
import { toE164 } from '../../people/phone';
import { planOf } from '../../run/plan';
import { minutesInMs, type PlanOperation } from './operation';
import { usualProperties, type OptionsOf } from '../options';
import { isEmpty, propertyValues } from '../people/propertyValues';
import { skip } from '../people/contactReasons';
import { isHeldByOther, matchProfiles, type KnownProfile } from '../people/readProfiles';

const nameFields = [
	['first_name', 'firstNameField'],
	['last_name', 'lastNameField'],
] as const;

/**
 * Plans to write chosen fields of the customers onto their profiles, creating those that are missing.
 *
 * Where the profiles are read first, only differences are sent, and a phone that another profile holds is none: Klaviyo keeps a
 * number on one profile.
 */
export const upsertProfiles: PlanOperation<'upsertProfiles'> = async ({
	rows,
	options,
	client,
	ledger,
	notices,
}) => {
	if (options.emptyCells === 'clear' && !options.compareFirst) {
		throw new InvalidInputError(
			'emptyCells',
			'"Compare First" on, because properties are taken off profiles that were read',
		);
	}
	const contacts = readContacts(rows, options, ledger, notices);
	const matches = options.compareFirst
		? await matchProfiles(client, contacts, { withProperties: true })
		: undefined;
	// Contacts are copied where a phone is left out; their rows stay the same.
	const profileAt = new Map(
		[...(matches?.known ?? [])].map(([{ index }, profile]) => [index, profile]),
	);
	const chosen = options.properties
		.filter(({ field }) => rows.some((row) => Object.hasOwn(row, field)))
		.map(({ field, property }) => ({ field, name: property === '' ? field : property }));
	notices.push(...missingFieldNotices(options, new Set(chosen.map(({ field }) => field))));
	const values = propertyValues(
		rows,
		[...new Set(chosen.map(({ field }) => field))],
		options.numberTexts,
	);
	notices.push(...values.notices);

	const imports: ProfileImport[] = [];
	const clearings: Clearing[] = [];
	const counts = { added: 0, changed: 0, unchanged: 0 };
	for (const each of contacts) {
		if (matches !== undefined && isHeldByOther(each, matches)) {
			skip(ledger, each.index, 'duplicateContact');
			continue;
		}
		const profile = profileAt.get(each.index);
		const isPhoneTaken = each.email !== undefined && matches?.phoneIsTaken.has(each) === true;
		const contact = isPhoneTaken ? { ...each, phone: undefined } : each;
		const differs = profile === undefined || !isSame(profile, attributesOf(contact));
		const toClear = profile === undefined ? [] : namesToClear(contact, profile);
		if (differs) {
			const done = isNew(contact) ? 'Profile created' : 'Profile updated';
			imports.push(
				isPhoneTaken
					? { contact, code: 'phoneLeftOut', sentence: `${done}, ${withoutTakenPhone}` }
					: { contact, sentence: `${done}.` },
			);
		}
		if (profile !== undefined && toClear.length > 0) {
			clearings.push({ contact, profileId: profile.id, names: toClear });
		}
		if (differs || toClear.length > 0) {
			counts[isNew(contact) ? 'added' : 'changed']++;
			continue;
		}
		counts.unchanged++;
		ledger.set(
			contact.index,
			'unchanged',
			'unchanged',
			`The profile holds these values already${isPhoneTaken ? `, ${withoutTakenPhone}` : '.'}`,
		);
	}

	return {
		plan: planOf('upsertProfiles', [{ target: 'Profiles', removed: 0, ...counts }], ledger),
		intents: () =>
			[...imports, ...clearings].map(({ contact }) => ({
				index: contact.index,
				sentence: `Nothing was sent: the profile would be ${isNew(contact) ? 'created' : 'updated'}.`,
			})),
		act: async () => {
			const order = { profiles: imports, phase: 'Importing profiles' };
			const totals = await importProfiles(client, [order], {
				followMs: minutesInMs(options.maxWaitMinutes),
				ledger,
				notices,
				attributesOf,
			});
			const sendable = clearings.filter(
				({ contact }) => ledger.get(contact.index)?.status !== 'rejected',
			);
			await clearOnProfiles(client, sendable, ledger);
			return {
				importJobs: totals.jobIds.length,
				importsFailed: totals.failed,
				jobIds: totals.jobIds,
			};
		},
	};

	/** Whether the account has been read and has no profile of the customer. */
	function isNew({ index }: Contact): boolean {
		return matches !== undefined && !profileAt.has(index);
	}

	function attributesOf(contact: Contact): WantedAttributes {
		const { index, row } = contact;
		const properties: Record<string, unknown> = {};
		for (const { field, name } of chosen) {
			const cell = ownCell(row, field);
			if (isEmpty(cell)) {
				if (isToBeEmptied(row, field, name, profileAt.get(index))) properties[name] = '';
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

	/** Whether a property is to hold an empty text, the cell being empty: where it holds more, or where that is not known. */
	function isToBeEmptied(
		row: JsonRecord,
		field: string,
		name: string,
		profile: KnownProfile | undefined,
	): boolean {
		if (options.emptyCells !== 'write' || !Object.hasOwn(row, field)) return false;
		return profile === undefined ? matches === undefined : !isEmpty(held(profile, name));
	}

	function namesToClear({ row }: Contact, profile: KnownProfile): string[] {
		if (options.emptyCells !== 'clear') return [];
		return chosen
			.filter(({ field, name }) => isEmpty(ownCell(row, field)) && held(profile, name) != null)
			.map(({ name }) => name);
	}
};

const withoutTakenPhone = 'without the phone number, which another profile holds.';

/** Names the fields that no customer has: most likely their names are misspelt. Of the usual ones not every workflow has all. */
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
			message: `No customer has ${missing.length === 1 ? 'the field' : 'one of the fields'} ${names}: nothing is written for ${missing.length === 1 ? 'it' : 'them'}. Check how it is spelt under "Properties".`,
			level: 'warning',
		},
	];
}

/** A profile as it is to be. */
interface WantedAttributes extends Readonly<Record<string, unknown>> {
	readonly properties: Readonly<Record<string, unknown>>;
}

/** What a profile holds under a property's name. */
function held({ attributes: { properties } }: KnownProfile, name: string): unknown {
	return properties != null && Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/** Klaviyo keeps addresses in the case they came in, and old profiles may hold numbers that are not in E.164. */
const sameIdentifier: Readonly<Record<string, (value: unknown) => unknown>> = {
	email: normaliseEmail,
	phone_number: (value) => toE164(value),
};

function isSame(profile: KnownProfile, { properties, ...wanted }: WantedAttributes): boolean {
	const attributes = profile.attributes as Readonly<Record<string, unknown>>;
	return (
		Object.entries(wanted).every(([name, value]) => {
			const read = sameIdentifier[name];
			return (read === undefined ? attributes[name] : read(attributes[name])) === value;
		}) &&
		Object.entries(properties).every(([name, value]) => isSameJson(held(profile, name), value))
	);
}
