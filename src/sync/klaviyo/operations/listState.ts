import { type TargetPlan, targetPlan } from '../../run/plan';
import type { KlaviyoClient } from '../api/klaviyoClient';
import { findListFacts, nameIn, readListFacts, type ListReference } from '../api/listFacts';
import type { KlaviyoOperation } from '../options';
import type { Contact } from '../people/contacts';
import { matchProfiles } from '../people/readProfiles';
import type { OperationInput } from './operation';

/** A list as it is, and as it should be. */
export interface ListState {
	/** Undefined for a list that is yet to be created. */
	readonly id: string | undefined;
	readonly name: string;
	/** Number of members, known customers or not. */
	readonly memberCount: number;
	/** The members that are customers of the input, with their profile IDs. */
	readonly members: ReadonlyMap<Contact, string>;
	/** Profile IDs of members that are not customers of the input. */
	readonly strangers: readonly string[];
	/** Number of further members who may be customers, and stay. */
	readonly doubtful: number;
	readonly wanted: ReadonlySet<Contact>;
}

export interface ListChange {
	readonly list: ListState;
	readonly toAdd: readonly Contact[];
	/** Customers to remove, with their profile IDs. */
	readonly toRemove: ReadonlyArray<readonly [Contact, string]>;
	readonly strangersToRemove: readonly string[];
}

/** A change of an existing list. */
export interface ExistingChange extends ListChange {
	readonly list: ListState & { readonly id: string };
}

/** Whether a list is created: not without customers to add. */
export function isToBeCreated({ list, toAdd }: ListChange): boolean {
	return list.id === undefined && toAdd.length > 0;
}

/** A change in the words of a plan. */
export function targetOf(change: ListChange): TargetPlan {
	const { list, toAdd, toRemove, strangersToRemove } = change;
	return targetPlan({
		target: isToBeCreated(change) ? `${list.name} (new list)` : list.name,
		targetId: list.id,
		members: list.memberCount,
		added: toAdd.length,
		removed: toRemove.length + strangersToRemove.length,
		unchanged: list.memberCount - toRemove.length - strangersToRemove.length,
	});
}

/** How a list is read. */
export interface ListReading {
	/** Whether a list that is not found by its name is to be created; otherwise it is an error. */
	readonly mayBeNew?: boolean;
	/** Whether a member with the phone may be a customer rather than a stranger. */
	readonly mayBeCustomer?: (phone: string | null | undefined) => boolean;
}

/** Reads a list and which of the customers are on it. */
export async function readList(
	client: KlaviyoClient,
	reference: ListReference,
	contacts: readonly Contact[],
	wanted: ReadonlySet<Contact>,
	{ mayBeNew = false, mayBeCustomer = () => false }: ListReading = {},
): Promise<ListState> {
	const facts = mayBeNew
		? await findListFacts(client, reference)
		: await readListFacts(client, reference);
	if (facts === undefined) return newList(nameIn(reference), wanted);
	const { id, name } = facts;
	const { known, strangers, doubtful, count } = await matchProfiles(client, contacts, {
		listId: id,
		withStrangers: true,
		mayBeCustomer: ({ attributes }) => mayBeCustomer(attributes.phone_number),
	});
	const members = new Map([...known].map(([contact, profile]) => [contact, profile.id]));
	return { id, name, memberCount: count, members, strangers, doubtful, wanted };
}

function newList(name: string, wanted: ReadonlySet<Contact>): ListState {
	const nobody = { memberCount: 0, members: new Map(), strangers: [], doubtful: 0 };
	return { id: undefined, name, ...nobody, wanted };
}

/** The parts of an operation's input that changes of lists need. */
export type ListInput = Pick<OperationInput<'addToList'>, 'client' | 'ledger' | 'notices'> & {
	readonly options: {
		readonly operation: KlaviyoOperation;
		readonly maxWaitMinutes: number;
		readonly dryRun: boolean;
	};
};
