import { counted } from '../shared/counted';
import { RejectedError } from '../shared/errors';
import type { RowLedger } from '../shared/outcome';
import { ContactIndex, identifiers, readContacts, type Contact } from './contacts';
import { nothing, type KlaviyoClient } from './klaviyoClient';
import { planOf } from '../shared/plan';
import type { PlanOperation } from './operation';
import { refusalOfProfile } from './outcomeSentences';
import { readProfiles } from './readProfiles';

/** Properties to take off one profile. */
export interface Clearing {
	readonly contact: Contact;
	readonly names: readonly string[];
}

/** Plans to take properties off the customers' profiles: the key goes, not only its value. */
export const clearProperties: PlanOperation<'clearProperties'> = async ({
	rows,
	options,
	client,
	ledger,
	notices,
}) => {
	const contacts = readContacts(rows, options, ledger, notices);
	const clearings = options.compareFirst
		? await findHolders()
		: contacts.map((contact) => ({ contact, names: options.properties }));
	const toClear = new Set(clearings.map(({ contact }) => contact));
	for (const contact of contacts) {
		if (!toClear.has(contact)) {
			ledger.set(
				contact.index,
				'unchanged',
				'unchanged',
				'The profile has none of these properties.',
			);
		}
	}
	return {
		plan: planOf(
			'clearProperties',
			[
				{
					target: 'Profiles',
					added: 0,
					removed: 0,
					changed: clearings.length,
					unchanged: contacts.length - clearings.length,
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

	async function findHolders(): Promise<Clearing[]> {
		const index = new ContactIndex(contacts);
		const found: Clearing[] = [];
		if (contacts.length === 0) return found;
		for await (const page of readProfiles(client, { withProperties: true })) {
			for (const { attributes } of page) {
				const contact = index.find(attributes);
				const held = attributes.properties ?? {};
				const names = options.properties.filter((name) => Object.hasOwn(held, name));
				if (contact !== undefined && names.length > 0) found.push({ contact, names });
			}
		}
		return found;
	}
};

/** Takes properties off profiles, one request each: a bulk import can't. */
export async function clearOnProfiles(
	client: KlaviyoClient,
	clearings: readonly Clearing[],
	ledger: RowLedger,
): Promise<void> {
	for (const [done, { contact, names }] of clearings.entries()) {
		const before = ledger.get(contact.index);
		const body = JSON.stringify({
			data: {
				type: 'profile',
				attributes: identifiers({ ...contact, phone: contact.email ? undefined : contact.phone }),
				meta: { patch_properties: { unset: names } },
			},
		});
		const [cleared] = await Promise.allSettled([
			client.call('create_or_update_profile', { body }, nothing),
		]);
		if (cleared.status === 'fulfilled') {
			if (before === undefined || before.status === 'sent') {
				ledger.set(contact.index, 'sent', 'cleared', 'Profile updated, properties cleared.');
			}
		} else if (cleared.reason instanceof RejectedError) {
			const code = cleared.reason.facts.code ?? 'unknown';
			ledger.set(contact.index, 'rejected', code, refusalOfProfile(code));
		} else {
			throw cleared.reason;
		}
		client.context.onProgress?.({
			phase: 'Clearing properties',
			done: done + 1,
			total: clearings.length,
		});
	}
}
