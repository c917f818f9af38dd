import type { Notice } from '../../../values/notice';
import { ownCell } from '../../../values/ownCell';
import type { SyncContext } from '../../run/context';
import type { Outcome } from '../../run/outcome';
import { outcomeOf } from '../../run/outcomeTable';
import { planOf, targetPlan } from '../../run/plan';
import { readListFacts } from '../api/listFacts';
import type { OptionsOf } from '../options';
import { askedToConfirm, takenUnseen } from '../outcomeSentences';
import { readContacts, type Contact } from '../people/contacts';
import { minutesInMs, type OperationInput, type PlanOperation } from './operation';
import { isSubscribed, readKnown, tellsConsent, withoutNo, type Known } from './subscribedBefore';
import { consentOfRows, deniedElsewhere } from './subscribeConsent';
import {
	isReachable,
	listRelationship,
	profileOf,
	seeChanges,
	sendChanges,
	type Channel,
	type SubscriptionChange,
} from './subscriptionChange';

/**
 * Plans to subscribe the customers who consented.
 *
 * Subscribing lifts what people have decided themselves: customers who unsubscribed, complained or were suppressed by a
 * user are left out unless "resubscribe" is on, and are looked up in the whole account for that, whatever the other
 * options say.
 */
export const subscribe: PlanOperation<'subscribe'> = async (input) => {
	const { client, ledger, notices } = input;
	const agreed = readAgreed(input);
	const { listId } = input.options;
	const list = listId === '' ? undefined : await readListFacts(client, listId);
	const options = { ...input.options, listId: list?.id };
	const asksToConfirm = list?.isDoubleOptIn === true && !options.historicalImport;
	if (asksToConfirm) notices.push(confirmationNotice(list.name));

	const known = await readKnown(client, [...agreed.keys()], options);
	const changes: SubscriptionChange[] = [];
	for (const [contact, wanted] of agreed) {
		const judged = judge(contact, wanted, known, options, client.context);
		if ('channels' in judged) changes.push(judged);
		else ledger.set(contact.index, judged);
	}
	const target = targetPlan({
		target: list?.name ?? 'Subscribers',
		targetId: list?.id,
		added: changes.length,
		unchanged: [...agreed.keys()].filter(({ index }) => ledger.get(index)?.status === 'unchanged')
			.length,
	});
	return {
		plan: planOf('subscribe', [target], ledger),
		intents: () =>
			changes.map(({ contact, channels }) => ({
				index: contact.index,
				sentence: `Nothing was sent: would be ${asksToConfirm ? 'asked to confirm' : 'subscribed'} (${channels.join(', ')}).`,
			})),
		act: async () => {
			await send(input, changes, list?.id, asksToConfirm);
			return {};
		},
	};
};

/** The customers who consented, with the channels for which they did; the others are skipped. */
function readAgreed({
	rows,
	options,
	ledger,
	notices,
}: OperationInput<'subscribe'>): Map<Contact, readonly Channel[]> {
	const contacts = readContacts(rows, options, ledger, notices);
	const consent = consentOfRows(rows, options, notices);
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
		ledger.set(contact.index, isDenied ? deniedElsewhere : consent.missing);
	}
	return agreed;
}

const subscriptionUnknown = outcomeOf(
	'subscriptionUnknown',
	'Not subscribed: Klaviyo did not report whether this customer has unsubscribed. Run again; "Resubscribe" subscribes them regardless.',
);

/** The options with the list's ID, however the list was chosen. */
type WithListId = Omit<OptionsOf<'subscribe'>, 'listId'> & { readonly listId: string | undefined };

/** What to send for a customer who consented, or why nothing is sent. */
function judge(
	contact: Contact,
	wanted: readonly Channel[],
	{ members, inAccount }: Known,
	options: WithListId,
	context: SyncContext,
): SubscriptionChange | Outcome {
	const member = members.get(contact);
	const profile = options.resubscribe ? undefined : (member ?? inAccount.get(contact));
	const told = wanted.filter((channel) => profile === undefined || tellsConsent(profile, channel));
	if (told.length === 0) return subscriptionUnknown;
	const allowed = profile === undefined ? told : withoutNo(profile, told, options.listId);
	if (allowed.length === 0) return outcomeOf('unsubscribedInKlaviyo');
	const channels = allowed.filter(
		(channel) => member === undefined || !isSubscribed(member, channel),
	);
	if (channels.length === 0) return outcomeOf('unchanged', 'Already subscribed.');
	if (!options.historicalImport) return { contact, channels, addresses: contact };
	const consentedAt = context.calendar.instantOf(ownCell(contact.row, options.consentedAtField));
	if (!(consentedAt < context.now())) return outcomeOf('noConsentDate');
	return { contact, channels, addresses: contact, consentedAt };
}

async function send(
	{ options, client, ledger }: OperationInput<'subscribe'>,
	changes: readonly SubscriptionChange[],
	listId: string | undefined,
	asksToConfirm: boolean,
): Promise<void> {
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
					...listRelationship(listId),
				},
			}),
	});
	if (!options.compareFirst || asksToConfirm) return;
	await seeChanges(client, ledger, changes, {
		listId,
		followMs: minutesInMs(options.maxWaitMinutes),
		isDone: (profile, { channels }) =>
			profile !== undefined && channels.every((channel) => isSubscribed(profile, channel)),
		sentence: 'Subscribed.',
	});
}

function confirmationNotice(name: string): Notice {
	return {
		code: 'doubleOptIn',
		message: `"${name}" uses double opt-in: people who have not confirmed are asked again in every run.`,
		level: 'warning',
	};
}
