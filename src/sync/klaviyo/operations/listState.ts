import { type TargetPlan, targetPlan } from '../../run/plan';
import type { KlaviyoClient } from '../api/klaviyoClient';
import { readListFacts } from '../api/listFacts';
import type { KlaviyoOperation } from '../options';
import type { Contact } from '../people/contacts';
import { matchProfiles } from '../people/readProfiles';
import type { OperationInput } from './operation';

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
