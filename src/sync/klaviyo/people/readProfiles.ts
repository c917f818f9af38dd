import { z } from 'zod';
import { type Contact } from './contacts';
import { ContactIndex, matchedBy } from './contactIndex';
import type { KlaviyoClient } from '../api/klaviyoClient';

const suppression = z.object({ reason: z.string() });
const listSuppression = z.object({ list_id: z.string() });

/** The fields of a profile that are read; the rest of Klaviyo's answer is dropped at once. */
const profileSchema = z.object({
	id: z.string(),
	attributes: z.object({
		email: z.string().nullish(),
		phone_number: z.string().nullish(),
		external_id: z.string().nullish(),
		first_name: z.string().nullish(),
		last_name: z.string().nullish(),
		properties: z.record(z.unknown()).nullish(),
		subscriptions: z
			.object({
				email: z
					.object({
						marketing: z
							.object({
								consent: z.string(),
								suppression: z.array(suppression).nullish(),
								list_suppressions: z.array(listSuppression).nullish(),
							})
							.nullish(),
					})
					.nullish(),
				sms: z.object({ marketing: z.object({ consent: z.string() }).nullish() }).nullish(),
			})
			.nullish(),
	}),
});

export type KnownProfile = z.output<typeof profileSchema>;

/** Why Klaviyo suppresses an address, in its own words. */
export type SuppressionReason =
	| 'USER_SUPPRESSED'
	| 'UNSUBSCRIBE'
	| 'SPAM_COMPLAINT'
	| 'HARD_BOUNCE'
	| 'INVALID_EMAIL';

/** Which profiles to read, and which of their fields. */
export interface ProfileQuery {
	/** Members of this list only. */
	readonly listId?: string;
	/** Only profiles whose address is suppressed in the whole account for this reason. */
	readonly suppressedFor?: SuppressionReason;
	readonly withProperties?: boolean;
	readonly withSubscriptions?: boolean;
}

/**
 * Returns profiles page by page, 100 at a time.
 *
 * Whole collections are paged and matched here, because looking people up by email would put the addresses into URLs.
 */
export function readProfiles(
	client: KlaviyoClient,
	{ listId, suppressedFor, withProperties, withSubscriptions }: ProfileQuery,
): AsyncGenerator<KnownProfile[]> {
	const fields = [
		'email',
		'phone_number',
		'external_id',
		...(withProperties ? ['first_name', 'last_name', 'properties'] : []),
		...(withSubscriptions ? ['subscriptions'] : []),
	];
	const query = {
		'fields[profile]': fields.join(','),
		'page[size]': '100',
		...(withSubscriptions ? { 'additional-fields[profile]': 'subscriptions' } : {}),
		...(suppressedFor === undefined
			? {}
			: { filter: `equals(subscriptions.email.marketing.suppression.reason,"${suppressedFor}")` }),
	};
	return listId === undefined
		? client.pages('get_profiles', { query }, profileSchema)
		: client.pages('get_profiles_for_list', { id: listId, query }, profileSchema);
}

/** Which customer has which profile. */
export interface ProfileMatches {
	readonly known: ReadonlyMap<Contact, KnownProfile>;
	/** IDs of the profiles that belong to no customer, or are a customer's second one; empty unless asked for. */
	readonly strangers: readonly string[];
	/** Customers whose phone another person's profile holds, among the profiles read. */
	readonly phoneIsTaken: ReadonlySet<Contact>;
	/** Number of profiles that are not counted as strangers because they may be customers. */
	readonly doubtful: number;
	/** Number of profiles read. */
	readonly count: number;
}

/**
 * Reads profiles and finds those of the customers.
 *
 * A profile with the customer's email counts before one with the same phone, and that before one with the same external
 * ID, in whatever order they are read: one customer is one profile. Without customers nothing is read, unless strangers
 * are asked for.
 */
export async function matchProfiles(
	client: KlaviyoClient,
	contacts: readonly Contact[],
	{
		withStrangers = false,
		mayBeCustomer = () => false,
		...query
	}: ProfileQuery & {
		readonly withStrangers?: boolean;
		/** Whether a profile may be a customer's rather than a stranger's. */
		readonly mayBeCustomer?: (profile: KnownProfile) => boolean;
	},
): Promise<ProfileMatches> {
	const strangers: string[] = [];
	const phoneIsTaken = new Set<Contact>();
	if (contacts.length === 0 && !withStrangers) {
		return { known: new Map(), strangers, phoneIsTaken, doubtful: 0, count: 0 };
	}
	const index = new ContactIndex(contacts);
	const found = { email: newMatches(), phone: newMatches(), externalId: newMatches() };
	let doubtful = 0;
	const strange = (profile: KnownProfile) => {
		if (!withStrangers) return;
		if (mayBeCustomer(profile)) doubtful++;
		else strangers.push(profile.id);
	};
	const phase = query.listId === undefined ? 'Reading profiles' : 'Reading members';
	const phoneHolders: Array<{ contact: Contact; id: string }> = [];
	let count = 0;
	for await (const page of readProfiles(client, query)) {
		for (const profile of page) {
			const sharer = index.withPhoneOf(profile.attributes);
			if (sharer !== undefined) phoneHolders.push({ contact: sharer, id: profile.id });
			const match = index.match(profile.attributes);
			if (match === undefined || found[match.by].has(match.contact)) strange(profile);
			else found[match.by].set(match.contact, profile);
		}
		count += page.length;
		client.context.onProgress?.({ phase, done: count });
	}
	const known = newMatches();
	for (const by of matchedBy) {
		for (const [contact, profile] of found[by]) {
			if (known.has(contact)) strange(profile);
			else known.set(contact, profile);
		}
	}
	for (const { contact, id } of phoneHolders) {
		if (known.get(contact)?.id !== id) phoneIsTaken.add(contact);
	}
	return { known, strangers, phoneIsTaken, doubtful, count };
}

const newMatches = () => new Map<Contact, KnownProfile>();

/**
 * The customers known only by a phone number that the profile of another customer, with an email, holds: writing to
 * them would write to that other customer.
 *
 * Reads the account only where there are candidates.
 */
export async function heldByOthers(
	client: KlaviyoClient,
	contacts: readonly Contact[],
	candidates: readonly Contact[],
): Promise<ReadonlySet<Contact>> {
	const byPhoneAlone = candidates.filter(({ email }) => email === undefined);
	if (byPhoneAlone.length === 0) return new Set();
	const matches = await matchProfiles(client, contacts, {});
	return new Set(byPhoneAlone.filter((contact) => isHeldByOther(contact, matches)));
}

/**
 * Whether a customer known only by phone has no profile of their own, and another customer's profile holds the phone.
 */
export function isHeldByOther(
	contact: Contact,
	{ known, phoneIsTaken }: Pick<ProfileMatches, 'known' | 'phoneIsTaken'>,
): boolean {
	return contact.email === undefined && phoneIsTaken.has(contact) && !known.has(contact);
}
