import { hasHappened } from '../../../values/yesOrNo';
import type { JsonRecord } from '../../../values/jsonRecord';
import type { Notice } from '../../../values/notice';
import { isEmpty } from '../../../values/isEmpty';
import { cellText } from '../../../values/cellText';
import { ownCell } from '../../../values/ownCell';
import {
	formerRemovals,
	noAudiencePlan,
	planRemoval,
	removalsUnder,
	unreadableNotice,
	type RemovalPlace,
	type RowRemoval,
} from '../../audience/removeMembers';
import type { Planned } from '../../run/carryOut';
import { counted } from '../../../values/wording';
import { isFilledAnywhere } from '../../people/consent';
import type { Outcome } from '../../run/outcome';
import { findAudience, membersKnown } from '../audience/audience';
import { stateRefusal } from '../audience/audienceNotices';
import { checkTakesMembers } from '../audience/audienceFit';
import { uploadsOf } from '../api/graph';
import { metaKeys, metaMembership } from '../people/columns';
import { readMembers } from '../people/members';
import type { AnyInput, PlanOperation } from './operation';
import { openOutcome, refusalOfCustomer, uploadMembers } from '../upload/upload';
import { outcomeOf } from '../../run/outcomeTable';

/** Plans to remove the customers from one audience, under their current keys and those they were last sent with. */
export const removeFromAudience: PlanOperation<'removeFromAudience'> = async (input) => {
	const { rows, lastSynced, options, client, ledger, memberships, notices } = input;
	const audience = await findAudience(client, options.adAccountId, options.audience);
	const { id } = audience;
	if (id === undefined) return noAudiencePlan(options.operation, rows, ledger);
	checkTakesMembers(audience);
	const state = metaMembership.read(lastSynced ?? [], id, options.customerIdField);
	const former = state.members;
	if (state.unreadable > 0) notices.push(unreadableNotice(state.unreadable, metaMembership));
	memberships.everyoneElse = metaMembership.write(id, '', false);
	const { customerIdField } = options;
	const removals = [
		...readMembers(rows, options, ledger),
		...formerRemovals(rows, former, customerIdField, metaKeys, (index, member) =>
			memberships.set(index, metaMembership.kept(id, member)),
		),
	];
	return planMetaRemoval(input, removals, {
		target: audience.name,
		targetId: id,
		members: former.size > 0 ? former.size : membersKnown(audience),
		path: `${id}/users`,
		sentence: 'Removed from the audience.',
		fields: metaMembership.write(id, '', false),
		refusal: stateRefusal(audience),
	});
};

/**
 * Plans to remove customers from every audience of the ad account: for requests to be deleted.
 *
 * Only customers with a request in its field, a yes or a date, are removed, unless the field's name is left empty. They
 * are removed under their current keys and all keys that "Last Synced" holds for them in any audience; those rows come
 * out emptied, so that no hash is kept.
 */
export const removeEverywhere: PlanOperation<'removeEverywhere'> = async (input) => {
	const { rows, lastSynced = [], options, ledger, formerLedger, notices } = input;
	const { requestField, customerIdField } = options;
	if (requestField !== '' && !isFilledAnywhere(rows, requestField)) {
		notices.push(requestFieldNotice(rows.length, requestField));
	}
	const requested = rows.map(
		(row) => requestField === '' || hasHappened(ownCell(row, requestField)),
	);
	requested.forEach((isRequested, index) => {
		if (!isRequested) ledger.set(index, outcomeOf('noRequest'));
	});
	const members = readMembers(rows, options, ledger, (_row, index) => requested[index]);
	const removals: RowRemoval[] = [...members];
	const requesters = new Map(members.map(({ index, customerId }) => [customerId, index]));
	rows.forEach((row, index) => {
		const customerId = cellText(row, customerIdField);
		if (requested[index] && customerId !== '') requesters.set(customerId, index);
	});
	const known = new Set<string>();
	let unreadable = 0;
	const kept: Array<{ readonly source: number; readonly index: number }> = [];
	lastSynced.forEach((row, source) => {
		const text = ownCell(row, metaMembership.fields.matchKeys);
		const keys = metaKeys.read(text);
		if (keys === undefined ? !isEmpty(text) : keys.isCut) unreadable++;
		if (keys === undefined) return;
		const customerId = cellText(row, customerIdField) || metaKeys.identityOf(keys);
		known.add(customerId);
		const index = requesters.get(customerId);
		if (index === undefined) return;
		removals.push(...removalsUnder(keys, index, metaKeys));
		kept.push({ source, index });
	});
	if (unreadable > 0) notices.push(unreadableNotice(unreadable, metaMembership));
	const setKept = (outcomeOf: (row: JsonRecord, index: number) => Outcome) => {
		for (const { source, index } of kept) {
			formerLedger.set(source, outcomeOf(lastSynced[source], index));
		}
	};
	setKept(() => (options.dryRun ? wouldBeEmptied : notReached));
	const planned = planMetaRemoval(input, removals, {
		target: 'All audiences of the ad account',
		members: Math.max(rows.length, known.size),
		path: `${options.adAccountId}/usersofanyaudience`,
		sentence: 'Removed from all audiences of the ad account.',
		fields: metaMembership.writeEmptied(),
	});
	return {
		...planned,
		act: async () => {
			const [acted] = await Promise.allSettled([planned.act()]);
			setKept((_row, index) => ledger.get(index) ?? notReached);
			if (acted.status === 'rejected') throw acted.reason;
			return acted.value;
		},
	};
};

const wouldBeEmptied = outcomeOf(
	'dryRun',
	'Nothing was sent: would be emptied, because the customer would be removed.',
);

const notReached = outcomeOf('notReached', 'Still to be removed by the next run.');

/** Says that the field of requests is missing everywhere, and offers the two ways to continue. */
function requestFieldNotice(customers: number, field: string): Notice {
	return {
		code: 'requestFieldMissing',
		message:
			`No customer has a value in "${field}": none of ${counted(customers, 'customer')} is removed. Fill "${field}" with each ` +
			'customer\'s request (yes or its date), or leave "Request Field" empty if all customers of the input are to be removed.',
		level: 'warning',
	};
}

interface MetaPlace extends Pick<RemovalPlace, 'target' | 'targetId' | 'members' | 'refusal'> {
	readonly path: string;
	/** The sentence for somebody who was removed. */
	readonly sentence: string;
	readonly fields: NonNullable<Outcome['fields']>;
}

function planMetaRemoval(
	{ options, client, ledger, notices }: AnyInput<'removeFromAudience' | 'removeEverywhere'>,
	removals: readonly RowRemoval[],
	{ path, sentence, fields, ...place }: MetaPlace,
): Planned {
	return planRemoval(ledger, removals, {
		...place,
		operation: options.operation,
		limits: options,
		requests: uploadsOf(removals.length),
		removed: { ...outcomeOf('removed', sentence), fields },
		remove: async ({ onReceived, onRefused, onUnconfirmed }) => {
			const totals = await uploadMembers(client, removals, {
				call: { method: 'DELETE', path, doing: 'removing customers' },
				phase: 'Removing customers',
				notices,
				onReceived,
				onRefused: (refused, givenUp) => onRefused(refused, refusalOfCustomer(givenUp)),
				onUnconfirmed: (open) => onUnconfirmed(open, openOutcome),
			});
			return { received: totals.received };
		},
	});
}
