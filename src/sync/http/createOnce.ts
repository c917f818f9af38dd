import { settle } from '../../values/settle';
import type { SyncContext } from '../run/context';
import { sleepUnlessCancelled } from './callPlatform';
import { TransientError } from './errors';

/** Milliseconds before each look for what may have been created: not every server of a platform knows it at once. */
const pauses = [5000, 15_000, 30_000];

/**
 * Creates an audience and gives its ID, once: where it stays open whether the platform has acted, it looks for what it may have made and
 * creates again only after it was not found.
 *
 * @param create sends the request, and does not repeat it
 * @param find gives the IDs of audiences that are what was to be created
 */
export async function createOnce(
	context: SyncContext,
	create: () => Promise<string>,
	find: () => Promise<readonly string[]>,
): Promise<string> {
	for (let attempt = 0; ; attempt++) {
		const made = await settle(create());
		if (made.status === 'fulfilled') return made.value;
		if (!(made.reason instanceof TransientError) || attempt >= pauses.length) throw made.reason;
		await sleepUnlessCancelled(context, pauses[attempt]);
		const [id] = await find();
		if (id !== undefined) return id;
	}
}
