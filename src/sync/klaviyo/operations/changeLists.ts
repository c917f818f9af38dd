import { planOf, type Refusal } from '../../run/plan';
import type { Planned } from '../../run/carryOut';
import { importProfiles } from '../imports/importProfiles';
import type { Contact } from '../people/contacts';
import { targetOf, type ListChange, type ListInput } from './listState';
import { minutesInMs } from './operation';
import { readBack } from './readBackLists';
import { removeMembers } from './removeMembers';
import { outcomeOf } from '../../run/outcomeTable';

const isRight = outcomeOf('unchanged', 'List membership is right already.');

/** Plans changes of lists: adds by imports that are followed together, then removes, then reads back. */
export function planChanges(
	input: ListInput,
	contacts: readonly Contact[],
	changes: readonly ListChange[],
	refusal?: Refusal,
): Planned {
	const { options, client, ledger, notices } = input;
	const sentences = sentencesOf(changes);
	for (const contact of contacts) {
		if (!sentences.has(contact)) {
			ledger.set(contact.index, isRight);
		}
	}
	return {
		plan: planOf(options.operation, changes.map(targetOf), ledger, refusal),
		intents: () =>
			[...sentences].map(([contact, sentence]) => ({
				index: contact.index,
				sentence: `Nothing was sent. Planned: ${sentence}`,
			})),
		act: async () => {
			const orders = changes.map(({ list, toAdd }) => ({
				profiles: toAdd.map((contact) => ({ contact, sentence: sentences.get(contact) ?? '' })),
				listId: list.id,
				phase: `Adding to "${list.name}"`,
			}));
			const followMs = minutesInMs(options.maxWaitMinutes);
			const until = client.context.now() + followMs;
			const { jobIds } = await importProfiles(client, orders, { followMs, ledger, notices });
			const removed = new Map<ListChange, number>();
			for (const change of changes) {
				removed.set(change, await removeMembers(input, change, sentences));
			}
			return { jobIds, readBack: await readBack(input, contacts, removed, until) };
		},
	};
}

/** What is done with each customer, in a sentence; customers who stay where they are have none. */
function sentencesOf(changes: readonly ListChange[]): Map<Contact, string> {
	const parts = new Map<Contact, string[]>();
	const add = (contact: Contact, part: string) =>
		parts.set(contact, [...(parts.get(contact) ?? []), part]);
	for (const { list, toAdd } of changes) {
		for (const contact of toAdd) add(contact, `added to "${list.name}"`);
	}
	for (const { list, toRemove } of changes) {
		for (const [contact] of toRemove) add(contact, `removed from "${list.name}"`);
	}
	return new Map(
		[...parts].map(([contact, words]) => {
			const text = words.join(', ');
			return [contact, `${text.charAt(0).toUpperCase()}${text.slice(1)}.`];
		}),
	);
}
