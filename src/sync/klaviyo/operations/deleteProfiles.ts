import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import { ownCell } from '../../../values/ownCell';
import { counted } from '../../../values/wording';
import { hasHappened, isYes } from '../../../values/yesOrNo';
import { isFilledAnywhere } from '../../people/consent';
import type { Calendar, SyncContext } from '../../run/context';
import { outcomeOf } from '../../run/outcomeTable';
import { planOf, targetPlan, type Refusal } from '../../run/plan';
import { readProfiles } from '../people/readProfiles';
import { Requesters } from '../people/requesters';
import type { OptionsOf } from '../options';
import { minutesInMs, type OperationInput, type PlanOperation } from './operation';
import { sendDeletions, type Deletion } from './sendDeletions';

/**
 * Plans to delete the profiles of customers who asked for it, permanently: Klaviyo's data privacy deletion.
 *
 * A request is an explicit yes or a date that is not in the future; nothing else deletes anybody, and unclear values
 * are reported. The account is read first, and profiles are deleted one by one under their own ID, so that nobody else
 * is deleted along with them.
 */
export const deleteProfiles: PlanOperation<'deleteProfiles'> = async (input) => {
	const { options, client, ledger, notices } = input;
	const requesters = readRequesters(input);
	const { deletions, shared } = await findDeletions(input, requesters);
	const found = new Set(deletions.flatMap(({ indexes }) => indexes));
	const withoutKey = new Set(requesters.withoutKey);
	for (const index of requesters.indexes) {
		if (shared.has(index)) ledger.note(index, sharedProfileStays);
		if (found.has(index)) continue;
		if (withoutKey.has(index)) ledger.set(index, outcomeOf('noContactKey', nothingToFindBy));
		else if (shared.has(index)) ledger.set(index, outcomeOf('duplicateContact', notDeleted));
		else ledger.set(index, outcomeOf('unchanged', 'Klaviyo has no profile of this customer.'));
	}
	if (deletions.length > 0) notices.push(cantBeUndone);
	const target = targetPlan({
		target: 'Profiles (deleted for good)',
		removed: deletions.length,
	});
	const refusal = loopGuard(options) ?? guard(deletions.length, options);
	return {
		plan: planOf('deleteProfiles', [target], ledger, refusal),
		intents: () =>
			[...found].map((index) => ({
				index,
				sentence: 'Nothing was sent: the profile would be deleted for good.',
			})),
		act: () =>
			sendDeletions(client, ledger, deletions, {
				followMs: minutesInMs(options.maxWaitMinutes),
			}),
	};
};

/** The customers with a request; the outcomes of the others are written into the ledger. */
function readRequesters({
	rows,
	options,
	client,
	ledger,
	notices,
}: OperationInput<'deleteProfiles'>): Requesters {
	const { requestField } = options;
	if (!isFilledAnywhere(rows, requestField)) {
		notices.push(requestFieldNotice(rows.length, requestField));
	}
	const requests = rows.map((row) => requestIn(row, requestField, client.context));
	const requesters = new Requesters(
		rows,
		options,
		requests.map((request) => request === 'made'),
	);
	const meant = new Set(requesters.indexes);
	requests.forEach((request, index) => {
		if (meant.has(index)) return;
		ledger.set(
			index,
			request === 'unclear' ? outcomeOf('requestUnclear', requestField) : outcomeOf('noRequest'),
		);
	});
	return requesters;
}

/** Whether a row is a request: deleting can't be undone, so only a certain value counts. */
function requestIn(
	row: JsonRecord,
	field: string,
	{ calendar, now }: Pick<SyncContext, 'calendar' | 'now'>,
): 'made' | 'unclear' | 'none' {
	const cell = ownCell(row, field);
	if (!hasHappened(cell)) return 'none';
	return isYes(cell) || isPast(cell, calendar, now()) ? 'made' : 'unclear';
}

/** A number is not a date: its unit is unknown. */
function isPast(cell: unknown, calendar: Calendar, now: number): boolean {
	return typeof cell !== 'number' && typeof cell !== 'boolean' && calendar.instantOf(cell) <= now;
}

/** The profiles to delete, and the customers with a profile that stays because it may belong to somebody else. */
async function findDeletions(
	{ client }: OperationInput<'deleteProfiles'>,
	requesters: Requesters,
): Promise<{ deletions: Deletion[]; shared: ReadonlySet<number> }> {
	const deletions: Deletion[] = [];
	const shared = new Set<number>();
	if (requesters.indexes.length === requesters.withoutKey.length) return { deletions, shared };
	let done = 0;
	for await (const page of readProfiles(client, {})) {
		for (const profile of page) {
			const owners = requesters.ownersOf(profile);
			if (owners === undefined) continue;
			if (owners.isShared) for (const index of owners.indexes) shared.add(index);
			else deletions.push({ profileId: profile.id, indexes: owners.indexes });
		}
		done += page.length;
		client.context.onProgress?.({ phase: 'Reading profiles', done });
	}
	return { deletions, shared };
}

/** A share of the account would allow too many; a deletion can't be undone, so only the number limits it. */
function guard(count: number, { maxRemovals }: { readonly maxRemovals: number }) {
	if (count <= maxRemovals) return undefined;
	return {
		code: 'tooManyRemovals',
		sentence:
			`${counted(count, 'profile')} would be deleted for good, above the limit of ${maxRemovals}. Nothing was sent. ` +
			'If this is intended, raise "Removals Always Allowed" for one run; otherwise check the request field.',
	} satisfies Refusal;
}

/** Each batch of a loop has its own limit: together they could delete everybody. */
function loopGuard({
	loopIteration,
	loopHasMore,
}: OptionsOf<'deleteProfiles'>): Refusal | undefined {
	if (loopIteration === 0 && !loopHasMore) return undefined;
	return {
		code: loopIteration > 0 ? 'laterLoopIteration' : 'loopHasMore',
		sentence:
			'The node is in a loop, and the limit of deletions counts for each batch alone. Nothing was sent. Take the node out of the loop.',
	};
}

const cantBeUndone: Notice = {
	code: 'deletionIsFinal',
	message:
		"Deleting profiles can't be undone: Klaviyo erases them with their history, and keeps their addresses only in its record of deleted profiles.",
	level: 'warning',
};

const nothingToFindBy =
	'Asked to be deleted, but has no usable email address, phone number or ID to find the profile by. Delete the profile in Klaviyo.';
const notDeleted =
	'Asked to be deleted, but another customer of the input has the same phone number or ID.';
const sharedProfileStays =
	'A profile with a phone number or ID of another customer stays: check it in Klaviyo.';

/** Says that the field of requests is missing everywhere. */
function requestFieldNotice(customers: number, field: string): Notice {
	return {
		code: 'requestFieldMissing',
		message: `No customer has a value in "${field}": none of ${counted(customers, 'customer')} is deleted. Fill "${field}" with each customer's request (yes or its date).`,
		level: 'warning',
	};
}
