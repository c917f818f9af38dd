import type { KlaviyoAccount } from '../account';
import type { KlaviyoBody } from '../schemas';
import { route } from './route';

/** The job for one kind of suppression, and the route that reads it. */
function suppressionRoutesOf(
	verb: 'suppress' | 'unsuppress',
	type: string,
	scopes: string,
	carryOut: (account: KlaviyoAccount, email: string) => boolean,
) {
	return [
		route(
			`bulk_${verb}_profiles`,
			`POST /api/${type}s`,
			'large',
			scopes,
			(account, { json, address }) => {
				const { profiles } = (json as KlaviyoBody<'bulk_suppress_profiles'>).data.attributes;
				const emails = (profiles?.data ?? []).map(({ attributes }) => attributes.email);
				return account.jobs.start(address, type, emails.length, (job) => {
					for (const email of emails) {
						if (account.isSkipped(email) || !carryOut(account, email)) job.skipped++;
					}
					return [];
				});
			},
		),
		route(
			`get_bulk_${verb}_profiles_job`,
			`GET /api/${type}s/:id`,
			'large',
			'subscriptions:read',
			({ jobs }, { address, id }) => jobs.answer(address, id),
		),
	];
}

export const suppressionRoutes = [
	...suppressionRoutesOf(
		'suppress',
		'profile-suppression-bulk-create-job',
		'profiles:write subscriptions:write',
		(account, email) => {
			// Profiles that already get no email are left unchanged.
			if ((account.find({ email })?.suppressions.size ?? 0) > 0) return false;
			account.addProfile({ email }).suppressions.add('USER_SUPPRESSED');
			return true;
		},
	),
	...suppressionRoutesOf(
		'unsuppress',
		'profile-suppression-bulk-delete-job',
		'subscriptions:write',
		(account, email) => account.find({ email })?.suppressions.delete('USER_SUPPRESSED') ?? false,
	),
];
