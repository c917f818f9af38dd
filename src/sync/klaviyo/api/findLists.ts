import { z } from 'zod';
import { findChoices, type Choice } from '../../run/choices';
import type { SyncContext } from '../../run/context';
import { KlaviyoClient } from './klaviyoClient';

const named = z.object({
	id: z.string(),
	attributes: z.object({ name: z.string().nullish() }),
});

/** The most pages read for a dropdown: Klaviyo returns ten lists per page. */
const mostPages = 50;

/** Returns the account's lists whose name or ID contains the text, by name. */
export async function findLists(text: string, context: SyncContext): Promise<Choice[]> {
	const query = { 'page[size]': '10' };
	const pages = new KlaviyoClient(context).pages('get_lists', { query }, named);
	const choiceOf = ({ id, attributes }: z.output<typeof named>) => ({
		id,
		name: attributes.name ?? id,
	});
	return await findChoices(pages, choiceOf, text, mostPages);
}
