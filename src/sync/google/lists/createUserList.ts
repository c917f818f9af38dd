import { z } from 'zod';
import { settle } from '../../../values/settle';
import { RejectedError } from '../../http/errors';
import { createOnce } from '../../http/createOnce';
import { listsOf, type Account } from '../api/dataManager';
import type { GoogleClient } from '../api/googleClient';
import type { ListCreation } from '../options';
import { idsNamed } from './userList';

const created = z.object({ id: z.union([z.string(), z.number()]).transform(String) });

/**
 * Creates a Customer Match list of contact data and returns its ID; a list of that name created in the meantime is used
 * instead.
 */
export async function createUserList(
	client: GoogleClient,
	account: Account,
	name: string,
	{ description, membershipDays }: ListCreation,
): Promise<string> {
	const { path, headers } = listsOf(account);
	const body = {
		displayName: name,
		...(description === '' ? {} : { description }),
		membershipStatus: 'OPEN',
		membershipDuration: `${membershipDays * 86_400}s`,
		ingestedUserListInfo: {
			uploadKeyTypes: ['CONTACT_ID'],
			contactIdInfo: { dataSourceType: 'DATA_SOURCE_TYPE_FIRST_PARTY' },
		},
	};
	const find = () => idsNamed(client, account, name);
	const create = async () => {
		const doing = 'creating the list';
		const call = { method: 'POST', path, headers, body, doing, repeatable: false } as const;
		const made = await settle(client.call(call, created));
		if (made.status === 'fulfilled') return made.value.id;
		// Names are unique: another run, or a first try whose answer was lost, has created it.
		const [id] = isRefusal(made.reason) ? await find() : [];
		if (id === undefined) throw made.reason;
		return id;
	};
	return await createOnce(client.context, create, find);
}

function isRefusal(error: unknown): boolean {
	return error instanceof RejectedError;
}
