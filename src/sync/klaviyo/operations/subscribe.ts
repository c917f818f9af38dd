import { isConsentGiven } from '../../../values/yesOrNo';
import { normaliseEmail } from '../../../values/normaliseEmail';
import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import { ownCell } from '../../../values/ownCell';
import { consentFieldNotice, isFilledAnywhere } from '../../people/consent';
import { rowPhone } from '../../people/rowPhone';
import { planOf, targetPlan } from '../../run/plan';
import { readContacts, type Contact } from '../people/contacts';
import type { KlaviyoClient } from '../api/klaviyoClient';
import { readListFacts } from '../api/listFacts';
import { minutesInMs, type PlanOperation } from './operation';
import type { OptionsOf } from '../options';
import { askedToConfirm, takenUnseen } from '../outcomeSentences';
import type { KnownProfile } from '../people/readProfiles';
import {
	consentOf,
	isReachable,
	listRelationship,
	profileOf,
	readSubscriptions,
	seeChanges,
	sendChanges,
	type Channel,
	type SubscriptionChange,
} from './subscriptionChange';

/**
 * Plans to subscribe the customers who said yes.
 *
 * Subscribing lifts what people have said themselves: who has unsubscribed, complained or is suppressed by a user is left out unless
 * "resubscribe" is on, and is looked up in the whole account for that, whatever the other options say.
 */
export const subscribe: PlanOperation<'subscribe'> = async ({
	rows,
	options,
	client,
	ledger,
	notices,
}) => {
	const contacts = readContacts(rows, options, ledger, notices);
	const consent = consentOfRows(rows, options, notices);
	const list = options.listId === '' ? undefined : await readListFacts(client, options.listId);
	const asksToConfirm = list?.isDoubleOptIn === true && !options.historicalImport;
	if (asksToConfirm) notices.push(confirmationNotice(list.name));

	const agreed = new Map<Contact, readonly Channel[]>();
	for (const contact of contacts) {
		const channels = options.channels.filter(
			(channel) => isReachable(contact, channel) && consent.isGiven(contact, channel),
		);
		if (channels.length > 0) {
			agreed.set(contact, channels);
			continue;
		}
		const isDenied = options.channels.some((channel) =>
			consent.isDeniedElsewhere(contact, channel),
		);
		const { code, sentence } = isDenied ? deniedElsewhere : consent.missing;
		ledger.set(contact.index, 'skipped', code, sentence);
	}

	const { members, inAccount } = await readKnown(client, [...agreed.keys()], options);
	const changes: SubscriptionChange[] = [];
	let unchanged = 0;
	for (const [contact, wanted] of agreed) {
		const member = members.get(contact);
		const profile = member ?? inAccount.get(contact);
		const known =
			options.resubscribe || profile === undefined
				? wanted
				: wanted.filter((channel) => tellsConsent(profile, channel));
		if (known.length === 0) {
			ledger.set(
				contact.index,
				'skipped',
				'subscriptionUnknown',
				'Not subscribed: Klaviyo did not say whether this customer has unsubscribed. Run again; "Resubscribe" subscribes whatever they have said.',
			);
			continue;
		}
		const allowed =
			options.resubscribe || profile === undefined ? known : withoutNo(profile, known, list?.id);
		if (allowed.length === 0) {
			ledger.set(
				contact.index,
				'skipped',
				'unsubscribedInKlaviyo',
				'Not subscribed: has unsubscribed, complained or been suppressed in Klaviyo. "Resubscribe" would lift that.',
			);
			continue;
		}
		const channels = allowed.filter(
			(channel) => member === undefined || !isSubscribed(member, channel),
		);
		if (channels.length === 0) {
			unchanged++;
			ledger.set(contact.index, 'unchanged', 'unchanged', 'Subscribed already.');
			continue;
		}
		const consentedAt = options.historicalImport
			? client.context.calendar.instantOf(ownCell(contact.row, options.consentedAtField))
			: undefined;
		if (consentedAt !== undefined && !(consentedAt < client.context.now())) {
			ledger.set(
				contact.index,
				'skipped',
				'noConsentDate',
				'A historical import needs the past date on which the customer agreed.',
			);
			continue;
		}
		changes.push({ contact, channels, addresses: contact, consentedAt });
	}
	return {
		plan: planOf(
			'subscribe',
			[
				targetPlan({
					target: list?.name ?? 'Subscribers',
					targetId: list?.id,
					added: changes.length,
					unchanged,
				}),
			],
			ledger,
		),
		intents: () =>
			changes.map(({ contact, channels }) => ({
				index: contact.index,
				sentence: `Nothing was sent: would be ${asksToConfirm ? 'asked to confirm' : 'subscribed'} (${channels.join(', ')}).`,
			})),
		act: async () => {
			await sendChanges(client, ledger, changes, {
				endpoint: 'bulk_subscribe_profiles',
				maxCount: 1000,
				isRepeatable: true,
				taken: asksToConfirm ? askedToConfirm : takenUnseen,
				bodyOf: (part) =>
					JSON.stringify({
						data: {
							type: 'profile-subscription-bulk-create-job',
							attributes: {
								...(options.customSource === '' ? {} : { custom_source: options.customSource }),
								...(options.historicalImport ? { historical_import: true } : {}),
								profiles: { data: part.map((change) => profileOf(change, 'SUBSCRIBED')) },
							},
							...listRelationship(list?.id),
						},
					}),
			});
			if (options.compareFirst && !asksToConfirm) {
				await seeChanges(client, ledger, changes, {
					listId: list?.id,
					followMs: minutesInMs(options.maxWaitMinutes),
					isDone: (profile, { channels }) =>
						profile !== undefined && channels.every((channel) => isSubscribed(profile, channel)),
					sentence: 'Subscribed.',
				});
			}
			return {};
		},
	};
};

