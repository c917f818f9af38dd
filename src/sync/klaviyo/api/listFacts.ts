import { z } from 'zod';
import { settle } from '../../../values/settle';
import { sleepUnlessCancelled } from '../../http/callPlatform';
import { RefusedError, TransientError } from '../../http/errors';
import type { KlaviyoClient } from './klaviyoClient';

/** A list as the options name it: by its ID, or by its name. */
export type ListReference = string | { readonly name: string };

export const nameIn = (reference: ListReference) =>
	typeof reference === 'string' ? reference : reference.name;

/** The facts of a list. */
export interface ListFacts {
	readonly id: string;
	/** Its ID where it has no name. */
	readonly name: string;
	/** Whether Klaviyo asks people to confirm before they are subscribed. */
	readonly isDoubleOptIn: boolean;
}

const list = z.object({
	id: z.string(),
	attributes: z.object({ name: z.string().nullish(), opt_in_process: z.string().nullish() }),
});

const listSchema = z.object({ data: list });

function factsOf({ id, attributes: { name, opt_in_process } }: z.output<typeof list>): ListFacts {
	return { id, name: name ?? id, isDoubleOptIn: opt_in_process === 'double_opt_in' };
}

/** Reads a list that has to exist; throws `RefusedError` where no list, or more than one, has the name. */
export async function readListFacts(
	client: KlaviyoClient,
	reference: ListReference,
): Promise<ListFacts> {
	const facts = await findListFacts(client, reference);
	if (facts !== undefined) return facts;
	throw new RefusedError(
		'listMissing',
		`The Klaviyo account has no list named "${nameIn(reference)}". Check the name under "List".`,
	);
}

/**
 * Reads a list; undefined where none has the name. Throws `RefusedError` where several have, because only their IDs
 * differ.
 */
export async function findListFacts(
	client: KlaviyoClient,
	reference: ListReference,
): Promise<ListFacts | undefined> {
	if (typeof reference === 'string') {
		const { data } = await client.call('get_list', { id: reference }, listSchema);
		return factsOf(data);
	}
	const { name } = reference;
	const filter = `equals(name,${JSON.stringify(name)})`;
	const found: ListFacts[] = [];
	for await (const page of client.pages('get_lists', { query: { filter } }, list)) {
		found.push(...page.filter(({ attributes }) => attributes.name === name).map(factsOf));
	}
	if (found.length <= 1) return found[0];
	throw new RefusedError(
		'listAmbiguous',
		`The Klaviyo account has ${found.length} lists named "${name}". Choose one of them by its ID, or rename the others.`,
	);
}

/** Milliseconds before each search for a list that may have been created. */
const pauses = [2000, 10_000, 30_000];

/**
 * Creates a list once: where the answer is lost, it searches for the list by its name, and ends the run if the list is
 * not found. The next run searches again before it creates.
 */
export async function createList(client: KlaviyoClient, name: string): Promise<ListFacts> {
	const body = JSON.stringify({ data: { type: 'list', attributes: { name } } });
	const made = await settle(client.call('create_list', { body }, listSchema));
	if (made.status === 'fulfilled') return factsOf(made.value.data);
	if (!(made.reason instanceof TransientError)) throw made.reason;
	for (const pause of pauses) {
		await sleepUnlessCancelled(client.context, pause);
		const found = await findListFacts(client, { name });
		if (found !== undefined) return found;
	}
	throw made.reason;
}
