import { notFound, page, problem } from '../answers';
import type { KlaviyoAccount, SandboxProfile } from '../account';
import type { KlaviyoBody, ProfileBody } from '../schemas';
import { route, type RouteRequest } from './route';

const suppressedFor = /^equals\(subscriptions\.email\.marketing\.suppression\.reason,"(\w+)"\)$/;

export const profileRoutes = [
	route('get_profiles', 'GET /api/profiles', 'large', 'profiles:read', (account, request) => {
		const { filter } = request.query;
		const [, reason] = suppressedFor.exec(filter ?? '') ?? [];
		if (filter !== undefined && reason === undefined) {
			return problem(400, 'invalid', 'The filter is not understood.');
		}
		const found = [...account.profiles.values()].filter(
			({ suppressions }) => reason === undefined || suppressions.has(reason),
		);
		return page(found, request, 20, ({ id }) => profileObject(account, id, request));
	}),
	route('get_profile', 'GET /api/profiles/:id', 'large', 'profiles:read', (account, request) => {
		if (!account.profiles.has(request.id)) return notFound('profile');
		return { status: 200, body: { data: profileObject(account, request.id, request) } };
	}),
	route(
		'update_profile',
		'PATCH /api/profiles/:id',
		'large',
		'profiles:write',
		(account, { json, id, address }) => {
			const profile = account.profiles.get(id);
			if (profile === undefined) return notFound('profile');
			const { data } = json as KlaviyoBody<'update_profile'>;
			if (data.id !== id) return problem(409, 'invalid', 'The ids in path and body differ.');
			writeProfile(profile, data);
			return { status: 200, body: { data: profileObject(account, id, { query: {}, address }) } };
		},
	),
];

/** Writes a profile's data other than its identifiers. */
export function writeProfile(
	profile: SandboxProfile,
	{ attributes, meta }: Pick<ProfileBody, 'attributes' | 'meta'>,
): void {
	if (attributes.first_name) profile.firstName = attributes.first_name;
	if (attributes.last_name) profile.lastName = attributes.last_name;
	Object.assign(profile.properties, attributes.properties);
	const unset = meta?.patch_properties?.unset ?? [];
	for (const name of typeof unset === 'string' ? [unset] : unset) delete profile.properties[name];
}

/**
 * A profile in Klaviyo's answer, with the fields that the request names.
 *
 * @param joined when it joined the list that is read
 */
export function profileObject(
	{ profiles }: KlaviyoAccount,
	id: string,
	{ query, address }: Pick<RouteRequest, 'query' | 'address'>,
	joined?: number,
) {
	const profile = profiles.get(id);
	if (profile === undefined) throw new Error('The sandbox has lost a profile.');
	const all: Record<string, unknown> = {
		email: profile.email ?? null,
		phone_number: profile.phone ?? null,
		external_id: profile.externalId ?? null,
		first_name: profile.firstName ?? null,
		last_name: profile.lastName ?? null,
		properties: profile.properties,
		...(query['additional-fields[profile]']?.includes('subscriptions')
			? { subscriptions: subscriptionsOf(profile) }
			: {}),
	};
	const fields = query['fields[profile]']?.split(',');
	const chosen = Object.entries(all).filter(([name]) => fields?.includes(name) ?? true);
	return {
		type: 'profile',
		id,
		attributes: {
			...Object.fromEntries(chosen),
			...(joined === undefined ? {} : { joined_group_at: new Date(joined).toISOString() }),
		},
		links: { self: `${address}/api/profiles/${id}` },
	};
}

function subscriptionsOf({
	emailConsent,
	smsConsent,
	suppressions,
	listSuppressions,
}: SandboxProfile) {
	const timestamp = new Date(0).toISOString();
	return {
		email: {
			marketing: {
				can_receive_email_marketing: emailConsent === 'SUBSCRIBED' && suppressions.size === 0,
				consent: emailConsent,
				suppression: [...suppressions].map((reason) => ({ reason, timestamp })),
				list_suppressions: [...listSuppressions].map(([listId, reason]) => ({
					list_id: listId,
					reason,
					timestamp,
				})),
			},
		},
		sms: {
			marketing: {
				can_receive_sms_marketing: smsConsent === 'SUBSCRIBED',
				consent: smsConsent,
			},
		},
	};
}
