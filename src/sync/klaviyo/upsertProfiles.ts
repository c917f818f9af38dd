import { cellOf, ContactIndex, identifiers, readContacts, type Contact } from './contacts';
import { clearOnProfiles, type Clearing } from './clearProperties';
import { importProfiles, type ProfileImport } from './importProfiles';
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

	const imports: ProfileImport[] = [];
	const clearings: Clearing[] = [];
	const intents: Array<{ index: number; sentence: string }> = [];
	let added = 0;
	let unchanged = 0;
	for (const contact of contacts) {
		const { attributes, properties, empty } = wanted(contact);
		const profile = known?.get(contact);
		const isNew = known !== undefined && profile === undefined;
		const toClear =
			options.emptyCells === 'keep' || isNew
				? []
				: empty.filter((name) => profile === undefined || holds(profile, name));
		const differs = profile === undefined || !isSame(profile, contact, attributes, properties);
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
		if (differs) {
			imports.push({
				contact,
				sentence: isNew ? 'Profile created.' : 'Profile updated.',
			});
		}
		if (toClear.length > 0) clearings.push({ contact, names: toClear });
		intents.push({
			index: contact.index,
			sentence: `Nothing was sent: the profile would be ${isNew ? 'created' : 'updated'}.`,
		});
	}

	return {
		plan: planOf(
			'upsertProfiles',
			[
				{
					target: 'Profiles',
					added,
					removed: 0,
					changed: intents.length - added,
					unchanged,
				},
			],
			ledger,
		),
		intents,
		act: async () => {
			const totals = await importProfiles(client, imports, {
				maxWaitMs: minutes(options.maxWaitMinutes),
				ledger,
				notices,
				phase: 'Importing profiles',
				attributesOf: (contact) => {
					const { attributes, properties } = wanted(contact);
					return { ...attributes, properties };
				},
			});
			const sendable = clearings.filter(
				({ contact }) => ledger.get(contact.index)?.status !== 'rejected',
			);
			await clearOnProfiles(client, sendable, ledger);
			return { importJobs: totals.jobs, importsFailed: totals.failed };
		},
	};

	function wanted(contact: Contact) {
		const attributes: Record<string, unknown> = {};
		for (const [attribute, option] of nameFields) {
			const cell = cellOf(contact.row, options[option]);
			if (typeof cell === 'string' && cell.trim() !== '') attributes[attribute] = cell.trim();
		}
		const properties: Record<string, unknown> = {};
		const empty: string[] = [];
		for (const { field, property } of options.properties) {
			const name = property === '' ? field : property;
			const value = propertyValue(cellOf(contact.row, field));
			if (value === undefined) empty.push(name);
			else properties[name] = value;
		}
		return { attributes, properties, empty };
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

/** Zero and false are values; an empty text, null and a number that is none are not. */
export function propertyValue(cell: unknown): unknown {
	if (cell === undefined || cell === null || cell === '') return undefined;
	if (typeof cell === 'number' && !Number.isFinite(cell)) return undefined;
	return cell instanceof Date ? cell.toISOString() : cell;
}

function holds({ attributes }: KnownProfile, name: string): boolean {
	const { properties } = attributes;
	return properties != null && Object.hasOwn(properties, name) && properties[name] !== null;
}

function isSame(
	{ attributes }: KnownProfile,
	contact: Contact,
	names: Readonly<Record<string, unknown>>,
	properties: Readonly<Record<string, unknown>>,
): boolean {
	const held = attributes.properties ?? {};
	const texts = attributes as Readonly<Record<string, unknown>>;
	return (
		Object.entries({ ...identifiers(contact), ...names }).every(
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
