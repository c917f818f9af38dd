import { z } from 'zod';
import { createOnce as createOnceAt } from '../../http/createOnce';
import type { MetaClient } from './metaClient';

const created = z.object({ id: z.string() });

/**
 * Creates an audience of an ad account and returns its ID, as `createOnce` does.
 *
 * @param find returns the IDs of audiences that match what was to be created
 */
export async function createOnce(
	client: MetaClient,
	adAccountId: string,
	body: Readonly<Record<string, unknown>>,
	doing: string,
	find: () => Promise<readonly string[]>,
): Promise<string> {
	const path = `${adAccountId}/customaudiences`;
	const create = async () => {
		const call = { method: 'POST', path, body, doing, repeatable: false } as const;
		const { id } = await client.call(call, created);
		return id;
	};
	return await createOnceAt(client.context, create, find);
}
