import { problem } from '../answers';
import { identifiersOf, type KlaviyoAccount, type SandboxList } from '../account';
import type { KlaviyoBody } from '../schemas';
import { route } from './route';

type PersonOf<Operation extends 'bulk_subscribe_profiles' | 'bulk_unsubscribe_profiles'> =
	KlaviyoBody<Operation>['data']['attributes']['profiles']['data'][number]['attributes'];

/** The suppressions that subscribing lifts. */
const liftedReasons = ['UNSUBSCRIBE', 'SPAM_COMPLAINT', 'USER_SUPPRESSED'];

export const subscriptionRoutes = [
	route(
		'bulk_subscribe_profiles',
		'POST /api/profile-subscription-bulk-create-jobs',
		'large',
		'lists:write profiles:write subscriptions:write',
		(account, { json }) => {
			const { data } = json as KlaviyoBody<'bulk_subscribe_profiles'>;
			const isHistorical = data.attributes.historical_import === true;
			const list = account.lists.get(data.relationships?.list?.data?.id ?? '');
			const people = data.attributes.profiles.data.map(({ attributes }) => attributes);
			if (!people.every((person) => hasRightDates(person, isHistorical, account.now()))) {
				return problem(400, 'invalid', 'consented_at goes with historical_import, and is past.');
			}
			account.jobs.later(() => {
				for (const person of people) subscribe(account, person, list, isHistorical);
			});
			return { status: 202 };
		},
	),
	route(
		'bulk_unsubscribe_profiles',
		'POST /api/profile-subscription-bulk-delete-jobs',
		'large',
		'lists:write profiles:write subscriptions:write',
		(account, { json }) => {
			const { data } = json as KlaviyoBody<'bulk_unsubscribe_profiles'>;
			const list = account.lists.get(data.relationships?.list?.data?.id ?? '');
			account.jobs.later(() => {
				for (const { attributes } of data.attributes.profiles.data) {
					unsubscribe(account, attributes, list);
				}
			});
			return { status: 202 };
		},
	),
];

function subscribe(
	account: KlaviyoAccount,
	person: PersonOf<'bulk_subscribe_profiles'>,
	list: SandboxList | undefined,
	isHistorical: boolean,
) {
	const profile = account.addProfile(identifiersOf(person));
	if (list?.optIn === 'double_opt_in' && !isHistorical) {
		profile.confirmationsAsked++;
		return;
	}
	if (person.subscriptions.email) profile.emailConsent = 'SUBSCRIBED';
	if (person.subscriptions.sms) profile.smsConsent = 'SUBSCRIBED';
	for (const reason of liftedReasons) profile.suppressions.delete(reason);
	list?.members.set(profile.id, account.now());
}

function unsubscribe(
	account: KlaviyoAccount,
	person: PersonOf<'bulk_unsubscribe_profiles'>,
	list: SandboxList | undefined,
) {
	const profile = account.find(identifiersOf(person));
	if (profile === undefined || list?.members.delete(profile.id)) return;
	// Somebody who is not on the list is unsubscribed from everything.
	if (person.subscriptions.email) {
		profile.emailConsent = 'UNSUBSCRIBED';
		profile.suppressions.add('UNSUBSCRIBE');
	}
	if (person.subscriptions.sms) profile.smsConsent = 'UNSUBSCRIBED';
}

/** Klaviyo accepts a time of consent only with a historical import, and there it has to be in the past. */
function hasRightDates(
	{ subscriptions: { email, sms } }: PersonOf<'bulk_subscribe_profiles'>,
	isHistorical: boolean,
	now: number,
): boolean {
	return [email, sms].every((each) => {
		if (each?.marketing == null) return true;
		const { consented_at: consentedAt } = each.marketing as { consented_at?: string | null };
		if (!isHistorical) return consentedAt == null;
		return consentedAt != null && Date.parse(consentedAt) < now;
	});
}
