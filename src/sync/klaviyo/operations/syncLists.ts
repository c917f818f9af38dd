import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import { cellText } from '../../../values/cellText';
import type { Refusal } from '../../run/plan';
import { loopRefusal } from '../../audience/refusals';
import { removalRefusal } from '../../audience/removalGuard';
import { planChanges } from './changeLists';
import { readList, targetOf, type ListChange, type ListReading, type ListState } from './listState';
import type { ListReference } from '../api/listFacts';
import { RefusedError } from '../../http/errors';
import { readContacts, type Contact } from '../people/contacts';
import { counted } from '../../../values/wording';
import { skip } from '../people/contactReasons';
import { heldByOthers } from '../people/readProfiles';
import { unreadPhones } from '../people/unreadPhones';
import type { OperationInput, PlanOperation } from './operation';
import type { OptionsOf } from '../options';

/** Plans to make the customers with each value the only members of that value's list. */
export const syncLists: PlanOperation<'syncLists'> = async (input) => {
	const { rows, options, ledger, notices } = input;
	const contacts = readContacts(rows, options, ledger, notices, 'anyKey');
	const wantedByList = new Map<string, { list: ListReference; wanted: Set<Contact> }>();
	const byValue = contactsByValue(contacts, options.valueField);
	for (const { value, listId } of options.lists) {
		const key = JSON.stringify(listId);
		const { wanted } = wantedByList.get(key) ?? { wanted: new Set() };
		for (const contact of byValue.get(value) ?? []) wanted.add(contact);
		wantedByList.set(key, { list: listId, wanted });
		if (!byValue.has(value)) notices.push(nobodyNotice(value, options.valueField));
	}
	const reading = readingOf(rows, options);
	const lists: ListState[] = [];
	for (const { list, wanted } of wantedByList.values()) {
		lists.push(await readList(input.client, list, contacts, wanted, reading));
	}
	refuseTwice(lists);
	notices.push(...doubtfulNotices(lists));
	const held = await leaveOutHeld(input, contacts, lists.flatMap(toAddTo));
	const changes = lists.map(
		(list): ListChange => ({
			list,
			toAdd: toAddTo(list).filter((contact) => !held.has(contact)),
			toRemove: [...list.members].filter(([contact]) => !list.wanted.has(contact)),
			strangersToRemove: list.strangers,
		}),
	);
	const targets = changes.map(targetOf);
	return planChanges(
		input,
		contacts.filter((contact) => !held.has(contact)),
		changes,
		loopRefusal(options, keepingExact) ??
			emptyRefusal(rows, lists) ??
			removalRefusal(targets, options),
	);
};

/** Plans to make the customers the only members of one list. */
export const syncOneList: PlanOperation<'syncOneList'> = async (input) => {
	const { rows, options, ledger, notices, client } = input;
	const contacts = readContacts(rows, options, ledger, notices, 'anyKey');
	const wanted = new Set(contacts);
	const list = await readList(client, options.listId, contacts, wanted, readingOf(rows, options));
	notices.push(...doubtfulNotices([list]));
	const held = await leaveOutHeld(input, contacts, toAddTo(list));
	const change: ListChange = {
		list,
		toAdd: toAddTo(list).filter((contact) => !held.has(contact)),
		toRemove: [],
		strangersToRemove: list.strangers,
	};
	return planChanges(
		input,
		contacts.filter((contact) => !held.has(contact)),
		[change],
		loopRefusal(options, keepingExact) ??
			emptyRefusal(rows, [list]) ??
			removalRefusal([targetOf(change)], options),
	);
};

/** Plans to add the customers to a list, and to leave its other members alone. */
export const addToList: PlanOperation<'addToList'> = async (input) => {
	const { rows, options, ledger, notices, client } = input;
	const contacts = readContacts(rows, options, ledger, notices, 'anyKey');
	const reading = { mayBeNew: options.createMissingLists };
	const list = await readList(client, options.listId, contacts, new Set(contacts), reading);
	const held = await leaveOutHeld(input, contacts, toAddTo(list));
	const others = contacts.filter((contact) => !held.has(contact));
	const toAdd = others.filter((contact) => !list.members.has(contact));
	return planChanges(input, others, [{ list, toAdd, toRemove: [], strangersToRemove: [] }]);
};

/** Plans to remove the customers from a list; their consent and subscriptions don't change. */
export const removeFromList: PlanOperation<'removeFromList'> = async (input) => {
	const { rows, options, ledger, notices, client } = input;
	const contacts = readContacts(rows, options, ledger, notices, 'anyKey');
	const list = await readList(client, options.listId, contacts, new Set());
	const change: ListChange = {
		list,
		toAdd: [],
		toRemove: [...list.members],
		strangersToRemove: [],
	};
	return planChanges(input, contacts, [change], removalRefusal([targetOf(change)], options));
};

function readingOf(
	rows: readonly JsonRecord[],
	options: OptionsOf<'syncLists'> | OptionsOf<'syncOneList'>,
): ListReading {
	return { mayBeNew: options.createMissingLists, mayBeCustomer: unreadPhones(rows, options) };
}

/** A list named once by name and once by ID would be filled for one value and emptied for the other. */
function refuseTwice(lists: readonly ListState[]): void {
	const ids = new Set<string>();
	for (const { id, name } of lists) {
		if (id === undefined) continue;
		if (ids.has(id)) {
			throw new RefusedError(
				'listTwice',
				`The list "${name}" is chosen by its name and by its ID under "Lists". Choose it in one way only.`,
			);
		}
		ids.add(id);
	}
}

function toAddTo({ wanted, members }: ListState): Contact[] {
	return [...wanted].filter((contact) => !members.has(contact));
}

/**
 * Skips customers known only by a phone number that another customer's profile holds: adding them would add the other
 * one.
 */
async function leaveOutHeld(
	{ client, ledger }: Pick<OperationInput<'syncLists'>, 'client' | 'ledger'>,
	contacts: readonly Contact[],
	toAdd: readonly Contact[],
): Promise<ReadonlySet<Contact>> {
	const held = await heldByOthers(client, contacts, toAdd);
	for (const { index } of held) {
		skip(ledger, index, 'duplicateContact');
	}
	return held;
}

function doubtfulNotices(lists: readonly ListState[]): Notice[] {
	return lists
		.filter(({ doubtful }) => doubtful > 0)
		.map(({ name, doubtful }) => ({
			code: 'doubtfulMembers',
			message: `${counted(doubtful, 'member')} of "${name}" ${doubtful === 1 ? 'stays' : 'stay'}: a customer's phone number without a country code may be theirs. Set "Country Field" or "Default Country" to keep the list exact.`,
			level: 'warning',
		}));
}

const keepingExact = 'Keeping a membership exact needs';

/** The customers by the codes of their cell, a comma-separated list, and by the whole cell. */
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

/** A misspelled value would empty its list, a part in each run under the removal guard. */
function nobodyNotice(value: string, field: string): Notice {
	return {
		code: 'valueOfNobody',
		message: `No customer has "${value}" in "${field}": nobody belongs on its list. If that is not intended, check how the value is spelled.`,
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
				? `None of the customers belong on "${lists[0].name}", so it would be emptied. Nothing was sent. Check the skipped customers and their reasons, and the field that assigns customers to lists.`
				: 'None of the customers belong on any of the lists, so all lists would be emptied. Nothing was sent. Check the field ' +
					'that assigns customers to lists, and its values.',
	};
}
