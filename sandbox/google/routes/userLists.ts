import type { Answer, ReceivedRequest } from '../../server';
import type { GoogleAccount, SandboxList } from '../account';
import { fault, invalid } from '../answers';
import { googleBodies } from '../schemas';

/** Answers `GET` and `POST /v1/accountTypes/…/accounts/…/userLists`, and `GET …/userLists/{id}`. */
export function userLists(
	account: GoogleAccount,
	request: ReceivedRequest,
	parent: string,
	id: string | undefined,
): Answer {
	const { managers = [] } = account.options;
	const login = request.headers['login-account']?.split('/').at(-1) ?? '';
	const isReached =
		account.accounts.includes(parent.split('/').at(-1) ?? '') &&
		(managers.length === 0 || managers.includes(login));
	if (!isReached) return fault('PERMISSION_DENIED', 'PERMISSION_DENIED');
	account.letTimePass();
	if (request.method === 'POST' && id === undefined) return create(account, request, parent);
	if (request.method !== 'GET') return fault('NOT_FOUND', 'NOT_FOUND');
	if (id === undefined) return page(account, request, parent);
	const list = account.lists.get(id);
	if (list?.parent !== parent) return fault('NOT_FOUND', 'NOT_FOUND');
	return { status: 200, body: described(list) };
}

function page({ lists }: GoogleAccount, { query }: ReceivedRequest, parent: string): Answer {
	const ours = [...lists.values()].filter((list) => list.parent === parent);
	const from = Number(query.pageToken ?? 0);
	const to = from + Math.min(Number(query.pageSize ?? 50), 1000);
	return {
		status: 200,
		body: {
			...(ours.length === 0 ? {} : { userLists: ours.slice(from, to).map(described) }),
			...(to < ours.length ? { nextPageToken: String(to) } : {}),
		},
	};
}

function create(account: GoogleAccount, { json }: ReceivedRequest, parent: string): Answer {
	const body = googleBodies.userList.safeParse(json);
	if (!body.success) return invalid(body.error, json);
	const { displayName, description, membershipStatus, membershipDuration } = body.data;
	const isTaken = [...account.lists.values()].some(
		(list) => list.parent === parent && list.name === displayName,
	);
	if (isTaken) return fault('ALREADY_EXISTS', 'ALREADY_EXISTS');
	const list = account.addList(displayName, {
		parent,
		description,
		status: membershipStatus ?? 'OPEN',
		keyTypes: body.data.ingestedUserListInfo.uploadKeyTypes,
		membershipDays: Number((membershipDuration ?? '46656000s').slice(0, -1)) / 86_400,
	});
	return { status: 200, body: described(list) };
}

function described(list: SandboxList) {
	const size = list.claimedSize ?? list.members.size;
	return {
		name: `${list.parent}/userLists/${list.id}`,
		id: list.id,
		displayName: list.name,
		...(list.description === undefined ? {} : { description: list.description }),
		...(list.readOnly ? { readOnly: true } : {}),
		membershipStatus: list.status,
		membershipDuration: `${list.membershipDays * 86_400}s`,
		accessReason: list.readOnly ? 'SHARED' : 'OWNED',
		// Google reports no size of small lists.
		sizeInfo: {
			displayNetworkMembersCount: String(size < 1000 ? 0 : size),
			searchNetworkMembersCount: String(size < 1000 ? 0 : size),
		},
		ingestedUserListInfo: {
			uploadKeyTypes: list.keyTypes,
			contactIdInfo: { dataSourceType: 'DATA_SOURCE_TYPE_FIRST_PARTY' },
		},
	};
}
