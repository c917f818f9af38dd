import { problem } from '../answers';
import { identifiersOf } from '../account';
import type { KlaviyoBody } from '../schemas';
import { route } from './route';

export const deletionRoutes = [
	route(
		'request_profile_deletion',
		'POST /api/data-privacy-deletion-jobs',
		'small',
		'data-privacy:write',
		(account, { json }) => {
			const { id, attributes } = (json as KlaviyoBody<'request_profile_deletion'>).data.attributes
				.profile.data;
			const { email, phone } = identifiersOf(attributes);
			const given = [id, email, phone].filter((each) => each != null && each !== '');
			if (given.length !== 1) {
				return problem(400, 'invalid', 'Exactly one of email, phone_number and id is needed.');
			}
			account.jobs.later(() => {
				for (const profile of [...account.profiles.values()]) {
					const isMeant =
						id != null
							? profile.id === id
							: email != null
								? profile.email?.toLowerCase() === email.toLowerCase()
								: profile.phone === phone;
					if (isMeant) account.deleteProfile(profile);
				}
			});
			return { status: 202 };
		},
	),
];
