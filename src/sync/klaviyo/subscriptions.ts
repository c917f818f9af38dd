import { batchesOf } from '../shared/batches';
import { consentFieldNotice, isConsentGiven, isFilledAnywhere } from '../shared/consent';
import type { RejectedError } from '../shared/errors';
import { InvalidSetting } from '../shared/invalidSetting';
import type { RowLedger } from '../shared/outcome';
import { sendSplitting } from '../shared/sendSplitting';
import { cellOf, readContacts, type Contact } from './contacts';
import type { EndpointName } from './endpoints';
import { nothing, type KlaviyoClient } from './klaviyoClient';
import { refusalOfProfile, takenUnseen } from './outcomeSentences';
import { planOf } from '../shared/plan';
import type { PlanOperation } from './operation';
import { matchProfiles, type KnownProfile } from './readProfiles';

type Channel = 'email' | 'sms';

/** A customer with the channels that are to change, and the moment of consent where it is told. */
interface Change {
	readonly contact: Contact;
	readonly channels: readonly Channel[];
	readonly consentedAt?: string;
}

/** Plans to subscribe the customers who said yes; this lifts an earlier unsubscription. */
export const subscribe: PlanOperation<'subscribe'> = async ({
	rows,
	options,
	client,
	ledger,
	notices,
}) => {
	const contacts = readContacts(rows, options, ledger, notices);
	const consentFields = { email: options.consentField, sms: options.smsConsentField };
	const isAsked = options.consentSource === 'field';
	const missing = isAsked
		? options.channels.filter((channel) => !isFilledAnywhere(rows, consentFields[channel]))
		: [];
	for (const channel of missing) {
		notices.push(
			consentFieldNotice(rows.length, {
				field: consentFields[channel],
				to: channel === 'email' ? 'emails' : 'text messages',
				otherChoice: 'Handled Upstream',
			}),
		);
	}
	const askedFields = options.channels.map((channel) => `"${consentFields[channel]}"`).join(' or ');
	const noConsent =
		missing.length === options.channels.length
			? ({
					code: 'no_consent_field',
					sentence: `Not subscribed: no customer has a consent in ${askedFields}.`,
				} as const)
			: ({
					code: 'no_consent',
					sentence: isAsked
						? `Not subscribed: no explicit yes in ${askedFields}, or nothing to reach the customer by.`
						: 'Not subscribed: no email address or phone number for the channel.',
				} as const);
	const known = options.compareFirst
		? await readSubscriptions(client, contacts, options.listId || undefined)
		: undefined;
	const changes: Change[] = [];
	let unchanged = 0;
	for (const contact of contacts) {
		const agreed = options.channels.filter(
			(channel) =>
				isReachable(contact, channel) &&
				(!isAsked || isConsentGiven(cellOf(contact.row, consentFields[channel]))),
		);
		if (agreed.length === 0) {
			ledger.set(contact.index, 'skipped', noConsent.code, noConsent.sentence);
			continue;
		}
		const profile = known?.get(contact);
		const channels = agreed.filter(
			(channel) => profile === undefined || consentOf(profile, channel) !== 'SUBSCRIBED',
		);
		if (channels.length === 0) {
			unchanged++;
			ledger.set(contact.index, 'unchanged', 'unchanged', 'Subscribed already.');
			continue;
		}
		const consentedAt = instantOf(cellOf(contact.row, options.consentedAtField));
		if (
			options.historicalImport &&
			(consentedAt === undefined || Date.parse(consentedAt) >= client.context.now())
		) {
			ledger.set(
				contact.index,
				'skipped',
				'no_consent_date',
				'A historical import needs the past date on which the customer agreed.',
			);
			continue;
		}
		changes.push({ contact, channels, consentedAt });
	}
	const bodyOf = (part: readonly Change[]) =>
		JSON.stringify({
			data: {
				type: 'profile-subscription-bulk-create-job',
				attributes: {
					...(options.customSource === '' ? {} : { custom_source: options.customSource }),
					...(options.historicalImport ? { historical_import: true } : {}),
					profiles: { data: part.map((change) => profileOf(change, 'SUBSCRIBED')) },
				},
				...listRelationship(options.listId),
			},
		});
	return {
		plan: planOf(
			'subscribe',
			[
				{
					target: options.listId === '' ? 'Subscribers' : 'Subscribers of the list',
					targetId: options.listId || undefined,
					added: changes.length,
					removed: 0,
					changed: 0,
					unchanged,
				},
			],
			ledger,
		),
		intents: () =>
			changes.map(({ contact, channels }) => ({
				index: contact.index,
				sentence: `Nothing was sent: would be subscribed (${channels.join(', ')}).`,
			})),
		act: async () => {
			await send(client, ledger, changes, 'bulk_subscribe_profiles', 1000, bodyOf);
			await confirm(
				client,
				ledger,
				options,
				changes,
				(profile, channel) => profile !== undefined && consentOf(profile, channel) === 'SUBSCRIBED',
				'Subscribed.',
			);
			return {};
		},
	};
};

