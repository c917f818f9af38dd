import type { RateWindow } from '../../http/pacer';
import type { TransportRequest } from '../../http/transport';

/**
 * The API revision that all requests name; Klaviyo serves each for two years.
 *
 * Compared with 2026-07-15 it adds a `meta` to answers and moves that of an event's profile, which is not sent here;
 * paths, limits and scopes of the operations used are the same.
 */
export const klaviyoRevision = '2026-10-15';

export interface Endpoint {
	readonly method: TransportRequest['method'];
	/** `{id}` stands for the object's id. */
	readonly path: string;
	readonly perSecond: number;
	readonly perMinute: number;
	/** The scopes that a private key needs for it. */
	readonly scopes: readonly string[];
	/** What the request does, for messages. */
	readonly doing: string;
}

/** The operations used, by Klaviyo's own operation ids, with their published limits. */
export const endpoints = {
	get_accounts: {
		method: 'GET',
		path: '/api/accounts',
		perSecond: 1,
		perMinute: 15,
		scopes: ['accounts:read'],
		doing: "reading the account's name",
	},
	get_lists: {
		method: 'GET',
		path: '/api/lists',
		perSecond: 75,
		perMinute: 750,
		scopes: ['lists:read'],
		doing: 'reading lists',
	},
	get_list: {
		method: 'GET',
		path: '/api/lists/{id}',
		perSecond: 75,
		perMinute: 750,
		scopes: ['lists:read'],
		doing: 'reading a list',
	},
	create_list: {
		method: 'POST',
		path: '/api/lists',
		perSecond: 10,
		perMinute: 150,
		scopes: ['lists:write'],
		doing: 'creating a list',
	},
	get_profiles_for_list: {
		method: 'GET',
		path: '/api/lists/{id}/profiles',
		perSecond: 75,
		perMinute: 750,
		scopes: ['lists:read', 'profiles:read'],
		doing: 'reading the members of a list',
	},
	remove_profiles_from_list: {
		method: 'DELETE',
		path: '/api/lists/{id}/relationships/profiles',
		perSecond: 10,
		perMinute: 150,
		scopes: ['lists:write', 'profiles:write'],
		doing: 'removing profiles from a list',
	},
	get_profiles: {
		method: 'GET',
		path: '/api/profiles',
		perSecond: 75,
		perMinute: 750,
		scopes: ['profiles:read'],
		doing: 'reading profiles',
	},
	get_profile: {
		method: 'GET',
		path: '/api/profiles/{id}',
		perSecond: 75,
		perMinute: 750,
		scopes: ['profiles:read'],
		doing: 'looking for a deleted profile',
	},
	update_profile: {
		method: 'PATCH',
		path: '/api/profiles/{id}',
		perSecond: 75,
		perMinute: 750,
		scopes: ['profiles:write'],
		doing: 'updating a profile',
	},
	bulk_import_profiles: {
		method: 'POST',
		path: '/api/profile-bulk-import-jobs',
		perSecond: 10,
		perMinute: 150,
		scopes: ['lists:write', 'profiles:write'],
		doing: 'importing profiles',
	},
	get_bulk_import_profiles_job: {
		method: 'GET',
		path: '/api/profile-bulk-import-jobs/{id}',
		perSecond: 10,
		perMinute: 150,
		scopes: ['lists:read', 'profiles:read'],
		doing: 'polling an import',
	},
	get_errors_for_bulk_import_profiles_job: {
		method: 'GET',
		path: '/api/profile-bulk-import-jobs/{id}/import-errors',
		perSecond: 10,
		perMinute: 150,
		scopes: ['profiles:read'],
		doing: 'reading the errors of an import',
	},
	bulk_subscribe_profiles: {
		method: 'POST',
		path: '/api/profile-subscription-bulk-create-jobs',
		perSecond: 75,
		perMinute: 750,
		scopes: ['lists:write', 'profiles:write', 'subscriptions:write'],
		doing: 'subscribing profiles',
	},
	bulk_unsubscribe_profiles: {
		method: 'POST',
		path: '/api/profile-subscription-bulk-delete-jobs',
		perSecond: 75,
		perMinute: 750,
		scopes: ['lists:write', 'profiles:write', 'subscriptions:write'],
		doing: 'unsubscribing profiles',
	},
	bulk_suppress_profiles: {
		method: 'POST',
		path: '/api/profile-suppression-bulk-create-jobs',
		perSecond: 75,
		perMinute: 750,
		scopes: ['profiles:write', 'subscriptions:write'],
		doing: 'suppressing profiles',
	},
	get_bulk_suppress_profiles_job: {
		method: 'GET',
		path: '/api/profile-suppression-bulk-create-jobs/{id}',
		perSecond: 75,
		perMinute: 750,
		scopes: ['subscriptions:read'],
		doing: 'polling a suppression',
	},
	bulk_unsuppress_profiles: {
		method: 'POST',
		path: '/api/profile-suppression-bulk-delete-jobs',
		perSecond: 75,
		perMinute: 750,
		scopes: ['subscriptions:write'],
		doing: 'removing suppressions',
	},
	get_bulk_unsuppress_profiles_job: {
		method: 'GET',
		path: '/api/profile-suppression-bulk-delete-jobs/{id}',
		perSecond: 75,
		perMinute: 750,
		scopes: ['subscriptions:read'],
		doing: 'polling the removal of suppressions',
	},
	request_profile_deletion: {
		method: 'POST',
		path: '/api/data-privacy-deletion-jobs',
		perSecond: 3,
		perMinute: 60,
		scopes: ['data-privacy:write'],
		doing: 'deleting a profile',
	},
	get_segments: {
		method: 'GET',
		path: '/api/segments',
		perSecond: 75,
		perMinute: 750,
		scopes: ['segments:read'],
		doing: 'reading segments',
	},
	create_segment: {
		method: 'POST',
		path: '/api/segments',
		perSecond: 1,
		perMinute: 15,
		scopes: ['segments:write'],
		doing: 'creating a segment',
	},
	update_segment: {
		method: 'PATCH',
		path: '/api/segments/{id}',
		perSecond: 1,
		perMinute: 15,
		scopes: ['segments:write'],
		doing: 'updating a segment',
	},
	create_event: {
		method: 'POST',
		path: '/api/events',
		perSecond: 350,
		perMinute: 3500,
		scopes: ['events:write'],
		doing: 'sending an event',
	},
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof endpoints;

export function windowsOf({ perSecond, perMinute }: Endpoint): RateWindow[] {
	return [
		{ calls: perSecond, windowMs: 1000 },
		{ calls: perMinute, windowMs: 60_000 },
	];
}
