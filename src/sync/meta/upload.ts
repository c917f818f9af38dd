import { z } from 'zod';
import { batchesOf } from '../shared/batches';
import { counted, grouped } from '../shared/counted';
import type { RowLedger, SyncNotice } from '../shared/outcome';
import { sendSplitting, type GivenUp } from '../shared/sendSplitting';
import { mostRowsPerUpload } from './graph';
import { uploadColumns, type Cell, type Column, type MatchRow } from './members';
import type { MetaClient, MetaCall } from './metaClient';
import type { JoiningOptions } from './options';

/** A row of an upload; customers of the input have an index. */
export type Uploaded = MatchRow & { readonly index?: number };

export type LimitedDataUse = JoiningOptions['limitedDataUse'];

type ColumnName =
	| Column
	| 'DATA_PROCESSING_OPTIONS'
	| 'DATA_PROCESSING_OPTIONS_COUNTRY'
	| 'DATA_PROCESSING_OPTIONS_STATE';

const limitedDataColumns: readonly ColumnName[] = [
	'DATA_PROCESSING_OPTIONS',
	'DATA_PROCESSING_OPTIONS_COUNTRY',
	'DATA_PROCESSING_OPTIONS_STATE',
];

/** LDU with country and state 0: Meta finds out; 1 and 1000: the United States, California. */
const limitedDataCells = {
	off: [],
	automatic: [['LDU'], 0, 0],
	california: [['LDU'], 1, 1000],
} as const satisfies Record<LimitedDataUse, ReadonlyArray<Cell | readonly string[]>>;

/** Gives the columns that any of the members has, in order; a session must not change them. */
export function columnsOf(members: Iterable<Uploaded>): readonly Column[] {
	const seen = new Set<Column>();
	let first: readonly Column[] | undefined;
	let last: readonly Column[] | undefined;
	for (const { columns } of members) {
		if (columns === last) continue;
		first ??= columns;
		last = columns;
		for (const column of columns) seen.add(column);
	}
	const ordered = uploadColumns.filter((column) => seen.has(column));
	// Members of one reading share their columns: given back as they are, they let the cells go out as they are.
	return first !== undefined && first.join() === ordered.join() ? first : ordered;
}

/** Gives the payload of an upload: columns, and a row per member with "" where a member lacks a key. */
export function payloadOf(
	members: readonly Uploaded[],
	columns: readonly Column[],
	limitedDataUse: LimitedDataUse = 'off',
) {
	const extra = limitedDataCells[limitedDataUse];
	return {
		schema: extra.length === 0 ? columns : [...columns, ...limitedDataColumns],
		data: members.map((member) => {
			const cells = cellsIn(member, columns);
			return extra.length === 0 ? cells : [...cells, ...extra];
		}),
	};
}

function cellsIn(member: Uploaded, columns: readonly Column[]): readonly Cell[] {
	if (member.columns === columns) return member.cells;
	return columns.map((column) => member.cells[member.columns.indexOf(column)] ?? '');
}

/** Answers give the number as a number or as a text. */
const count = z.coerce.number();

export const uploadAnswer = z.object({
	num_received: count.optional(),
	num_invalid_entries: count.optional(),
	invalid_entry_samples: z.unknown(),
});

export type UploadAnswer = z.output<typeof uploadAnswer>;

export interface UploadTotals {
	sent: number;
	received: number;
	invalid: number;
}

export interface MemberUpload {
	readonly call: Pick<MetaCall, 'method' | 'path' | 'doing' | 'mayLag'>;
	readonly limitedDataUse?: LimitedDataUse;
	readonly phase: string;
	readonly ledger: RowLedger;
	readonly notices: SyncNotice[];
	/** Is told of members that Meta has received. */
	readonly onReceived: (members: readonly Uploaded[]) => void;
	/** Is told of members that Meta refuses, or that were not sent because it refused a batch. */
	readonly onRefused: (members: readonly Uploaded[], givenUp: GivenUp) => void;
}

/** Uploads members in batches of 10,000; a batch that Meta refuses is halved until the wrong rows stand alone. */
export async function uploadMembers(
	client: MetaClient,
	members: readonly Uploaded[],
	upload: MemberUpload,
): Promise<UploadTotals> {
	const columns = columnsOf(members);
	const totals: UploadTotals = { sent: 0, received: 0, invalid: 0 };
	const limits = { maxCount: mostRowsPerUpload, maxBytes: Number.POSITIVE_INFINITY };
	for (const batch of batchesOf(members, limits, () => 0)) {
		await sendSplitting(batch, {
			send: async (part) => {
				const body = { payload: payloadOf(part, columns, upload.limitedDataUse) };
				const answer = await client.call({ ...upload.call, body }, uploadAnswer);
				upload.onReceived(part);
				takeIn(answer, part, totals, upload.onRefused);
			},
			giveUp: upload.onRefused,
		});
		client.context.onProgress?.({
			phase: upload.phase,
			done: totals.sent,
			total: members.length,
		});
	}
	noticeDifference(totals, upload.notices);
	return totals;
}

/** Adds an answer to the totals and tells of the entries that it names as invalid. */
export function takeIn(
	answer: UploadAnswer,
	part: readonly Uploaded[],
	totals: UploadTotals,
	onRefused: MemberUpload['onRefused'],
) {
	totals.sent += part.length;
	totals.received += answer.num_received ?? part.length;
	const invalid = answer.num_invalid_entries ?? 0;
	totals.invalid += invalid;
	if (invalid === 0) return;
	const named = namedIn(answer.invalid_entry_samples, part);
	if (named.length > 0) onRefused(named, invalidEntry);
}

/** Samples are a list or a map, and hold the cells that were sent somewhere in their text; they are matched and forgotten. */
function namedIn(samples: unknown, part: readonly Uploaded[]): Uploaded[] {
	const words = new Set(JSON.stringify(samples ?? '').match(/[A-Za-z0-9_-]+/g) ?? []);
	return part.filter(({ cells }) =>
		cells.some((cell) => typeof cell === 'string' && cell !== '' && words.has(cell)),
	);
}

/** Meta has taken the batch and calls this entry of it invalid. */
export const invalidEntry: GivenUp = { status: 'rejected', code: 'invalid_entry' };

const batchRefused =
	'Meta refused a batch with this customer and did not say for whom. Nothing is wrong with most of them: run again.';

/** Says in a sentence that Meta refuses one customer, and what to look at. */
export function refusalOfCustomer(code: string): string {
	if (code === 'batch_refused') return batchRefused;
	return code === 'invalid_entry'
		? 'Meta calls this entry invalid: look at the email address, the phone number and the other match keys.'
		: `Meta refuses this customer (code ${code}): look at the match keys.`;
}

/** Reports counts that do not agree. */
export function noticeDifference({ sent, received, invalid }: UploadTotals, notices: SyncNotice[]) {
	if (invalid > 0) {
		notices.push({
			code: 'invalid_entries',
			message: `Meta calls ${counted(invalid, 'entry', 'entries')} invalid (it counts roughly). Those it names are on "Not Synced".`,
			level: 'warning',
		});
	}
	if (received !== sent) {
		notices.push({
			code: 'read_back_differs',
			message: `Meta reports ${counted(received, 'received entry', 'received entries')}, ${grouped(sent)} were sent. Run again to bring it in line.`,
			level: 'warning',
		});
	}
}