/**
 * Plans to unsubscribe the customers, from one list or everywhere.
 *
 * Klaviyo unsubscribes somebody who is not on the given list from everything. With the scope "list" the members are read first,
 * whatever the other options say, and who is not among them is skipped.
 */
export const unsubscribe: PlanOperation<'unsubscribe'> = async ({
	rows,
	options,
	client,
	ledger,
	notices,
}) => {
	const fromList = options.scope === 'list';
	if (fromList && options.listId === '') {
		throw new InvalidSetting('listId', 'a list, because the scope is one list');
	}
	const contacts = readContacts(rows, options, ledger, notices);
	const listId = fromList ? options.listId : undefined;
	const known =
		fromList || options.compareFirst
			? await readSubscriptions(client, contacts, listId)
			: undefined;
	const changes: Change[] = [];
	let unchanged = 0;
	for (const contact of contacts) {
		const profile = known?.get(contact);
		if (fromList && profile === undefined) {
			unchanged++;
			ledger.set(
				contact.index,
				'skipped',
				'not_on_list',
				'Not on the list: Klaviyo would unsubscribe this customer from everything.',
			);
			continue;
		}
		const channels = options.channels.filter(
			(channel) =>
				isReachable(contact, channel) &&
				(profile === undefined || fromList || consentOf(profile, channel) !== 'UNSUBSCRIBED'),
		);
		if (channels.length === 0) {
			unchanged++;
			ledger.set(contact.index, 'unchanged', 'unchanged', 'Unsubscribed already.');
			continue;
		}
		changes.push({ contact, channels });
	}
	const bodyOf = (part: readonly Change[]) =>
		JSON.stringify({
			data: {
				type: 'profile-subscription-bulk-delete-job',
				attributes: { profiles: { data: part.map((each) => profileOf(each, 'UNSUBSCRIBED')) } },
				...listRelationship(listId ?? ''),
			},
		});
	return {
		plan: planOf(
			'unsubscribe',
			[
				{
					target: fromList ? 'Subscribers of the list' : 'Subscribers (everywhere)',
					targetId: listId,
					added: 0,
					removed: changes.length,
					changed: 0,
					unchanged,
				},
			],
			ledger,
		),
		intents: () =>
			changes.map(({ contact, channels }) => ({
				index: contact.index,
				sentence: `Nothing was sent: would be unsubscribed ${fromList ? 'from the list' : 'everywhere'} (${channels.join(', ')}).`,
			})),
		act: async () => {
			await send(client, ledger, changes, 'bulk_unsubscribe_profiles', 100, bodyOf);
			await confirm(
				client,
				ledger,
				{ ...options, listId: listId ?? '' },
				changes,
				(profile, channel) =>
					fromList
						? profile === undefined || consentOf(profile, channel) === 'UNSUBSCRIBED'
						: profile !== undefined && consentOf(profile, channel) === 'UNSUBSCRIBED',
				fromList ? 'Unsubscribed from the list.' : 'Unsubscribed everywhere.',
			);
			return {};
		},
	};
};

function isReachable({ email, phone }: Contact, channel: Channel): boolean {
	return (channel === 'email' ? email : phone) !== undefined;
}

