import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import { cellText } from '../../../values/cellText';
import type { Refusal } from '../../run/plan';
import { removalRefusal } from '../../run/removalGuard';
import { planChanges, readList, targetOf, type ListChange, type ListState } from './changeLists';
import { readContacts, type Contact } from '../people/contacts';
import type { PlanOperation } from './operation';

/** Plans to make the membership of one list per value exactly that of the customers who have the value. */
export const syncLists: PlanOperation<'syncLists'> = async (input) => {
	const { rows, options, ledger, notices } = input;
	const contacts = readContacts(rows, options, ledger, notices);
	const wantedByList = new Map<string, Set<Contact>>();
	const byValue = contactsByValue(contacts, options.valueField);
	for (const { value, listId } of options.lists) {
		const wanted = wantedByList.get(listId) ?? new Set();
		for (const contact of byValue.get(value) ?? []) wanted.add(contact);
		wantedByList.set(listId, wanted);
		if (!byValue.has(value)) notices.push(nobodyNotice(value, options.valueField));
	}
	const lists: ListState[] = [];
	for (const [listId, wanted] of wantedByList) {
		lists.push(await readList(input.client, listId, contacts, wanted));
	}
	const changes = lists.map(
		(list): ListChange => ({
			list,
			toAdd: [...list.wanted].filter((contact) => !list.members.has(contact)),
			toRemove: [...list.members].filter(([contact]) => !list.wanted.has(contact)),
			strangersToRemove: list.strangers,
		}),
	);
	const targets = changes.map(targetOf);
	return planChanges(
		input,
		contacts,
		changes,
		loopRefusal(options.loopIteration) ??
			emptyRefusal(rows, lists) ??
			removalRefusal(targets, options),
	);
};

/** Plans to make one list hold exactly the customers. */
export const syncOneList: PlanOperation<'syncOneList'> = async (input) => {
	const { rows, options, ledger, notices, client } = input;
	const contacts = readContacts(rows, options, ledger, notices);
	const list = await readList(client, options.listId, contacts, new Set(contacts));
	const change: ListChange = {
		list,
		toAdd: contacts.filter((contact) => !list.members.has(contact)),
		toRemove: [],
		strangersToRemove: list.strangers,
	};
	return planChanges(
		input,
		contacts,
		[change],
		loopRefusal(options.loopIteration) ??
			emptyRefusal(rows, [list]) ??
			removalRefusal([targetOf(change)], options),
	);
};

/** Plans to add the customers to a list, and to leave its other members alone. */
export const addToList: PlanOperation<'addToList'> = async (input) => {
	const { rows, options, ledger, notices, client } = input;
	const contacts = readContacts(rows, options, ledger, notices);
	const list = await readList(client, options.listId, contacts, new Set(contacts));
	const toAdd = contacts.filter((contact) => !list.members.has(contact));
	return planChanges(input, contacts, [{ list, toAdd, toRemove: [], strangersToRemove: [] }]);
};

/** Plans to take the customers off a list; their consent and subscriptions stay as they are. */
export const removeFromList: PlanOperation<'removeFromList'> = async (input) => {
	const { rows, options, ledger, notices, client } = input;
	const contacts = readContacts(rows, options, ledger, notices);
	const list = await readList(client, options.listId, contacts, new Set());
	const change: ListChange = {
		list,
		toAdd: [],
		toRemove: [...list.members],
		strangersToRemove: [],
	};
	return planChanges(input, contacts, [change], removalRefusal([targetOf(change)], options));
};

/** Later iterations of a loop see other customers: the second batch would remove the first. */
export function loopRefusal(loopIteration: number): Refusal | undefined {
	if (loopIteration === 0) return undefined;
	return {
		code: 'laterLoopIteration',
		sentence:
			'Keeping a membership exact needs all customers at once, and this is a later iteration of a loop: it would remove ' +
			'the customers of the earlier ones. Nothing was sent. Take the node out of the loop.',
	};
}

/** The customers by the codes of their cell, a list of them separated by commas, and by the whole of it. */
function contactsByValue(contacts: readonly Contact[], field: string): Map<string, Set<Contact>> {
	const byValue = new Map<string, Set<Contact>>();
	for (const contact of contacts) {
		const text = cellText(contact.row, field);
		const codes = text.includes(',') ? text.split(',').map((code) => code.trim()) : [];
		for (const value of [text, ...codes]) {
			byValue.set(value, (byValue.get(value) ?? new Set()).add(contact));
		}
	}
	return byValue;
}

/** A value written wrong would empty its list, bit by bit under the removal guard. */
function nobodyNotice(value: string, field: string): Notice {
	return {
		code: 'valueOfNobody',
		message: `No customer has "${value}" in "${field}": nobody belongs to its list. If that is not meant, look at how the value is written.`,
		level: 'warning',
	};
}

function emptyRefusal(
	rows: readonly JsonRecord[],
	lists: readonly ListState[],
): Refusal | undefined {
	if (rows.length === 0 || lists.some(({ wanted }) => wanted.size > 0)) return undefined;
	if (lists.every(({ memberCount }) => memberCount === 0)) return undefined;
	return {
		code: 'wouldBeEmpty',
		sentence:
			lists.length === 1
				? `None of the customers belongs to "${lists[0].name}": it would be emptied. Nothing was sent. Check whom the outcomes leave out, and the field that says who belongs to a list.`
				: 'None of the customers belongs to any of the lists: all lists would be emptied. Nothing was sent. Check the field ' +
					'that says which list a customer belongs to, and its values.',
	};
}
