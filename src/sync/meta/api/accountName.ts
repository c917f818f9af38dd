import { z } from 'zod';
import { settle } from '../../../values/settle';
import { AuthenticationError, RejectedError } from '../../http/errors';
import type { MetaClient } from './metaClient';

/** An ad account's name; undefined where the token may use the account without reading it. */
export async function accountName(
	client: MetaClient,
	adAccountId: string,
): Promise<string | undefined> {
	const call = {
		method: 'GET',
		path: adAccountId,
		query: { fields: 'name' },
		doing: 'reading the ad account',
	} as const;
	const read = await settle(client.call(call, z.object({ name: z.string().optional() })));
	if (read.status === 'fulfilled') return read.value.name;
	const error: unknown = read.reason;
	if (error instanceof RejectedError || error instanceof AuthenticationError) return undefined;
	throw error;
}
