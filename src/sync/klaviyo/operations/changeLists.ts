import { batchesOf } from '../../http/batches';
import { counted, grouped } from '../../../values/wording';
import { planOf, type Refusal, type TargetPlan, targetPlan } from '../../run/plan';
import { sendSplitting } from '../../http/sendSplitting';
import type { Contact } from '../people/contacts';
import { importProfiles } from '../imports/importProfiles';
import { poll, shortOf } from '../api/jobs';
import { nothing, type KlaviyoClient } from '../api/klaviyoClient';
import { readListFacts } from '../api/listFacts';
import { minutesInMs, type OperationInput } from './operation';
import type { KlaviyoOperation } from '../options';
import { matchProfiles } from '../people/readProfiles';

/** Klaviyo's limit of one removal from a list. */
const mostRemovals = 1000;

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
type ListInput = Pick<OperationInput<'addToList'>, 'client' | 'ledger' | 'notices'> & {
	readonly options: { readonly operation: KlaviyoOperation; readonly maxWaitMinutes: number };
};

/** Plans changes of lists: adds by imports that are followed together, then removes, then reads back. */
export function planChanges(
	{ options, client, ledger, notices }: ListInput,
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
			await importProfiles(client, orders, { followMs, ledger, notices });
			const removed = new Map<ListChange, number>();
			for (const change of changes) removed.set(change, await remove(change));
			return readBack(until, removed);
		},
	};

	/** Takes people off a list and gives how many have gone; one whom Klaviyo refuses holds up nobody else. */
	async function remove({ list, toRemove, strangersToRemove }: ListChange): Promise<number> {
		const leaving: Array<readonly [Contact | undefined, string]> = [
			...toRemove,
			...strangersToRemove.map((id) => [undefined, id] as const),
		];
		let done = 0;
		let gone = 0;
		let strangersLeft = 0;
		for (const batch of batchesOf(leaving, mostRemovals)) {
			await sendSplitting(batch, {
				send: async (part) => {
					const body = JSON.stringify({ data: part.map(([, id]) => ({ type: 'profile', id })) });
					await client.call('remove_profiles_from_list', { id: list.id, body }, nothing);
					gone += part.length;
					for (const [contact] of part) {
						if (contact === undefined || !ledger.isOpen(contact.index)) continue;
						ledger.set(contact.index, 'sent', 'sent', sentences.get(contact) ?? 'Removed.');
					}
				},
				giveUp: (part, { status, code }) => {
					for (const [contact] of part) {
						if (contact === undefined) strangersLeft++;
						else ledger.set(contact.index, status, code, notRemoved(list.name, code));
					}
				},
			});
			done += batch.length;
			client.context.onProgress?.({
				phase: `Removing from "${list.name}"`,
				done,
				total: leaving.length,
			});
		}
		if (strangersLeft > 0) {
			notices.push({
				code: 'removalsRefused',
				message: `Klaviyo refuses to remove ${counted(strangersLeft, 'member')} of "${list.name}" who ${strangersLeft === 1 ? 'is' : 'are'} not among the customers. Run again; if it stays, remove them in Klaviyo.`,
				level: 'warning',
			});
		}
		return gone;
	}

	/** Looks until the lists show what was done, at least once. */
	async function readBack(until: number, removed: ReadonlyMap<ListChange, number>) {
		const found: Array<{ list: string; expected: number; members: number }> = [];
		for (const change of changes) {
			const { list, toRemove } = change;
			const gone = removed.get(change) ?? 0;
			const toSee = change.toAdd.filter(({ index }) => ledger.get(index)?.status === 'sent');
			if (toSee.length + gone === 0) continue;
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
				ledger.set(index, 'accepted', 'notVisibleYet', notOnListYet(list.name));
			}
			for (const [{ index }] of seen.remaining) {
				ledger.set(index, 'accepted', 'notVisibleYet', stillOnList(list.name));
			}
			const expected = list.memberCount + toSee.length - gone;
			found.push({ list: list.name, expected, members: seen.memberCount });
			if (seen.memberCount !== expected) {
				notices.push({
					code: 'readBackDiffers',
					message: `"${list.name}" has ${counted(seen.memberCount, 'member')} after the run, ${grouped(expected)} were expected. Klaviyo may need some minutes: run again to bring it in line.`,
					level: 'warning',
				});
			}
		}
		return { readBack: found };
	}
}

const notRemoved = (list: string, code: string) =>
	`Klaviyo refuses to remove this customer from "${list}", or a batch of removals with them in it (${code}). Run again.`;
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
