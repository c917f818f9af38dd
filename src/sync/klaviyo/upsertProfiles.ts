import { cellOf, ContactIndex, identifiers, readContacts, type Contact } from './contacts';
import { clearOnProfiles, type Clearing } from './clearProperties';
import { importProfiles } from './importProfiles';
import type { ProfileImport } from './packImport';
import { planOf } from '../shared/plan';
import { minutes, type PlanOperation } from './operation';
import { readProfiles, type KnownProfile } from './readProfiles';

const nameFields = [
	['first_name', 'firstNameField'],
	['last_name', 'lastNameField'],
] as const;

/** Plans to write chosen fields of the customers onto their profiles, creating those that are missing. */
export const upsertProfiles: PlanOperation<'upsertProfiles'> = async ({
	rows,
	options,
	client,
	ledger,
	notices,
}) => {
	const contacts = readContacts(rows, options, ledger, notices);
	const known = options.compareFirst ? await findKnown(contacts) : undefined;

	const chosen = options.properties.map(({ field, property }) => ({
		field,
		name: property === '' ? field : property,
	}));

	const imports: ProfileImport[] = [];
	const clearings: Clearing[] = [];
	let added = 0;
	let changed = 0;
	let unchanged = 0;
	for (const contact of contacts) {
		const profile = known?.get(contact);
		const isNew = isMissing(contact);
		const toClear = isNew ? nothingToClear : emptyOf(contact, profile);
		const differs = profile === undefined || !isSame(profile, attributesOf(contact));
		if (!differs && toClear.length === 0) {
			unchanged++;
			ledger.set(
				contact.index,
				'unchanged',
				'unchanged',
				'The profile holds these values already.',
			);
			continue;
		}
		if (isNew) added++;
		else changed++;
		if (differs) {
			imports.push({
				contact,
				sentence: isNew ? 'Profile created.' : 'Profile updated.',
			});
		}
		if (toClear.length > 0) clearings.push({ contact, names: toClear });
	}

	return {
		plan: planOf(
			'upsertProfiles',
			[
				{
					target: 'Profiles',
					added,
					removed: 0,
					changed,
					unchanged,
				},
			],
			ledger,
		),
		intents: () =>
			[...imports, ...clearings].map(({ contact }) => ({
				index: contact.index,
				sentence: `Nothing was sent: the profile would be ${isMissing(contact) ? 'created' : 'updated'}.`,
			})),
		act: async () => {
			const order = { profiles: imports, phase: 'Importing profiles' };
			const totals = await importProfiles(client, [order], {
				maxWaitMs: minutes(options.maxWaitMinutes),
				ledger,
				notices,
				attributesOf,
			});
			const sendable = clearings.filter(
				({ contact }) => ledger.get(contact.index)?.status !== 'rejected',
			);
			await clearOnProfiles(client, sendable, ledger);
			return { importJobs: totals.jobs, importsFailed: totals.failed };
		},
	};

	/** Whether the account has been read and has no profile of the customer. */
	function isMissing(contact: Contact): boolean {
		return known !== undefined && !known.has(contact);
	}

	function attributesOf(contact: Contact): WantedAttributes {
		const properties: Record<string, unknown> = {};
		for (const { field, name } of chosen) {
			const value = propertyValue(cellOf(contact.row, field));
			if (value !== undefined) properties[name] = value;
		}
		const attributes: Record<string, unknown> = identifiers(contact);
		for (const [attribute, option] of nameFields) {
			const cell = cellOf(contact.row, options[option]);
			if (typeof cell === 'string' && cell.trim() !== '') attributes[attribute] = cell.trim();
		}
		attributes.properties = properties;
		return attributes as WantedAttributes;
	}

	/** The properties that are to go, because the customer's cells are empty; all of them where the profile was not read. */
	function emptyOf({ row }: Contact, profile: KnownProfile | undefined): readonly string[] {
		if (options.emptyCells === 'keep') return nothingToClear;
		return chosen
			.filter(({ field, name }) => {
				const isEmpty = propertyValue(cellOf(row, field)) === undefined;
				return isEmpty && (profile === undefined || holds(profile, name));
			})
			.map(({ name }) => name);
	}

	async function findKnown(wantedContacts: readonly Contact[]) {
		const index = new ContactIndex(wantedContacts);
		const found = new Map<Contact, KnownProfile>();
		if (wantedContacts.length === 0) return found;
		let done = 0;
		for await (const page of readProfiles(client, { withProperties: true })) {
			for (const profile of page) {
				const contact = index.find(profile.attributes);
				if (contact !== undefined) found.set(contact, profile);
			}
			done += page.length;
			client.context.onProgress?.({ phase: 'Reading profiles', done });
		}
		return found;
	}
};

/** A profile as it is to be. */
interface WantedAttributes extends Readonly<Record<string, unknown>> {
	readonly properties: Readonly<Record<string, unknown>>;
}

const nothingToClear: readonly string[] = [];

/**
 * A cell as JSON can hold it: zero and false are values; an empty text, null, a number that is none and what no JSON can hold
 * are not. Dates become ISO texts.
 */
export function propertyValue(cell: unknown): unknown {
	if (cell === undefined || cell === null || cell === '') return undefined;
	if (typeof cell === 'number') return Number.isFinite(cell) ? cell : undefined;
	if (typeof cell === 'string' || typeof cell === 'boolean') return cell;
	if (typeof cell !== 'object') return typeof cell === 'bigint' ? cell.toString() : undefined;
	try {
		return (JSON.parse(JSON.stringify(cell)) as unknown) ?? undefined;
	} catch {
		return undefined;
	}
}

function holds({ attributes }: KnownProfile, name: string): boolean {
	const { properties } = attributes;
	return properties != null && Object.hasOwn(properties, name) && properties[name] !== null;
}

function isSame(
	{ attributes }: KnownProfile,
	{ properties, ...wanted }: WantedAttributes,
): boolean {
	const held = attributes.properties ?? {};
	const texts = attributes as Readonly<Record<string, unknown>>;
	return (
		Object.entries(wanted).every(
			([name, value]) =>
				texts[name] === value ||
				// The address was matched already; Klaviyo keeps it in the case it came in.
				name === 'email' ||
				// A number that belongs to another profile can't be put on this one: it would be sent for ever.
				(name === 'phone_number' && texts[name] != null),
		) &&
		Object.entries(properties).every(
			([name, value]) =>
				Object.hasOwn(held, name) && JSON.stringify(held[name]) === JSON.stringify(value),
		)
	);
}
