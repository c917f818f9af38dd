import { batchesOf } from '../shared/batches';
import { cellText } from '../shared/cellText';
import { counted, grouped } from '../shared/counted';
import { RejectedError } from '../shared/errors';
import type { CustomerRow, RowLedger } from '../shared/outcome';
import type { Refusal, TargetPlan } from '../shared/plan';
import { removalRefusal } from '../shared/removalGuard';
import { readContacts, type Contact } from './contacts';
import { importProfiles } from './importProfiles';
import { poll, shortOf } from './jobs';
import { readListFacts } from './listFacts';
import { nothing, type KlaviyoClient } from './klaviyoClient';
import { planOf } from '../shared/plan';
import { minutesInMs, type OperationInput, type PlanOperation } from './operation';
import { matchProfiles } from './readProfiles';

/** Klaviyo's limit of one removal from a list. */
const removalLimits = { maxCount: 1000, maxBytes: 5_000_000 };

/** A list as it is, and as it shall be. */
interface ListState {
	readonly id: string;
	readonly name: string;
	/** Number of members, known customers or not. */
	readonly memberCount: number;
	/** The members that are customers of the input, with their profile ids. */
	readonly members: ReadonlyMap<Contact, string>;
	/** Profile ids of members that are no customers of the input. */
	readonly strangers: readonly string[];
	readonly wanted: ReadonlySet<Contact>;
}

interface ListChange {
	readonly list: ListState;
	readonly toAdd: readonly Contact[];
	/** Customers to remove, with their profile ids. */
	readonly toRemove: ReadonlyArray<readonly [Contact, string]>;
	readonly strangersToRemove: readonly string[];
}

/** Plans to make the membership of one list per value exactly that of the customers who have the value. */
export const syncLists: PlanOperation<'syncLists'> = async (input) => {
	const { rows, options, ledger, notices } = input;
	const contacts = readContacts(rows, options, ledger, notices);
	const byValue = new Map<string, Set<Contact>>();
	for (const contact of contacts) {
		const value = cellText(contact.row, options.valueField);
		byValue.set(value, (byValue.get(value) ?? new Set()).add(contact));
	}
	const wantedByList = new Map<string, Set<Contact>>();
	for (const { value, listId } of options.lists) {
		const wanted = wantedByList.get(listId) ?? new Set();
		for (const contact of byValue.get(value) ?? []) wanted.add(contact);
		wantedByList.set(listId, wanted);
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
	return planned(
		input,
		contacts,
		changes,
		loopRefusal(options.loopIteration) ??
			emptyRefusal(rows, lists) ??
			removalRefusal(targets, options),
	);
};

/** Plans to add the customers to a list, and to leave its other members alone. */
export const addToList: PlanOperation<'addToList'> = async (input) => {
	const { rows, options, ledger, notices, client } = input;
	const contacts = readContacts(rows, options, ledger, notices);
	const list = await readList(client, options.listId, contacts, new Set(contacts));
	const toAdd = contacts.filter((contact) => !list.members.has(contact));
	return planned(input, contacts, [{ list, toAdd, toRemove: [], strangersToRemove: [] }]);
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
	return planned(input, contacts, [change], removalRefusal([targetOf(change)], options));
};

/** Later iterations of a loop see other customers: the second batch would remove the first. */
export function loopRefusal(loopIteration: number): Refusal | undefined {
	if (loopIteration === 0) return undefined;
	return {
		code: 'later_loop_iteration',
		sentence:
			'Keeping a membership exact needs all customers at once, and this is a later iteration of a loop: it would remove ' +
			'the customers of the earlier ones. Nothing was sent. Take the node out of the loop.',
	};
}

function emptyRefusal(
	rows: readonly CustomerRow[],
	lists: readonly ListState[],
): Refusal | undefined {
	if (rows.length === 0 || lists.some(({ wanted }) => wanted.size > 0)) return undefined;
	if (lists.every(({ memberCount }) => memberCount === 0)) return undefined;
	return {
		code: 'would_be_empty',
		sentence:
			'None of the customers belongs to any of the lists: all lists would be emptied. Nothing was sent. Check the field ' +
			'that says which list a customer belongs to, and its values.',
	};
}

function targetOf({ list, toAdd, toRemove, strangersToRemove }: ListChange): TargetPlan {
	return {
		target: list.name,
		targetId: list.id,
		members: list.memberCount,
		added: toAdd.length,
		removed: toRemove.length + strangersToRemove.length,
		changed: 0,
		unchanged: list.memberCount - toRemove.length - strangersToRemove.length,
	};
}

async function readList(
	client: KlaviyoClient,
	id: string,
	contacts: readonly Contact[],
	wanted: ReadonlySet<Contact>,
): Promise<ListState> {
	const { name } = await readListFacts(client, id);
	const { known, strangers, count } = await matchProfiles(client, contacts, {
		listId: id,
		withStrangers: true,
	});
	const members = new Map([...known].map(([contact, profile]) => [contact, profile.id]));
	return { id, name, memberCount: count, members, strangers, wanted };
}

function planned(
	{
		options,
		client,
		ledger,
		notices,
	}: OperationInput<'syncLists'> | OperationInput<'addToList'> | OperationInput<'removeFromList'>,
	contacts: readonly Contact[],
	changes: readonly ListChange[],
	refusal?: Refusal,
) {
	const moves = new Map<Contact, { added: string[]; removed: string[] }>();
	const moveOf = (contact: Contact) => {
		const move = moves.get(contact) ?? { added: [], removed: [] };
		moves.set(contact, move);
		return move;
	};
	for (const { list, toAdd, toRemove } of changes) {
		for (const contact of toAdd) moveOf(contact).added.push(list.name);
		for (const [contact] of toRemove) moveOf(contact).removed.push(list.name);
	}
	for (const contact of contacts) {
		if (!moves.has(contact)) {
			ledger.set(contact.index, 'unchanged', 'unchanged', 'List membership is right already.');
		}
	}
	const sentences = new Map([...moves].map(([contact, move]) => [contact, inWords(move)]));
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
			await importProfiles(client, orders, { maxWaitMs: followMs, ledger, notices });
			for (const change of changes) await remove(client, change, sentences, ledger);
			return readBack(until);
		},
	};

	/** Looks until the lists show what was done, at least once. */
	async function readBack(until: number) {
		const found: Array<{ list: string; expected: number; members: number }> = [];
		for (const change of changes) {
			const { list, toRemove, strangersToRemove } = change;
			const toSee = change.toAdd.filter(({ index }) => ledger.get(index)?.status === 'sent');
			if (toSee.length + toRemove.length + strangersToRemove.length === 0) continue;
			const look = async () => {
				const now = await readList(client, list.id, contacts, list.wanted);
				return {
					memberCount: now.memberCount,
					missing: toSee.filter((contact) => !now.members.has(contact)),
					remaining: toRemove.filter(
						([contact]) => now.members.has(contact) && ledger.get(contact.index)?.status === 'sent',
					),
				};
			};
			let seen = await look();
			const isRight = () => seen.missing.length + seen.remaining.length === 0;
			if (!isRight()) {
				const leftMs = Math.max(0, until - client.context.now());
				await poll(client.context, { firstPauseMs: 2000, forMs: shortOf(leftMs) }, async () => {
					seen = await look();
					return isRight();
				});
			}
			for (const { index } of seen.missing) {
				ledger.set(index, 'accepted', 'not_visible_yet', notOnListYet(list.name));
			}
			for (const [{ index }] of seen.remaining) {
				ledger.set(index, 'accepted', 'not_visible_yet', stillOnList(list.name));
			}
			const expected = list.memberCount + toSee.length - toRemove.length - strangersToRemove.length;
			found.push({ list: list.name, expected, members: seen.memberCount });
			if (seen.memberCount !== expected) {
				notices.push({
					code: 'read_back_differs',
					message: `"${list.name}" has ${counted(seen.memberCount, 'member')} after the run, ${grouped(expected)} were expected. Klaviyo may need some minutes: run again to bring it in line.`,
					level: 'warning',
				});
			}
		}
		return { readBack: found };
	}
}

