import type { KlaviyoClient } from '../api/klaviyoClient';
import type { OptionsOf } from '../options';
import type { Contact } from '../people/contacts';
import type { KnownProfile } from '../people/readProfiles';
import { consentOf, readSubscriptions, type Channel } from './subscriptionChange';

export interface Known {
	/** Profiles on the list; those of the whole account where there is no list. */
	readonly members: ReadonlyMap<Contact, KnownProfile>;
	/** Profiles of customers who are not on the list, where they are needed. */
	readonly inAccount: ReadonlyMap<Contact, KnownProfile>;
}

/**
 * Reads all profiles and finds the customers among them: looking them up one by one would put their addresses into
 * URLs.
 */
export async function readKnown(
	client: KlaviyoClient,
	contacts: readonly Contact[],
	{
		listId,
		compareFirst,
		resubscribe,
	}: Pick<OptionsOf<'subscribe'>, 'compareFirst' | 'resubscribe'> & { readonly listId?: string },
): Promise<Known> {
	const nobody: Known['members'] = new Map();
	if (resubscribe && !compareFirst) return { members: nobody, inAccount: nobody };
	const members = await readSubscriptions(client, contacts, listId);
	if (resubscribe || listId === undefined) return { members, inAccount: nobody };
	const others = contacts.filter((contact) => !members.has(contact));
	return { members, inAccount: await readSubscriptions(client, others, undefined) };
}

/** Suppressions that subscribing lifts. Klaviyo's pages call a complaint SPAM_REPORT, its API SPAM_COMPLAINT. */
const liftedBySubscribing: ReadonlySet<string> = new Set([
	'UNSUBSCRIBE',
	'SPAM_REPORT',
	'SPAM_COMPLAINT',
	'USER_SUPPRESSED',
]);

function isSuppressed({ attributes }: KnownProfile): boolean {
	const suppressions = attributes.subscriptions?.email?.marketing?.suppression ?? [];
	return suppressions.some(({ reason }) => liftedBySubscribing.has(reason));
}

/**
 * Whether Klaviyo's answer says what the person has decided on a channel; where it does not, they may have said no.
 *
 * Subscribing lifts suppressions on every channel, so a decision about the email address has to be known for text
 * messages too.
 */
export function tellsConsent({ attributes }: KnownProfile, channel: Channel): boolean {
	const { email, subscriptions } = attributes;
	if (subscriptions?.[channel]?.marketing == null) return false;
	return email == null || email === '' || subscriptions.email?.marketing != null;
}

/**
 * The channels on which a person has not said no. A suppression counts for all of them, because Klaviyo lifts it on
 * every channel.
 */
export function withoutNo(
	profile: KnownProfile,
	channels: readonly Channel[],
	listId: string | undefined,
): readonly Channel[] {
	const ofLists = profile.attributes.subscriptions?.email?.marketing?.list_suppressions ?? [];
	if (isSuppressed(profile) || ofLists.some(({ list_id }) => list_id === listId)) return [];
	return channels.filter((channel) => consentOf(profile, channel) !== 'UNSUBSCRIBED');
}

export function isSubscribed(profile: KnownProfile, channel: Channel): boolean {
	if (consentOf(profile, channel) !== 'SUBSCRIBED') return false;
	return channel !== 'email' || !isSuppressed(profile);
}
