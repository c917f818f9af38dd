import { cellText } from '../shared/cellText';
import type { Planned } from '../shared/carryOut';
import { hasHappened } from '../shared/hasHappened';
import { planOf } from '../shared/plan';
import { findAudience } from './audience';
import { placeFields, readLastSynced } from './lastSynced';
import { readKeys, readMembers, type MatchRow } from './members';
import type { AnyInput, PlanOperation } from './operation';
import { refusalOfCustomer, uploadMembers } from './upload';

/** One set of keys under which a customer may be known. */
interface Removal extends MatchRow {
	readonly index: number;
}

/** Plans to remove the customers from one audience, under their keys of today and those they were last sent with. */
export const removeFromAudience: PlanOperation<'removeFromAudience'> = async (input) => {
	const { rows, lastSynced, options, client, ledger } = input;
	const audience = await findAudience(client, options.adAccountId, options.audience);
	const { id } = audience;
	if (id === undefined) {
		rows.forEach((_row, index) =>
			ledger.set(index, 'unchanged', 'no_audience', 'There is no audience of that name.'),
		);
		return {
			plan: planOf(options.operation, [], ledger),
			intents: () => [],
			act: async () => ({}),
		};
	}
	const former = readLastSynced(lastSynced, id, options.customerIdField);
	const removals = removalsOf(
		input,
		(customerId) => former.get(customerId),
		() => true,
	);
	return planRemoval(input, removals, {
		target: audience.name,
		targetId: id,
		path: `${id}/users`,
		done: 'Removed from the audience.',
		fields: placeFields(id, '', false),
	});
};

/**
 * Plans to remove customers from every audience of the ad account: for requests to be deleted.
 *
 * Only customers with a request in its field, a yes or a date, are removed, unless the field's name is left empty.
 */
export const removeEverywhere: PlanOperation<'removeEverywhere'> = async (input) => {
	const { rows, lastSynced, options, ledger } = input;
	const { requestField } = options;
	const requested = rows.map(
		(row) =>
			requestField === '' ||
			hasHappened(Object.hasOwn(row, requestField) ? row[requestField] : undefined),
	);
	requested.forEach((isRequested, index) => {
		if (!isRequested) ledger.set(index, 'unchanged', 'no_request', 'No request to be deleted.');
	});
	const kept = new Map<string, MatchRow>();
	for (const row of lastSynced) {
		const read = readKeys(row.metaMatchKeys);
		const customerId = cellText(row, options.customerIdField);
		if (read !== undefined && customerId !== '') kept.set(customerId, read);
	}
	const removals = removalsOf(
		input,
		(customerId) => kept.get(customerId),
		(index) => requested[index],
	);
	return planRemoval(input, removals, {
		target: 'All audiences of the ad account',
		path: `${options.adAccountId}/usersofanyaudience`,
		done: 'Removed from all audiences of the ad account.',
		fields: { metaInAudience: false },
	});
};

type RemovalInput = AnyInput<'removeFromAudience' | 'removeEverywhere'>;

function removalsOf(
	{ rows, options, ledger }: RemovalInput,
	formerOf: (customerId: string) => MatchRow | undefined,
	isWanted: (index: number) => boolean,
): Removal[] {
	const removals: Removal[] = readMembers(rows, options, ledger, (_row, index) => isWanted(index));
	rows.forEach((row, index) => {
		const former = formerOf(cellText(row, options.customerIdField));
		if (former !== undefined && isWanted(index)) {
			removals.push({ index, ...withoutValue(former) });
		}
	});
	return removals;
}

/** What a customer was worth is nobody's match key. */
function withoutValue({ columns, cells }: MatchRow): MatchRow {
	const isKey = (_each: unknown, place: number) => columns[place] !== 'LOOKALIKE_VALUE';
	return { columns: columns.filter(isKey), cells: cells.filter(isKey) };
}

async function planRemoval(
	{ options, client, ledger, notices }: RemovalInput,
	removals: readonly Removal[],
	where: {
		readonly target: string;
		readonly targetId?: string;
		readonly path: string;
		readonly done: string;
		readonly fields: Readonly<Record<string, string | number | boolean>>;
	},
): Promise<Planned> {
	const indexes = new Set(removals.map(({ index }) => index));
	return {
		plan: planOf(
			options.operation,
			[
				{
					target: where.target,
					targetId: where.targetId,
					added: 0,
					removed: indexes.size,
					changed: 0,
					unchanged: 0,
				},
			],
			ledger,
		),
		intents: () =>
			[...indexes].map((index) => ({
				index,
				sentence: 'Nothing was sent: would be removed.',
			})),
		act: async () => {
			const totals = await uploadMembers(client, removals, {
				call: { method: 'DELETE', path: where.path, doing: 'removing customers' },
				phase: 'Removing customers',
				ledger,
				notices,
				onReceived: (members) => {
					for (const { index } of members as readonly Removal[]) {
						if (ledger.get(index)?.status === 'rejected') continue;
						ledger.set(index, 'sent', 'removed', where.done, where.fields);
					}
				},
				onRefused: (members, { status, code }) => {
					for (const { index } of members as readonly Removal[]) {
						ledger.set(index, status, code, refusalOfCustomer(code));
					}
				},
			});
			return { received: totals.received };
		},
	};
}
