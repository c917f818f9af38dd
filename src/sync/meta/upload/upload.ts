import type { Notice } from '../../../values/notice';
import { z } from 'zod';
import { batchesOf } from '../../http/batches';
import { counted, grouped } from '../../../values/wording';
import { sendSplitting, type GivenUp } from '../../http/sendSplitting';
import type { Outcome } from '../../run/outcome';
import { outcomeOf } from '../../run/outcomeTable';
import { mostRowsPerUpload } from '../api/graph';
import type { MatchRow } from '../../audience/keyFormat';
import { findingKeys } from '../people/columns';
import type { MetaClient, MetaCall } from '../api/metaClient';
import { columnsOf, UploadBodies, type LimitedDataUse } from './uploadBodies';
import { UploadSession } from './uploadSession';

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
	/** The session of the upload, where Meta can be asked how far it is. */
	sessionId?: number;
}

export interface MemberUpload<Row extends MatchRow> {
	readonly call: Pick<MetaCall, 'method' | 'path' | 'doing' | 'mayLag'>;
	readonly limitedDataUse?: LimitedDataUse;
	readonly phase: string;
	readonly notices: Notice[];
	/** Is told of members that Meta has received. */
	readonly onReceived: (members: readonly Row[]) => void;
	/** Is told of members that Meta refuses, or that were not sent because it refused a batch. */
	readonly onRefused: (members: readonly Row[], givenUp: GivenUp) => void;
}

/** Uploads members in batches of 10,000; a batch that Meta refuses is halved until the wrong rows stand alone. */
export async function uploadMembers<Row extends MatchRow>(
	client: MetaClient,
	members: readonly Row[],
	upload: MemberUpload<Row>,
): Promise<UploadTotals> {
	const bodies = new UploadBodies(columnsOf(members), upload.limitedDataUse);
	const totals: UploadTotals = { sent: 0, received: 0, invalid: 0 };
	const session = new UploadSession(members.length);
	totals.sessionId = session.id;
	for (const batch of batchesOf(members, mostRowsPerUpload)) {
		await sendSplitting(batch, {
			send: async (part) => {
				const body = bodies.bodyOf(part, session.batchOf(part.length));
				const answer = await client.call({ ...upload.call, body }, uploadAnswer);
				const num_received = session.taken(part.length, answer.num_received);
				takeIn({ ...answer, num_received }, part, totals, upload);
			},
			giveUp: (part, givenUp) => {
				session.leftOut(part.length);
				upload.onRefused(part, givenUp);
			},
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

/** Adds an answer to the totals and tells which entries Meta has received, and which it calls invalid. */
export function takeIn<Row extends MatchRow>(
	answer: UploadAnswer,
	part: readonly Row[],
	totals: UploadTotals,
	{ onReceived, onRefused }: Pick<MemberUpload<Row>, 'onReceived' | 'onRefused'>,
) {
	totals.sent += part.length;
	totals.received += answer.num_received ?? part.length;
	const invalid = answer.num_invalid_entries ?? 0;
	totals.invalid += invalid;
	const refused = refusedIn(answer, part);
	if (refused.length === 0) return onReceived(part);
	const isRefused = new Set(refused);
	onReceived(part.filter((row) => !isRefused.has(row)));
	onRefused(refused, invalidEntry);
}

/**
 * The members whom Meta calls invalid: those it names, and all where it counts as many as were sent.
 *
 * It counts roughly: a count without names says of nobody that they were not taken, unless it is all of them.
 */
function refusedIn<Row extends MatchRow>(
	answer: UploadAnswer,
	part: readonly Row[],
): readonly Row[] {
	const invalid = answer.num_invalid_entries ?? 0;
	if (invalid === 0) return [];
	if (invalid >= part.length) return part;
	return namedIn(answer.invalid_entry_samples, part);
}

/**
 * The members that samples of invalid entries name; the samples are matched and forgotten.
 *
 * Samples are a list or a map, and hold one cell or a whole row. Names and places are shared by many, and so are the short
 * numbers of external ids: a member is named by an email, a phone or a device, and by an external id that is the whole sample.
 */
function namedIn<Row extends MatchRow>(samples: unknown, part: readonly Row[]): Row[] {
	const words = new Set(JSON.stringify(samples ?? '').match(/[A-Za-z0-9_-]+/g) ?? []);
	const wholes = new Set<unknown>(
		Array.isArray(samples)
			? samples
			: typeof samples === 'object' && samples
				? Object.keys(samples)
				: [],
	);
	return part.filter(({ columns, cells }) =>
		cells.some((cell, place) => {
			if (typeof cell !== 'string' || cell === '') return false;
			const column = columns[place];
			if (column === 'EXTERN_ID') return wholes.has(cell);
			return findsPerson.has(column) && words.has(cell);
		}),
	);
}

const findsPerson: ReadonlySet<string> = new Set(findingKeys);

/** Meta has taken the batch and calls this entry of it invalid. */
export const invalidEntry: GivenUp = { status: 'rejected', code: 'invalidEntry' };

/** The outcome of one customer whom Meta refuses. */
export function refusalOfCustomer({ status, code }: GivenUp): Outcome {
	if (code === 'batchRefused') return outcomeOf(code, 'Meta');
	if (code === 'invalidEntry') return outcomeOf(code);
	return {
		status,
		code,
		sentence: `Meta refuses this customer (code ${code}): look at the match keys.`,
	};
}

/** Reports counts that do not agree. */
export function noticeDifference({ sent, received, invalid }: UploadTotals, notices: Notice[]) {
	if (invalid > 0) {
		notices.push({
			code: 'invalidEntries',
			message: `Meta calls ${counted(invalid, 'entry', 'entries')} invalid (it counts roughly). Those it names are on "Not Synced".`,
			level: 'warning',
		});
	}
	if (received !== sent) {
		notices.push({
			code: 'readBackDiffers',
			message: `Meta reports ${counted(received, 'received entry', 'received entries')}, ${grouped(sent)} were sent. Run again to bring it in line.`,
			level: 'warning',
		});
	}
}
