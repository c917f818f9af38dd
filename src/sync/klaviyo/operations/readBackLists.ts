import { counted, grouped } from '../../../values/wording';
import { poll, shortOf } from '../api/jobs';
import type { Contact } from '../people/contacts';
import { readList, type ExistingChange, type ListInput } from './listState';
import { outcomeOf } from '../../run/outcomeTable';

/** A list after the run: the number of its members, and the number that it should have. */
export interface ListReadBack {
	readonly list: string;
	readonly expected: number;
	readonly members: number;
}

/**
 * Reads changed lists until they show the changes, each at least once.
 *
 * @param removed number of people removed from each list
 * @param until the instant at which it gives up
 */
export async function readBack(
	input: ListInput,
	contacts: readonly Contact[],
	removed: ReadonlyMap<ExistingChange, number>,
	until: number,
): Promise<ListReadBack[]> {
	const found: ListReadBack[] = [];
	for (const [change, gone] of removed) {
		const seen = await readBackOne(input, contacts, change, gone, until);
		if (seen !== undefined) found.push(seen);
	}
	return found;
}

async function readBackOne(
	{ client, ledger, notices }: ListInput,
	contacts: readonly Contact[],
	{ list, toAdd, toRemove }: ExistingChange,
	gone: number,
	until: number,
): Promise<ListReadBack | undefined> {
	const isSent = ({ index }: Contact) => ledger.get(index)?.status === 'sent';
	const added = toAdd.filter(isSent);
	if (added.length + gone === 0) return undefined;
	const look = async () => {
		const now = await readList(client, list.id, contacts, list.wanted);
		return {
			memberCount: now.memberCount,
			missing: added.filter((contact) => !now.members.has(contact)),
			remaining: toRemove.filter(([contact]) => now.members.has(contact) && isSent(contact)),
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
		ledger.set(index, outcomeOf('notVisibleYet', notOnListYet(list.name)));
	}
	for (const [{ index }] of seen.remaining) {
		ledger.set(index, outcomeOf('notVisibleYet', stillOnList(list.name)));
	}
	const expected = list.memberCount + added.length - gone;
	if (seen.memberCount !== expected) {
		notices.push({
			code: 'readBackDiffers',
			message: `"${list.name}" has ${counted(seen.memberCount, 'member')} after the run; ${grouped(expected)} were expected. Klaviyo may need a few minutes: run again to sync the rest.`,
			level: 'warning',
		});
	}
	return { list: list.name, expected, members: seen.memberCount };
}

const notOnListYet = (list: string) =>
	`Klaviyo confirmed the import, but "${list}" does not show this customer yet. Run again later to check.`;
const stillOnList = (list: string) =>
	`Klaviyo accepted the removal, but "${list}" still shows this customer. Run again later to check.`;
