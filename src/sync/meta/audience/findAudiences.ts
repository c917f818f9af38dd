import { z } from 'zod';
import { findChoices, type Choice } from '../../run/choices';
import type { SyncContext } from '../../run/context';
import { MetaClient } from '../api/metaClient';

/**
 * The most pages read for a dropdown, 50 entries each; an account has at most 500 customer audiences and 500
 * lookalikes.
 */
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

/**
 * Returns the ad sets of an ad account whose name or ID contains the text, by name; deleted and archived ones are left
 * out.
 */
export function findAdSets(
	adAccountId: string,
	text: string,
	context: SyncContext,
	version?: string,
): Promise<Choice[]> {
	return find(`${adAccountId}/adsets`, 'reading ad sets', text, context, version);
}

async function find(
	path: string,
	doing: string,
	text: string,
	context: SyncContext,
	version?: string,
): Promise<Choice[]> {
	const call = { path, query: { fields: 'id,name' }, doing };
	const pages = new MetaClient(context, version).pages(call, named);
	return await findChoices(pages, ({ id, name = id }) => ({ id, name }), text, mostPages);
}
