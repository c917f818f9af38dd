import type { Outcome } from '../../run/outcome';
import { createAudience, exclusionNotice } from '../audience/audience';
import type { Difference, Removal } from '../audience/difference';
import { setFormer, type Joining } from '../people/joining';
import { placeFields, placeKept, type FormerMember } from '../audience/lastSynced';
import { writeKeys, type Member } from '../people/members';
import { readBack } from '../audience/readBack';
import { refusalOfCustomer, uploadMembers } from '../upload/upload';
import { outcomeOf } from '../../run/outcomeTable';

const received = 'Received by Meta for the audience. Meta matches it within 24 hours.';

/**
 * Sends the difference: additions and changes first, so that an audience never stands empty half way, then removals.
 *
 * Who has changed an email or a phone is removed under the old one. Whom Meta knows by both is gone with it, and so is sent once more
 * at the end. Until then their outcome keeps the old keys besides the new ones, and after the removal no day of an upload: a run that
 * ends in between forgets no key, and the next one does the rest.
 */
export async function carryOutDifference(
	joining: Joining,
	difference: Difference,
): Promise<Readonly<Record<string, unknown>>> {
	const { input, audience, former, keysOf, today } = joining;
	const { options, client, ledger, notices } = input;
	const { id, isNew } = await ensure(joining);
	if (isNew && options.audience.by === 'name' && options.audience.exclusionOnly) {
		notices.push(exclusionNotice(audience.name));
	}
	const oldKeys = oldKeysIn(joining, difference);
	const totals = await send(difference.toSend, {
		phase: 'Adding to the audience',
		onReceived: (member) => {
			if (!oldKeys.has(member.index)) return setSent(member);
			const sentence =
				'Received by Meta; an old email or phone is still to be removed: the next run takes it up.';
			ledger.set(member.index, outcomeOf('notReached', sentence), placeUnderBoth(member));
		},
		placeOfRefused: (member) => {
			// Then the old keys are the ones that hold.
			oldKeys.delete(member.index);
			const known = former.get(member.customerId);
			return known === undefined ? placeFields(id, '', false) : placeKept(id, known);
		},
	});
	const moved = new Map(
		difference.toSend
			.filter(({ index }) => oldKeys.has(index))
			.map((each) => [each.customerId, each]),
	);
	await remove([
		...difference.outdated.filter((removal) => moved.has(removal.former.customerId)),
		...difference.toRemove,
	]);
	for (const member of difference.replaced) {
		setFormer(joining, member, {
			...outcomeOf('contactStays'),
			fields: placeFields(id, '', false),
		});
	}
	await send(
		[...moved.values()].filter(({ index }) => !oldKeys.has(index)),
		{
			phase: 'Sending changed customers again',
			onReceived: setSent,
			placeOfRefused: (member) => placeFields(id, keysOf(member), true),
		},
	);
	const upload = {
		mayLag: isNew,
		sessionId: totals.sent > 0 ? totals.sessionId : undefined,
		waitMs: options.waitForMetaMinutes * 60_000,
	};
	return { received: totals.received, ...(await readBack(client, id, notices, upload)) };

	function setSent(member: Member) {
		const fields = placeFields(id, keysOf(member), true, today);
		ledger.set(member.index, outcomeOf('sent', received), fields);
	}

	function placeUnderBoth(member: Member) {
		return placeFields(id, `${keysOf(member)};${oldKeys.get(member.index)}`, true, today);
	}

	function send(
		members: readonly Member[],
		sending: {
			readonly phase: string;
			readonly onReceived: (member: Member) => void;
			readonly placeOfRefused: (member: Member) => Outcome['fields'];
		},
	) {
		return uploadMembers(client, members, {
			call: {
				method: 'POST',
				path: `${id}/users`,
				doing: 'adding to the audience',
				mayLag: isNew,
			},
			limitedDataUse: options.limitedDataUse,
			phase: sending.phase,
			notices,
			onReceived: (part) => part.forEach(sending.onReceived),
			onRefused: (part, givenUp) => {
				for (const member of part) {
					const fields = sending.placeOfRefused(member);
					ledger.set(member.index, refusalOfCustomer(givenUp), fields);
				}
			},
		});
	}

	function remove(removals: readonly Removal[]) {
		const open = new Map<FormerMember, number>();
		for (const removal of removals) {
			open.set(removal.former, (open.get(removal.former) ?? 0) + 1);
		}
		return uploadMembers(client, removals, {
			call: { method: 'DELETE', path: `${id}/users`, doing: 'removing from the audience' },
			phase: 'Removing from the audience',
			notices,
			onReceived: (part) => {
				for (const removal of part) {
					const left = (open.get(removal.former) ?? 0) - 1;
					open.set(removal.former, left);
					if (left === 0) setRemoved(removal.former);
				}
			},
			onRefused: (part, givenUp) => {
				for (const removal of part) {
					const member = moved.get(removal.former.customerId);
					if (member !== undefined) oldKeys.set(member.index, writeKeys(removal));
					const fields =
						member === undefined ? placeKept(id, removal.former) : placeUnderBoth(member);
					setFormer(joining, removal.former, { ...refusalOfCustomer(givenUp), fields });
				}
			},
		});
	}

	function setRemoved(removed: FormerMember) {
		const member = moved.get(removed.customerId);
		if (member === undefined) {
			const sentence = 'Removed from the audience.';
			const fields = placeFields(id, '', false);
			setFormer(joining, removed, { ...outcomeOf('removed', sentence), fields });
			return;
		}
		oldKeys.delete(member.index);
		const sentence =
			'An old email or phone was removed; the customer is to be sent once more: the next run does it.';
		const fields = placeFields(id, keysOf(member), true);
		ledger.set(member.index, outcomeOf('notReached', sentence), fields);
	}
}

/** Gives the keys to be removed of customers who stay under others, by row of the input. */
function oldKeysIn({ rowOf }: Joining, { outdated }: Difference): Map<number, string> {
	const oldKeys = new Map<number, string>();
	for (const removal of outdated) {
		const index = rowOf.get(removal.former.customerId);
		if (index === undefined) continue;
		const earlier = oldKeys.get(index);
		const keys = writeKeys(removal);
		oldKeys.set(index, earlier === undefined ? keys : `${earlier};${keys}`);
	}
	return oldKeys;
}

/** Gives the audience's id and creates the audience where there is none. */
async function ensure({
	input: { options, client, notices },
	audience,
	withValues,
}: Joining): Promise<{ id: string; isNew: boolean }> {
	if (audience.id !== undefined) return { id: audience.id, isNew: false };
	const choice = options.audience;
	if (choice.by === 'id') throw new RangeError('An audience chosen by id exists.');
	const id = await createAudience(client, options.adAccountId, choice, withValues, notices);
	return { id, isNew: true };
}
