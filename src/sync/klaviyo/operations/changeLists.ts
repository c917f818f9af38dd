import { createList } from '../api/listFacts';
import { planOf, type Refusal } from '../../run/plan';
import type { Notice } from '../../../values/notice';
import type { Planned } from '../../run/carryOut';
import { importProfiles } from '../imports/importProfiles';
import type { Contact } from '../people/contacts';
import {
	isToBeCreated,
	targetOf,
	type ExistingChange,
	type ListChange,
	type ListInput,
} from './listState';
import { minutesInMs } from './operation';
import { readBack } from './readBackLists';
import { removeMembers } from './removeMembers';
import { outcomeOf } from '../../run/outcomeTable';

const isRight = outcomeOf('unchanged', 'List membership is already correct.');

/**
 * Plans changes of lists: creates the missing ones, adds by imports that are polled together, then removes, then reads
 * back.
 */
export function planChanges(
	input: ListInput,
	contacts: readonly Contact[],
	changes: readonly ListChange[],
	refusal?: Refusal,
): Planned {
	const { options, client, ledger, notices } = input;
	const sentences = sentencesOf(changes);
	const isNew = changes.filter(isToBeCreated);
	if (options.dryRun) {
		for (const { list } of isNew) notices.push(listCreated(list.name, 'would be created'));
	}
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
			const existing = await createMissing(input, changes);
			const orders = existing.map(({ list, toAdd }) => ({
				profiles: toAdd.map((contact) => ({ contact, sentence: sentences.get(contact) ?? '' })),
				listId: list.id,
				phase: `Adding to "${list.name}"`,
			}));
			const followMs = minutesInMs(options.maxWaitMinutes);
			const until = client.context.now() + followMs;
			const { jobIds } = await importProfiles(client, orders, { followMs, ledger, notices });
			const removed = new Map<ExistingChange, number>();
			for (const change of existing) {
				removed.set(change, await removeMembers(input, change, sentences));
			}
			return {
				...(isNew.length === 0 ? {} : { listsCreated: isNew.map(({ list }) => list.name) }),
				jobIds,
				readBack: await readBack(input, contacts, removed, until),
			};
		},
	};
}

/** Creates the missing lists and returns the changes of all lists that then exist. */
async function createMissing(
	{ client, notices }: ListInput,
	changes: readonly ListChange[],
): Promise<ExistingChange[]> {
	const existing: ExistingChange[] = [];
	for (const change of changes) {
		const { list } = change;
		if (list.id !== undefined) {
			existing.push({ ...change, list: { ...list, id: list.id } });
		} else if (isToBeCreated(change)) {
			const { id } = await createList(client, list.name);
			notices.push(listCreated(list.name, 'was created'));
			existing.push({ ...change, list: { ...list, id } });
		}
	}
	return existing;
}

const listCreated = (name: string, what: string): Notice => ({
	code: 'listCreated',
	message: `The list "${name}" did not exist and ${what}.`,
	level: 'info',
});

/** What is done with each customer, as a sentence; customers who stay where they are have none. */
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
