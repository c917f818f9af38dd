import { notFound, page } from '../answers';
import { identifiersOf, type KlaviyoAccount } from '../account';
import type { JobFault } from '../jobs';
import type { KlaviyoBody, ProfileBody } from '../schemas';
import { writeProfile } from './profiles';
import { route } from './route';

export const importRoutes = [
	route(
		'bulk_import_profiles',
		'POST /api/profile-bulk-import-jobs',
		'medium',
		'lists:write profiles:write',
		(account, { json, address }) => {
			const { data } = json as KlaviyoBody<'bulk_import_profiles'>;
			const listIds = (data.relationships?.lists?.data ?? []).map(({ id }) => id);
			if (listIds.some((id) => !account.lists.has(id))) return notFound('list');
			const profiles = data.attributes.profiles.data;
			return account.jobs.start(address, 'profile-bulk-import-job', profiles.length, () =>
				profiles.flatMap((profile, index) => {
					const fault = upsert(account, profile);
					if (fault !== undefined) return [{ ...fault, index }];
					const id = account.find(identifiersOf(profile.attributes))?.id ?? '';
					for (const listId of listIds) account.lists.get(listId)?.members.set(id, account.now());
					return [];
				}),
			);
		},
	),
	route(
		'get_bulk_import_profiles_job',
		'GET /api/profile-bulk-import-jobs/:id',
		'medium',
		'lists:read profiles:read',
		({ jobs }, { address, id }) => jobs.answer(address, id),
	),
	route(
		'get_errors_for_bulk_import_profiles_job',
		'GET /api/profile-bulk-import-jobs/:id/import-errors',
		'medium',
		'profiles:read',
		(account, request) =>
			page(account.jobs.faultsOf(request.id), request, 20, (fault) => ({
				type: 'import-error',
				id: account.newId('E'),
				attributes: {
					code: fault.code,
					title: 'This profile could not be imported.',
					detail: fault.detail,
					source: { pointer: pointerTo(fault) },
					original_payload: fault.payload,
				},
			})),
	),
];

/** Writes a profile; returns the fault where its identifiers belong to two profiles or a test makes it fail. */
function upsert(account: KlaviyoAccount, { attributes, meta }: ProfileBody): JobFault | undefined {
	const { attribute, byPlace, code: codeOf } = account.refusal;
	const isRefused = attribute === undefined || attributes[attribute] != null;
	const code = isRefused ? codeOf(attributes.email ?? undefined) : undefined;
	if (code !== undefined) {
		const payload = byPlace ? null : attributes;
		return { code, detail: `Invalid input for ${attributes.email}`, payload, attribute };
	}
	const identifiers = identifiersOf(attributes);
	const conflict = account.conflict(identifiers);
	if (conflict !== undefined) return { ...conflict, payload: attributes };
	writeProfile(account.addProfile(identifiers), { attributes, meta });
	return undefined;
}

function pointerTo({ index, attribute }: JobFault): string {
	if (index === undefined || attribute === undefined) return '/data';
	return `/data/attributes/profiles/data/${index}/attributes/${attribute}`;
}
