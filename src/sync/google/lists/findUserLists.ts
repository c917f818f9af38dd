import { findChoices, type Choice } from '../../run/choices';
import type { SyncContext } from '../../run/context';
import type { Account } from '../api/dataManager';
import { GoogleClient } from '../api/googleClient';
import { listPages } from './userList';

/** The most pages read for a dropdown, 1,000 lists each. */
const mostPages = 5;

/** Returns the Customer Match lists of an account whose name or ID contains the text, by name. */
export async function findUserLists(
	account: Account,
	text: string,
	context: SyncContext,
): Promise<Choice[]> {
	const client = new GoogleClient(context);
	const choiceOf = ({ id, displayName = id }: { id: string; displayName?: string }) => ({
		id,
		name: displayName,
	});
	return await findChoices(contactLists(client, account), choiceOf, text, mostPages);
}

async function* contactLists(client: GoogleClient, account: Account) {
	for await (const page of listPages(client, account, 'reading lists')) {
		yield page.filter(({ ingestedUserListInfo: info }) =>
			info?.uploadKeyTypes?.includes('CONTACT_ID'),
		);
	}
}
