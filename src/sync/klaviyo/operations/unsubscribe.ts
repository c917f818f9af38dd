import { InvalidInputError } from '../../../values/invalidInputError';
import { counted } from '../../../values/wording';
import { planOf, type TargetPlan, targetPlan } from '../../run/plan';
import { removalRefusal } from '../../audience/removalGuard';
import { toE164 } from '../../people/phone';
import { readContacts } from '../people/contacts';
import { readListFacts } from '../api/listFacts';
import { minutesInMs, type OperationInput, type PlanOperation } from './operation';
import { notAgainAtOnce, takenOffListUnseen, takenUnseen } from '../outcomeSentences';
import { matchProfiles, type KnownProfile } from '../people/readProfiles';
import {
	consentOf,
	isReachable,
	listRelationship,
	profileOf,
	readSubscriptions,
	seeChanges,
	sendChanges,
	type Addresses,
	type SubscriptionChange,
} from './subscriptionChange';
import { outcomeOf } from '../../run/outcomeTable';

/**
 * Plans to unsubscribe the customers, from one list or everywhere.
 *
 * Klaviyo unsubscribes somebody who is not on the given list from everything. With the scope "list" the members are
 * therefore read first, whatever the other options say, customers who are not among them are skipped, and no request
 * that may have arrived is retried.
 */
export const unsubscribe: PlanOperation<'unsubscribe'> = async (input) => {
	const { options } = input;
	if (options.scope === 'everywhere') return planEverywhere(input);
	if (options.listId === '') {
		throw new InvalidInputError('listId', 'a list, because Scope is One List');
	}
	return planList(input);
};

async function planList(input: OperationInput<'unsubscribe'>) {
	const { rows, options, client, ledger, notices } = input;
	const contacts = readContacts(rows, options, ledger, notices);
	const { id: listId, name } = await readListFacts(client, options.listId);
	const { known, count } = await matchProfiles(client, contacts, {
		listId,
		withSubscriptions: true,
		withStrangers: true,
	});
	const changes: SubscriptionChange[] = [];
	for (const contact of contacts) {
		const profile = known.get(contact);
		const addresses = addressesOf(profile);
		const channels = options.channels.filter((channel) => isReachable(addresses, channel));
		if (profile === undefined) {
			ledger.set(contact.index, outcomeOf('notOnList'));
		} else if (channels.length === 0) {
			ledger.set(
				contact.index,
				outcomeOf('noContactKey', 'No email or phone to unsubscribe the profile by.'),
			);
		} else {
			changes.push({ contact, channels, addresses });
		}
	}
	const target: TargetPlan = targetPlan({
		target: name,
		targetId: listId,
		members: count,
		removed: changes.length,
		unchanged: count - changes.length,
	});
	return planned(input, changes, target, {
		listId,
		isDone: (profile, { channels }) => profile === undefined || isUnsubscribed(profile, channels),
		taken: takenOffListUnseen,
		sentence: 'Unsubscribed from the list.',
	});
}

/** The profile's own addresses: another address in the row may belong to somebody who is not on the list. */
function addressesOf(profile: KnownProfile | undefined): Addresses {
	const { email, phone_number } = profile?.attributes ?? {};
	return { email: email || undefined, phone: toE164(phone_number) };
}

async function planEverywhere(input: OperationInput<'unsubscribe'>) {
	const { rows, options, client, ledger, notices } = input;
	const contacts = readContacts(rows, options, ledger, notices);
	const known = options.compareFirst
		? await readSubscriptions(client, contacts, undefined)
		: undefined;
	const changes: SubscriptionChange[] = [];
	for (const contact of contacts) {
		const profile = known?.get(contact);
		const channels = options.channels.filter(
			(channel) =>
				isReachable(contact, channel) &&
				(profile === undefined || !isUnsubscribed(profile, [channel])),
		);
		if (channels.length > 0) changes.push({ contact, channels, addresses: contact });
		else ledger.set(contact.index, outcomeOf('unchanged', 'Already unsubscribed.'));
	}
	const target: TargetPlan = targetPlan({
		target: 'Subscribers',
		removed: changes.length,
		unchanged: contacts.length - changes.length,
	});
	return planned(input, changes, target, {
		listId: undefined,
		isDone: (profile, { channels }) => profile !== undefined && isUnsubscribed(profile, channels),
		taken: takenUnseen,
		sentence: 'Unsubscribed everywhere.',
	});
}

function isUnsubscribed(profile: KnownProfile, channels: SubscriptionChange['channels']): boolean {
	return channels.every((channel) => consentOf(profile, channel) === 'UNSUBSCRIBED');
}

/** What differs between one list and everywhere. */
interface Scope {
	readonly listId: string | undefined;
	readonly isDone: (profile: KnownProfile | undefined, change: SubscriptionChange) => boolean;
	readonly taken: string;
	readonly sentence: string;
}

function planned(
	{ options, client, ledger, notices }: OperationInput<'unsubscribe'>,
	changes: readonly SubscriptionChange[],
	target: TargetPlan,
	{ listId, isDone, taken, sentence }: Scope,
) {
	const isList = listId !== undefined;
	// The number of subscribers in the account is unknown, and an unsubscription must not wait: no limit without a list.
	const refusal = isList ? removalRefusal([target], options) : undefined;
	return {
		plan: planOf('unsubscribe', [target], ledger, refusal),
		intents: () =>
			changes.map(({ contact, channels }) => ({
				index: contact.index,
				sentence: `Nothing was sent: would be unsubscribed ${isList ? 'from the list' : 'everywhere'} (${channels.join(', ')}).`,
			})),
		act: async () => {
			await sendChanges(client, ledger, changes, {
				endpoint: 'bulk_unsubscribe_profiles',
				maxCount: 100,
				isRepeatable: !isList,
				taken,
				bodyOf: (part) =>
					JSON.stringify({
						data: {
							type: 'profile-subscription-bulk-delete-job',
							attributes: {
								profiles: { data: part.map((change) => profileOf(change, 'UNSUBSCRIBED')) },
							},
							...listRelationship(listId),
						},
					}),
			});
			const lost = changes.filter(
				({ contact }) => ledger.get(contact.index)?.code === 'answerLost',
			).length;
			if (lost > 0) {
				notices.push({
					code: 'answerLost',
					message: `Klaviyo's response was lost for ${counted(lost, 'customer')}, who may or may not be unsubscribed from the list. ${notAgainAtOnce}`,
					level: 'warning',
				});
			}
			if (options.compareFirst) {
				const followMs = minutesInMs(options.maxWaitMinutes);
				await seeChanges(client, ledger, changes, { listId, followMs, isDone, sentence });
			}
			return {};
		},
	};
}
