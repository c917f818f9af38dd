import { settle } from '../../../values/settle';
import { batchesOf } from '../../http/batches';
import { sleepUnlessCancelled } from '../../http/callPlatform';
import { TransientError, type RejectedError } from '../../http/errors';
import type { RowLedger } from '../../run/outcome';
import { sendSplitting, type GivenUp } from '../../http/sendSplitting';
import type { Contact } from '../people/contacts';
import { faultsByEntry } from '../api/entryFaults';
import type { EndpointName } from '../api/endpoints';
import { poll, shortOf } from '../api/jobs';
import { nothing, type KlaviyoClient } from '../api/klaviyoClient';
import { answerLost, notAgainAtOnce, refusalOfProfile } from '../outcomeSentences';
import { matchProfiles, type KnownProfile } from '../people/readProfiles';
import { outcomeOf } from '../../run/outcomeTable';

export type Channel = 'email' | 'sms';

/** The addresses by which a person is subscribed or unsubscribed. */
export interface Addresses {
	readonly email?: string;
	/** In E.164. */
	readonly phone?: string;
}

/** A customer with the channels to change, and the time of consent where it is known. */
export interface SubscriptionChange {
	readonly contact: Contact;
	readonly channels: readonly Channel[];
	readonly addresses: Addresses;
	/** In ms since 1970. */
	readonly consentedAt?: number;
}

export function isReachable({ email, phone }: Addresses, channel: Channel): boolean {
	return (channel === 'email' ? email : phone) !== undefined;
}

export function consentOf({ attributes }: KnownProfile, channel: Channel): string | undefined {
	return attributes.subscriptions?.[channel]?.marketing?.consent;
}

/** Returns the customers' profiles with their subscriptions, of one list or of the whole account. */
export async function readSubscriptions(
	client: KlaviyoClient,
	contacts: readonly Contact[],
	listId: string | undefined,
): Promise<ReadonlyMap<Contact, KnownProfile>> {
	const { known } = await matchProfiles(client, contacts, { listId, withSubscriptions: true });
	return known;
}

export function profileOf(
	{ addresses: { email, phone }, channels, consentedAt }: SubscriptionChange,
	consent: 'SUBSCRIBED' | 'UNSUBSCRIBED',
) {
	const marketing = {
		consent,
		...(consentedAt === undefined ? {} : { consented_at: new Date(consentedAt).toISOString() }),
	};
	return {
		type: 'profile',
		attributes: {
			...(email === undefined ? {} : { email }),
			// A phone number is sent only where its own channel is meant.
			...(phone !== undefined && (channels.includes('sms') || email === undefined)
				? { phone_number: phone }
				: {}),
			subscriptions: Object.fromEntries(channels.map((channel) => [channel, { marketing }])),
		},
	};
}

export function listRelationship(listId: string | undefined) {
	if (listId === undefined) return {};
	return { relationships: { list: { data: { type: 'list', id: listId } } } };
}

/** How changes are sent. */
export interface SubscriptionRequest {
	readonly endpoint: EndpointName;
	/** Klaviyo's limit for one request. */
	readonly maxCount: number;
	/**
	 * Whether sending it twice has the same effect as sending it once; if not, a request that may have arrived is never
	 * retried.
	 */
	readonly isRepeatable: boolean;
	readonly bodyOf: (part: readonly SubscriptionChange[]) => string;
	/** The sentence for customers whom Klaviyo has accepted. */
	readonly taken: string;
}

/** This many lost answers in a row end the run: the next batches would be lost too. */
const mostLostAnswers = 3;

/** Codes of connections that never opened: nothing can have arrived. */
const neverArrived: ReadonlySet<string> = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ERR_INVALID_URL',
]);

/** Sends changes in batches. What Klaviyo accepts, or may have accepted, is "accepted". */
export async function sendChanges(
	client: KlaviyoClient,
	ledger: RowLedger,
	changes: readonly SubscriptionChange[],
	{ endpoint, maxCount, isRepeatable, bodyOf, taken }: SubscriptionRequest,
): Promise<void> {
	let lostInARow = 0;
	let done = 0;
	for (const batch of batchesOf(changes, maxCount)) {
		await sendSplitting(batch, {
			send: async (part) => {
				const call = { body: bodyOf(part), isRepeatable };
				const sent = await settle(client.call(endpoint, call, nothing));
				const lost = sent.status === 'rejected' ? (sent.reason as unknown) : undefined;
				if (lost === undefined) {
					lostInARow = 0;
					for (const { contact } of part) ledger.set(contact.index, outcomeOf('accepted', taken));
					return;
				}
				if (isRepeatable || !mayHaveArrived(lost)) throw lost;
				for (const { contact } of part) {
					ledger.set(contact.index, outcomeOf('answerLost', answerLost));
				}
				lostInARow++;
				if (lostInARow === mostLostAnswers) throw lastLost(lost);
				await sleepUnlessCancelled(client.context, 2000 * lostInARow);
			},
			repair: (part, error) => dropPointed(part, error, ledger),
			giveUp: (part, { status, code }) => {
				for (const { contact } of part) refuse(contact, status, code, ledger);
			},
		});
		done += batch.length;
		client.context.onProgress?.({ phase: 'Sending subscriptions', done, total: changes.length });
	}
}

/** The advice to run again has to say when. */
function lastLost({ message, facts }: TransientError): TransientError {
	return new TransientError(message, { ...facts, advice: notAgainAtOnce });
}

function mayHaveArrived(error: unknown): error is TransientError {
	return error instanceof TransientError && !neverArrived.has(error.facts.code ?? '');
}

function dropPointed(
	part: readonly SubscriptionChange[],
	{ faults }: RejectedError,
	ledger: RowLedger,
) {
	const faultAt = faultsByEntry(faults, part.length);
	if (faultAt === undefined) return undefined;
	return part.filter(({ contact }, index) => {
		const code = faultAt.get(index)?.code;
		if (code !== undefined) refuse(contact, 'rejected', code, ledger);
		return code === undefined;
	});
}

function refuse({ index }: Contact, status: GivenUp['status'], code: string, ledger: RowLedger) {
	ledger.set(index, { status, code, sentence: refusalOfProfile(code) });
}

/** What shows that a change has taken effect. */
export interface Expectation {
	/** The list whose members are read; the whole account without one. */
	readonly listId: string | undefined;
	/** Longest time to poll in milliseconds; 0 does not poll at all. */
	readonly followMs: number;
	readonly isDone: (profile: KnownProfile | undefined, change: SubscriptionChange) => boolean;
	/** The sentence for customers whose change shows. */
	readonly sentence: string;
}

/** Polls until Klaviyo shows all accepted changes: those that show are "sent", the rest stay "accepted". */
export async function seeChanges(
	client: KlaviyoClient,
	ledger: RowLedger,
	changes: readonly SubscriptionChange[],
	{ listId, followMs, isDone, sentence }: Expectation,
): Promise<void> {
	let open = changes.filter(({ contact }) => ledger.get(contact.index)?.status === 'accepted');
	if (open.length === 0) return;
	await poll(client.context, { firstPauseMs: 2000, forMs: shortOf(followMs) }, async () => {
		const contacts = open.map(({ contact }) => contact);
		const known = await readSubscriptions(client, contacts, listId);
		open = open.filter((change) => {
			const isSeen = isDone(known.get(change.contact), change);
			if (isSeen) ledger.set(change.contact.index, outcomeOf('sent', sentence));
			return !isSeen;
		});
		return open.length === 0;
	});
}