function confirmationNotice(name: string): Notice {
	return {
		code: 'doubleOptIn',
		message: `"${name}" asks people to confirm (double opt-in): who has not confirmed yet is asked again in every run.`,
		level: 'warning',
	};
}

const deniedElsewhere = {
	code: 'consentDiffers',
	sentence:
		'Not subscribed: another customer with the same email address or phone number has no consent, and any "no" for an address counts.',
} as const;

/** What the rows say of consent. */
function consentOfRows(
	rows: readonly JsonRecord[],
	options: OptionsOf<'subscribe'>,
	notices: Notice[],
) {
	const fields = { email: options.consentField, sms: options.smsConsentField };
	if (options.consentSource !== 'field') {
		return {
			isGiven: () => true,
			isDeniedElsewhere: () => false,
			missing: {
				code: 'noConsent',
				sentence: 'Not subscribed: no email address or phone number for the channel.',
			},
		};
	}
	const unfilled = options.channels.filter((channel) => !isFilledAnywhere(rows, fields[channel]));
	for (const channel of unfilled) {
		notices.push(
			consentFieldNotice(rows.length, {
				field: fields[channel],
				to: channel === 'email' ? 'emails' : 'text messages',
				otherChoice: 'Handled Upstream',
			}),
		);
	}
	const denied = deniedAddresses(rows, options, fields);
	const saysYes = ({ row }: Contact, channel: Channel) =>
		isConsentGiven(ownCell(row, fields[channel]));
	const isDenied = ({ email, phone }: Contact, channel: Channel) =>
		denied[channel].has(channel === 'email' ? email : phone);
	const asked = options.channels.map((channel) => `"${fields[channel]}"`).join(' or ');
	return {
		isGiven: (contact: Contact, channel: Channel) =>
			saysYes(contact, channel) && !isDenied(contact, channel),
		isDeniedElsewhere: (contact: Contact, channel: Channel) =>
			saysYes(contact, channel) && isDenied(contact, channel),
		missing:
			unfilled.length === options.channels.length
				? {
						code: 'noConsentField',
						sentence: `Not subscribed: no customer has a consent in ${asked}.`,
					}
				: {
						code: 'noConsent',
						sentence: `Not subscribed: no explicit yes in ${asked}, or nothing to reach the customer by.`,
					},
	};
}

/** The addresses of each channel for which a row has an answer that is no yes; an empty cell is no answer. */
function deniedAddresses(
	rows: readonly JsonRecord[],
	options: OptionsOf<'subscribe'>,
	fields: Readonly<Record<Channel, string>>,
): Record<Channel, ReadonlySet<string | undefined>> {
	const addressOf: Record<Channel, (row: JsonRecord) => string | undefined> = {
		email: (row) => normaliseEmail(ownCell(row, options.emailField)),
		sms: (row) => rowPhone(row, options),
	};
	const deniedOn = (channel: Channel) => {
		const denied = new Set<string | undefined>();
		if (!options.channels.includes(channel)) return denied;
		for (const row of rows) {
			const cell = ownCell(row, fields[channel]);
			const isAnswer = cell !== undefined && cell !== null && cell !== '';
			if (isAnswer && !isConsentGiven(cell)) denied.add(addressOf[channel](row));
		}
		denied.delete(undefined);
		return denied;
	};
	return { email: deniedOn('email'), sms: deniedOn('sms') };
}

interface Known {
	/** Profiles on the list; those of the whole account where there is no list. */
	readonly members: ReadonlyMap<Contact, KnownProfile>;
	/** Profiles of those who are not on the list, where they are needed. */
	readonly inAccount: ReadonlyMap<Contact, KnownProfile>;
}

/** Reads the profiles of the customers: looking them up one by one would put their addresses into URLs. */
async function readKnown(
	client: KlaviyoClient,
	contacts: readonly Contact[],
	{ listId, compareFirst, resubscribe }: OptionsOf<'subscribe'>,
): Promise<Known> {
	const nobody: Known['members'] = new Map();
	if (resubscribe && !compareFirst) return { members: nobody, inAccount: nobody };
	const members = await readSubscriptions(client, contacts, listId || undefined);
	if (resubscribe || listId === '') return { members, inAccount: nobody };
	const others = contacts.filter((contact) => !members.has(contact));
	return { members, inAccount: await readSubscriptions(client, others, undefined) };
}

/** Suppressions that subscribing lifts. Klaviyo's pages call a complaint SPAM_REPORT, its interface SPAM_COMPLAINT. */
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
 * Subscribing lifts suppressions whatever the channel, so what an address has decided has to be known for text messages, too.
 */
function tellsConsent({ attributes }: KnownProfile, channel: Channel): boolean {
	const { email, subscriptions } = attributes;
	if (subscriptions?.[channel]?.marketing == null) return false;
	return email == null || email === '' || subscriptions.email?.marketing != null;
}

/** The channels on which a person has not said no. Klaviyo lifts suppressions whatever the channel: they count for all. */
function withoutNo(
	profile: KnownProfile,
	channels: readonly Channel[],
	listId: string | undefined,
): readonly Channel[] {
	const ofLists = profile.attributes.subscriptions?.email?.marketing?.list_suppressions ?? [];
	if (isSuppressed(profile) || ofLists.some(({ list_id }) => list_id === listId)) return [];
	return channels.filter((channel) => consentOf(profile, channel) !== 'UNSUBSCRIBED');
}

function isSubscribed(profile: KnownProfile, channel: Channel): boolean {
	if (consentOf(profile, channel) !== 'SUBSCRIBED') return false;
	return channel !== 'email' || !isSuppressed(profile);
}
