import { named, notFound, page, problem } from '../answers';
import type { SandboxList } from '../account';
import type { KlaviyoBody } from '../schemas';
import { profileObject } from './profiles';
import { route } from './route';

export const listRoutes = [
	route('get_lists', 'GET /api/lists', 'large', 'lists:read', ({ lists }, request) =>
		page(named(lists.values(), request), request, 10, (list) => listObject(list, request.address)),
	),
	route('create_list', 'POST /api/lists', 'medium', 'lists:write', (account, { json, address }) => {
		const { name } = (json as KlaviyoBody<'create_list'>).data.attributes;
		return { status: 201, body: { data: listObject(account.addList(name), address) } };
	}),
	route('get_list', 'GET /api/lists/:id', 'large', 'lists:read', ({ lists }, { id, address }) => {
		const list = lists.get(id);
		if (list === undefined) return notFound('list');
		return { status: 200, body: { data: listObject(list, address) } };
	}),
	route(
		'get_profiles_for_list',
		'GET /api/lists/:id/profiles',
		'large',
		'lists:read profiles:read',
		(account, request) => {
			const list = account.lists.get(request.id);
			if (list === undefined) return notFound('list');
			return page(account.shownMembers(list), request, 20, ([profileId, joined]) =>
				profileObject(account, profileId, request, joined),
			);
		},
	),
	route(
		'remove_profiles_from_list',
		'DELETE /api/lists/:id/relationships/profiles',
		'medium',
		'lists:write profiles:write',
		({ lists, merged }, { json, id }) => {
			const list = lists.get(id);
			if (list === undefined) return notFound('list');
			const { data } = json as KlaviyoBody<'remove_profiles_from_list'>;
			if (data.some((profile) => merged.has(profile.id))) {
				return problem(400, 'invalid', 'A profile with that id was not found.');
			}
			for (const profile of data) list.members.delete(profile.id);
			return { status: 204 };
		},
	),
];

function listObject({ id, name, optIn }: SandboxList, address: string) {
	const instant = new Date(0).toISOString();
	return {
		type: 'list',
		id,
		attributes: { name, created: instant, updated: instant, opt_in_process: optIn },
		links: { self: `${address}/api/lists/${id}` },
	};
}
