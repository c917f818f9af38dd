import { settle } from '../../values/settle';
import type { SyncContext } from '../run/context';
import { sleepUnlessCancelled } from './callPlatform';
import { TransientError } from './errors';

/** Milliseconds before each search for what may have been created: not all servers of a platform know it at once. */
const pauses = [5000, 15_000, 30_000];

/**
 * Creates an audience once and returns its ID: where the platform may or may not have acted, it searches for the
 * audience, and creates it again only if it was not found.
 *
 * @param create sends the request, and does not retry it
 * @param find returns the IDs of audiences that match what was to be created
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
