import { z } from 'zod';
import type { SyncContext } from '../../run/context';
import { KlaviyoClient } from './klaviyoClient';

/** One entry of a dropdown. */
export interface Choice {
	readonly id: string;
	readonly name: string;
}

const named = z.object({
	id: z.string(),
	attributes: z.object({ name: z.string().nullish() }),
});

/** Pages read for a dropdown at most: Klaviyo gives ten lists a page. */
const mostPages = 50;

/** Returns the account's lists or segments whose name contains the text, by name. */
export async function findLists(
	kind: 'lists' | 'segments',
	text: string,
	context: SyncContext,
): Promise<Choice[]> {
	const client = new KlaviyoClient(context);
	const wanted = text.trim().toLowerCase();
	const found: Choice[] = [];
	let pages = 0;
	const query: Record<string, string> = kind === 'lists' ? { 'page[size]': '10' } : {};
	for await (const page of client.pages(
		kind === 'lists' ? 'get_lists' : 'get_segments',
		{ query },
		named,
	)) {
		for (const { id, attributes } of page) {
			const name = attributes.name ?? id;
			if (name.toLowerCase().includes(wanted)) found.push({ id, name });
		}
		pages++;
		if (pages >= mostPages) break;
	}
	return found.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}
