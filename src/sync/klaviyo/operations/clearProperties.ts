import { counted } from '../../../values/wording';
import type { RowLedger } from '../../run/outcome';
import { readContacts, type Contact } from '../people/contacts';
import { ContactIndex } from '../people/contactIndex';
import { nothing, type KlaviyoClient } from '../api/klaviyoClient';
import { planOf } from '../../run/plan';
import type { OperationInput, PlanOperation } from './operation';
import { refusalOfProfile } from '../outcomeSentences';
import { readProfiles } from '../people/readProfiles';
import { sendSingly } from '../imports/sendSingly';
import { outcomeOf } from '../../run/outcomeTable';

/** Properties to remove from one profile. */
export interface Clearing {
	readonly contact: Contact;
	readonly profileId: string;
	readonly names: readonly string[];
}

/**
 * Plans to remove properties from the customers' profiles: the key, not only its value.
 *
 * Profiles are always read first, and only those that hold a property are changed: none is created. Where a customer
 * has several profiles, all of them are cleared.
 */
export const clearProperties: PlanOperation<'clearProperties'> = async (input) => {
	const { rows, options, client, ledger, notices } = input;
	const contacts = readContacts(rows, options, ledger, notices, 'anyKey');
	const known = new Set<Contact>();
	const clearings = contacts.length === 0 ? [] : await findHolders(input, contacts, known);
	const holders = new Set(clearings.map(({ contact }) => contact));
	for (const contact of contacts) {
		if (holders.has(contact)) continue;
		ledger.set(
			contact.index,
			outcomeOf(
				'unchanged',
				known.has(contact)
					? 'The profile has none of these properties.'
					: 'Klaviyo has no profile for this customer, and none is created.',
			),
		);
	}
	return {
		plan: planOf(
			'clearProperties',
			[
				{
					target: 'Profiles',
					added: 0,
					removed: 0,
					changed: holders.size,
					unchanged: contacts.length - holders.size,
				},
			],
			ledger,
		),
		intents: () =>
			clearings.map(({ contact, names }) => ({
				index: contact.index,
				sentence: `Nothing was sent: ${counted(names.length, 'property', 'properties')} would be cleared.`,
			})),
		act: async () => {
			await clearOnProfiles(client, clearings, ledger);
			return {};
		},
	};
};

/** Profiles that hold a property to clear; `known` is filled with all customers who have a profile. */
async function findHolders(
	{ options, client }: OperationInput<'clearProperties'>,
	contacts: readonly Contact[],
	known: Set<Contact>,
): Promise<Clearing[]> {
	const index = new ContactIndex(contacts);
	const found: Clearing[] = [];
	let done = 0;
	for await (const page of readProfiles(client, { withProperties: true })) {
		for (const { id, attributes } of page) {
			const contact = index.find(attributes);
			if (contact === undefined) continue;
			known.add(contact);
			const held = attributes.properties ?? {};
			const names = options.properties.filter((name) => Object.hasOwn(held, name));
			if (names.length > 0) found.push({ contact, profileId: id, names });
		}
		done += page.length;
		client.context.onProgress?.({ phase: 'Reading profiles', done });
	}
	return found;
}

/** Removes properties from existing profiles, one request each: a bulk import can't. */
export async function clearOnProfiles(
	client: KlaviyoClient,
	clearings: readonly Clearing[],
	ledger: RowLedger,
): Promise<void> {
	await sendSingly(client, clearings, {
		phase: 'Clearing properties',
		send: async ({ contact, profileId, names }) => {
			const meta = { patch_properties: { unset: names } };
			const body = JSON.stringify({
				data: { type: 'profile', id: profileId, attributes: {}, meta },
			});
			await client.call('update_profile', { id: profileId, body }, nothing);
			const before = ledger.get(contact.index);
			// A property that was left out, or is still open, for the same customer is read further on.
			if (before === undefined || before.code === 'sent') {
				const sentence =
					before === undefined ? 'Properties cleared.' : 'Profile updated, properties cleared.';
				ledger.set(contact.index, outcomeOf('cleared', sentence));
			}
		},
		refuse: ({ contact }, code) =>
			ledger.set(contact.index, { status: 'rejected', code, sentence: refusalOfProfile(code) }),
		// A profile that was merged or deleted after it was read.
		alsoRefused: [404],
	});
}