function consentOf({ attributes }: KnownProfile, channel: Channel): string | undefined {
	return attributes.subscriptions?.[channel]?.marketing?.consent;
}

function instantOf(cell: unknown): string | undefined {
	if (!(cell instanceof Date) && typeof cell !== 'string') return undefined;
	const instant = new Date(cell);
	return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}

function profileOf(
	{ contact, channels, consentedAt }: Change,
	consent: 'SUBSCRIBED' | 'UNSUBSCRIBED',
) {
	const marketing = {
		consent,
		...(consentedAt === undefined ? {} : { consented_at: consentedAt }),
	};
	return {
		type: 'profile',
		attributes: {
			...(contact.email === undefined ? {} : { email: contact.email }),
			// A number goes along only where its own channel is meant.
			...(contact.phone !== undefined && (channels.includes('sms') || contact.email === undefined)
				? { phone_number: contact.phone }
				: {}),
			subscriptions: Object.fromEntries(channels.map((channel) => [channel, { marketing }])),
		},
	};
}

function listRelationship(listId: string) {
	if (listId === '') return {};
	return { relationships: { list: { data: { type: 'list', id: listId } } } };
}

async function readSubscriptions(
	client: KlaviyoClient,
	contacts: readonly Contact[],
	listId: string | undefined,
) {
	const { known } = await matchProfiles(client, contacts, { listId, withSubscriptions: true });
	return known;
}

const entryPointer = /^\/data\/attributes\/profiles\/data\/(\d+)/;

async function send(
	client: KlaviyoClient,
	ledger: RowLedger,
	changes: readonly Change[],
	endpoint: EndpointName,
	maxCount: number,
	bodyOf: (part: readonly Change[]) => string,
) {
	let done = 0;
	for (const batch of batchesOf(changes, { maxCount, maxBytes: 5_000_000 }, () => 300)) {
		await sendSplitting(batch, {
			send: async (part) => {
				await client.call(endpoint, { body: bodyOf(part) }, nothing);
				for (const { contact } of part) {
					ledger.set(contact.index, 'accepted', 'accepted', takenUnseen);
				}
			},
			mend: (part, error) => dropPointed(part, error, ledger),
			giveUp: (part, { status, code }) => {
				for (const { contact } of part) refuse(contact, status, code, ledger);
			},
		});
		done += batch.length;
		client.context.onProgress?.({ phase: 'Sending subscriptions', done, total: changes.length });
	}
}

function dropPointed(part: readonly Change[], { faults }: RejectedError, ledger: RowLedger) {
	const codes = new Map<number, string>();
	for (const { pointer, code } of faults) {
		const [, index] = entryPointer.exec(pointer ?? '') ?? [];
		if (index !== undefined && Number(index) < part.length) codes.set(Number(index), code);
	}
	if (codes.size === 0) return undefined;
	return part.filter(({ contact }, index) => {
		const code = codes.get(index);
		if (code !== undefined) refuse(contact, 'rejected', code, ledger);
		return code === undefined;
	});
}

function refuse(
	{ index }: Contact,
	status: 'rejected' | 'deferred',
	code: string,
	ledger: RowLedger,
) {
	ledger.set(index, status, code, refusalOfProfile(code));
}

/** Reads back once, where reading is allowed: what shows is "sent", the rest stays "accepted". */
async function confirm(
	client: KlaviyoClient,
	ledger: RowLedger,
	{ compareFirst, listId }: { readonly compareFirst: boolean; readonly listId: string },
	changes: readonly Change[],
	isDone: (profile: KnownProfile | undefined, channel: Channel) => boolean,
	sentence: string,
) {
	if (!compareFirst || changes.length === 0) return;
	await client.context.sleep(2000);
	const contacts = changes.map(({ contact }) => contact);
	const known = await readSubscriptions(client, contacts, listId || undefined);
	for (const { contact, channels } of changes) {
		if (ledger.get(contact.index)?.status !== 'accepted') continue;
		if (channels.every((channel) => isDone(known.get(contact), channel))) {
			ledger.set(contact.index, 'sent', 'sent', sentence);
		}
	}
}
