import { z } from 'zod';
import type { KlaviyoClient } from './klaviyoClient';

const suppression = z.object({ reason: z.string() });

/** What of a profile is read; all the rest of Klaviyo's answer is dropped at once. */
export const profileSchema = z.object({
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
							.object({ consent: z.string(), suppression: z.array(suppression).nullish() })
							.nullish(),
					})
					.nullish(),
				sms: z.object({ marketing: z.object({ consent: z.string() }).nullish() }).nullish(),
			})
			.nullish(),
	}),
});

export type KnownProfile = z.output<typeof profileSchema>;

/** Which profiles, and how much of them. */
export interface ProfileQuery {
	/** Members of this list only. */
	readonly listId?: string;
	/** Only profiles under an account-level suppression that a user set. */
	readonly suppressedByUser?: boolean;
	readonly withProperties?: boolean;
	readonly withSubscriptions?: boolean;
}

/**
 * Gives profiles page by page, 100 at a time.
 *
 * Whole collections are paged and matched here, because looking people up by email would put the addresses into URLs.
 */
export function readProfiles(
	client: KlaviyoClient,
	{ listId, suppressedByUser, withProperties, withSubscriptions }: ProfileQuery,
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
		...(suppressedByUser
			? { filter: 'equals(subscriptions.email.marketing.suppression.reason,"USER_SUPPRESSED")' }
			: {}),
	};
	return listId === undefined
		? client.pages('get_profiles', { query }, profileSchema)
		: client.pages('get_profiles_for_list', { id: listId, query }, profileSchema);
}
