import { settle } from '../../../values/settle';
import { z } from 'zod';
import { sleepUnlessCancelled } from '../../http/callPlatform';
import { TransientError } from '../../http/errors';
import type { MetaClient } from './metaClient';

const created = z.object({ id: z.string() });

/** Milliseconds before each look for what may have been created: not every server of Meta knows it at once. */
const pauses = [5000, 15_000, 30_000];

/**
 * Creates an audience and gives its id, once: where it stays open whether Meta has acted, it looks for what it may have made and
 * creates again only after it was not found.
 *
 * @param find gives the ids of audiences that are what was to be created
 */
export async function createOnce(
	client: MetaClient,
	adAccountId: string,
	body: Readonly<Record<string, unknown>>,
	doing: string,
	find: () => Promise<readonly string[]>,
): Promise<string> {
	for (let attempt = 0; ; attempt++) {
		const call = client.call(
			{ method: 'POST', path: `${adAccountId}/customaudiences`, body, doing, repeatable: false },
			created,
		);
		const made = await settle(call);
		if (made.status === 'fulfilled') return made.value.id;
		if (!(made.reason instanceof TransientError) || attempt >= pauses.length) throw made.reason;
		await sleepUnlessCancelled(client.context, pauses[attempt]);
		const [id] = await find();
		if (id !== undefined) return id;
	}
}
