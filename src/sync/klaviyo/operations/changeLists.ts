import { planOf, type Refusal, type TargetPlan, targetPlan } from '../../run/plan';
import type { Planned } from '../../run/carryOut';
import { readListFacts } from '../api/listFacts';
import type { KlaviyoClient } from '../api/klaviyoClient';
import { importProfiles } from '../imports/importProfiles';
import type { KlaviyoOperation } from '../options';
import type { Contact } from '../people/contacts';
import { matchProfiles } from '../people/readProfiles';
import { minutesInMs, type OperationInput } from './operation';
import { readBack } from './readBackLists';
import { removeMembers } from './removeMembers';

/** A list as it is, and as it shall be. */
export interface ListState {
	readonly id: string;
	readonly name: string;
	/** Number of members, known customers or not. */
	readonly memberCount: number;
	/** The members that are customers of the input, with their profile ids. */
	readonly members: ReadonlyMap<Contact, string>;
	/** Profile ids of members that are no customers of the input. */
	readonly strangers: readonly string[];
	/** Number of further members who may be customers, and stay. */
	readonly doubtful: number;
	readonly wanted: ReadonlySet<Contact>;
}

export interface ListChange {
	readonly list: ListState;
	readonly toAdd: readonly Contact[];
	/** Customers to remove, with their profile ids. */
	readonly toRemove: ReadonlyArray<readonly [Contact, string]>;
	readonly strangersToRemove: readonly string[];
}

/** What a change comes to, as a plan says it. */
export function targetOf({ list, toAdd, toRemove, strangersToRemove }: ListChange): TargetPlan {
	return targetPlan({
		target: list.name,
		targetId: list.id,
		members: list.memberCount,
		added: toAdd.length,
		removed: toRemove.length + strangersToRemove.length,
		unchanged: list.memberCount - toRemove.length - strangersToRemove.length,
	});
}

/** Reads a list and who of the customers is on it. */
export async function readList(
	client: KlaviyoClient,
	id: string,
	contacts: readonly Contact[],
	wanted: ReadonlySet<Contact>,
	mayBeCustomer: (phone: string | null | undefined) => boolean = () => false,
): Promise<ListState> {
	const { name } = await readListFacts(client, id);
	const { known, strangers, doubtful, count } = await matchProfiles(client, contacts, {
		listId: id,
		withStrangers: true,
		mayBeCustomer: ({ attributes }) => mayBeCustomer(attributes.phone_number),
	});
	const members = new Map([...known].map(([contact, profile]) => [contact, profile.id]));
	return { id, name, memberCount: count, members, strangers, doubtful, wanted };
}

/** What of an operation's input its changes of lists need. */
export type ListInput = Pick<OperationInput<'addToList'>, 'client' | 'ledger' | 'notices'> & {
	readonly options: { readonly operation: KlaviyoOperation; readonly maxWaitMinutes: number };
};

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
			ledger.set(contact.index, 'unchanged', 'unchanged', 'List membership is right already.');
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