const notOnListYet = (list: string) =>
	`Klaviyo has confirmed the import, but "${list}" does not show this customer yet. Run again later to see.`;
const stillOnList = (list: string) =>
	`Klaviyo has taken the removal, but "${list}" still shows this customer. Run again later to see.`;

function inWords({ added, removed }: { added: readonly string[]; removed: readonly string[] }) {
	const parts = [
		...added.map((name) => `added to "${name}"`),
		...removed.map((name) => `removed from "${name}"`),
	];
	const text = parts.join(', ');
	return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

async function remove(
	client: KlaviyoClient,
	{ list, toRemove, strangersToRemove }: ListChange,
	sentences: ReadonlyMap<Contact, string>,
	ledger: RowLedger,
) {
	const leaving: Array<readonly [Contact | undefined, string]> = [
		...toRemove,
		...strangersToRemove.map((id) => [undefined, id] as const),
	];
	let done = 0;
	for (const batch of batchesOf(leaving, removalLimits, ([, id]) => id.length + 30)) {
		const body = JSON.stringify({ data: batch.map(([, id]) => ({ type: 'profile', id })) });
		const [removed] = await Promise.allSettled([
			client.call('remove_profiles_from_list', { id: list.id, body }, nothing),
		]);
		if (removed.status === 'rejected' && !(removed.reason instanceof RejectedError)) {
			throw removed.reason;
		}
		for (const [contact] of batch) {
			if (contact === undefined) continue;
			if (removed.status === 'rejected') {
				ledger.set(
					contact.index,
					'rejected',
					removed.reason.facts.code ?? 'unknown',
					`Klaviyo refuses to remove this customer from "${list.name}".`,
				);
			} else if (ledger.isOpen(contact.index)) {
				ledger.set(contact.index, 'sent', 'sent', sentences.get(contact) ?? 'Removed.');
			}
		}
		done += batch.length;
		client.context.onProgress?.({
			phase: `Removing from "${list.name}"`,
			done,
			total: leaving.length,
		});
	}
}
