import { z } from 'zod';
import type { SyncContext } from '../../run/context';
import { MetaClient } from '../api/metaClient';

/** One entry of a dropdown. */
export interface Choice {
	readonly id: string;
	readonly name: string;
}

/** Pages read for a dropdown at most, 50 entries each; an account has 500 customer audiences and 500 lookalikes at most. */
const mostPages = 40;

const named = z.object({ id: z.string(), name: z.string().optional() });

/** Returns the ad accounts that the token may use and whose name or id contains the text, by name. */
export function findAdAccounts(
	text: string,
	context: SyncContext,
	version?: string,
): Promise<Choice[]> {
	return find('me/adaccounts', 'reading ad accounts', text, context, version);
}

/** Returns the custom audiences of an ad account whose name or id contains the text, by name. */
export function findAudiences(
	adAccountId: string,
	text: string,
	context: SyncContext,
	version?: string,
): Promise<Choice[]> {
	return find(`${adAccountId}/customaudiences`, 'reading audiences', text, context, version);
}

async function find(
	path: string,
	doing: string,
	text: string,
	context: SyncContext,
	version?: string,
): Promise<Choice[]> {
	const wanted = text.trim().toLowerCase();
	const found: Choice[] = [];
	const client = new MetaClient(context, version);
	let pages = 0;
	for await (const page of client.pages({ path, query: { fields: 'id,name' }, doing }, named)) {
		for (const { id, name = id } of page) {
			if (name.toLowerCase().includes(wanted) || id.includes(wanted)) found.push({ id, name });
		}
		pages++;
		if (pages >= mostPages) break;
	}
	return found.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
