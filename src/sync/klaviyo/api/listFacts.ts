import { z } from 'zod';
import type { KlaviyoClient } from './klaviyoClient';

/** What a list says of itself. */
export interface ListFacts {
	readonly id: string;
	/** Its id where it has no name. */
	readonly name: string;
	/** Whether Klaviyo asks people to confirm before they are subscribed. */
	readonly isDoubleOptIn: boolean;
}

const listSchema = z.object({
	data: z.object({
		attributes: z.object({ name: z.string().nullish(), opt_in_process: z.string().nullish() }),
	}),
});

export async function readListFacts(client: KlaviyoClient, id: string): Promise<ListFacts> {
	const { data } = await client.call('get_list', { id }, listSchema);
	const { name, opt_in_process } = data.attributes;
	return { id, name: name ?? id, isDoubleOptIn: opt_in_process === 'double_opt_in' };
}
