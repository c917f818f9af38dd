import type { Notice } from '../../../values/notice';
import { settle } from '../../../values/settle';
import { z } from 'zod';
import { batchesOf } from '../../http/batches';
import { counted, grouped } from '../../../values/wording';
import { RejectedError } from '../../http/errors';
import { halvesOf, sendSplitting, type GivenUp } from '../../http/sendSplitting';
import type { Outcome } from '../../run/outcome';
import { outcomeOf } from '../../run/outcomeTable';
import { mostRowsPerUpload } from '../api/graph';
import type { MatchRow } from '../../audience/keyFormat';
import { findingKeys } from '../people/columns';
import type { MetaClient, MetaCall } from '../api/metaClient';
import { columnsOf, UploadBodies, type LimitedDataUse } from './uploadBodies';
import { UploadSession } from './uploadSession';

/** Answers hold the number as a number or as text. */
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
	/** Entries that Meta may or may not have accepted. */
	unconfirmed: number;
	/** The session of the upload, where Meta can be polled for its progress. */
	sessionId?: number;
}

/** Called with what became of the entries of an upload. */
export interface UploadHandlers<Row extends MatchRow> {
	/** Meta has received them. */
	readonly onReceived: (members: readonly Row[]) => void;
	/** Meta refuses them, or they were not sent because it refused a batch. */
	readonly onRefused: (members: readonly Row[], givenUp: GivenUp) => void;
	/** Meta calls some of them invalid and does not name them; another handler may follow later. */
	readonly onUnconfirmed: (members: readonly Row[]) => void;
}

export interface MemberUpload<Row extends MatchRow> extends UploadHandlers<Row> {
	readonly call: Pick<MetaCall, 'method' | 'path' | 'doing' | 'mayLag'>;
	readonly limitedDataUse?: LimitedDataUse;
	readonly phase: string;
	readonly notices: Notice[];
}

/**
 * Uploads members in batches of 10,000. A batch that Meta refuses is halved until each wrong row is alone, and so is
 * one in which it calls entries invalid without naming them.
 */
export async function uploadMembers<Row extends MatchRow>(
	client: MetaClient,
	members: readonly Row[],
	upload: MemberUpload<Row>,
): Promise<UploadTotals> {
	const bodies = new UploadBodies(columnsOf(members), upload.limitedDataUse);
	const totals: UploadTotals = { sent: 0, received: 0, invalid: 0, unconfirmed: 0 };
	const session = new UploadSession(members.length);
	totals.sessionId = session.id;
	const open: Array<readonly Row[]> = [];
	for (const batch of batchesOf(members, mostRowsPerUpload)) {
		await sendSplitting(batch, {
			send: async (part) => {
				const body = bodies.bodyOf(part, session.batchOf(part.length));
				const answer = await client.call({ ...upload.call, body }, uploadAnswer);
				const num_received = session.taken(part.length, answer.num_received);
				const left = takeIn({ ...answer, num_received }, part, totals, upload);
				if (left.length > 0) open.push(left);
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
	totals.unconfirmed = await findInvalid(client, bodies, open, upload);
	noticeDifference(totals, upload.notices);
	return totals;
}

/** The most requests of one upload that search for invalid entries: they find two in 10,000. */
const mostSearches = 60;

/**
 * Sends parts with unnamed invalid entries again in halves until each of them is alone, and returns the number of
 * entries that stay open. Adding or removing somebody twice has the same effect as once.
 *
 * One part is searched to its end before the next one, so that each run leaves fewer open than the one before.
 */
async function findInvalid<Row extends MatchRow>(
	client: MetaClient,
	bodies: UploadBodies,
	open: ReadonlyArray<readonly Row[]>,
	upload: MemberUpload<Row>,
): Promise<number> {
	const pieces = open.flatMap(halvesOf).reverse();
	let unconfirmed = 0;
	for (let searches = 0; pieces.length > 0 && searches < mostSearches; searches++) {
		const piece = pieces.pop() as readonly Row[];
		const body = bodies.bodyOf(piece, new UploadSession(piece.length).batchOf(piece.length));
		const sent = await settle(client.call({ ...upload.call, body }, uploadAnswer));
		if (sent.status === 'fulfilled') {
			const stillOpen = tellOf(sent.value, piece, upload);
			if (stillOpen.length > 0) pieces.push(...halvesOf(stillOpen).reverse());
		} else if (sent.reason instanceof RejectedError) unconfirmed += piece.length;
		else throw sent.reason;
	}
	return unconfirmed + sizeOf(pieces);
}

const sizeOf = (parts: ReadonlyArray<readonly unknown[]>) =>
	parts.reduce((sum, { length }) => sum + length, 0);

/**
 * Adds an answer to the totals and reports which entries Meta has received, and which it calls invalid; returns those
 * it leaves open.
 */
export function takeIn<Row extends MatchRow>(
	answer: UploadAnswer,
	part: readonly Row[],
	totals: UploadTotals,
	handlers: UploadHandlers<Row>,
): readonly Row[] {
	totals.sent += part.length;
	totals.received += answer.num_received ?? part.length;
	totals.invalid += answer.num_invalid_entries ?? 0;
	return tellOf(answer, part, handlers);
}

/**
 * Reports what an answer says about the entries of a batch, and returns those that it leaves open.
 *
 * The entries that it names are invalid, and all where it counts as many as were sent. Where it counts more than it
 * names, any of the others may be invalid.
 */
function tellOf<Row extends MatchRow>(
	{ num_invalid_entries: invalid = 0, invalid_entry_samples: samples }: UploadAnswer,
	part: readonly Row[],
	{ onReceived, onRefused, onUnconfirmed }: UploadHandlers<Row>,
): readonly Row[] {
	const refused = invalid === 0 ? [] : invalid >= part.length ? part : namedIn(samples, part);
	const isRefused = new Set(refused);
	const others = refused.length === 0 ? part : part.filter((row) => !isRefused.has(row));
	if (refused.length > 0) onRefused(refused, invalidEntry);
	const isOpen = invalid > refused.length && others.length > 0;
	if (isOpen) onUnconfirmed(others);
	else if (others.length > 0) onReceived(others);
	return isOpen ? others : [];
}

/**
 * The members that samples of invalid entries name; the samples are matched and dropped.
 *
 * Samples are a list or a map, and hold one cell or a whole row. Many members share names and places, and short
 * external IDs: a member is named by an email, a phone or a device, and by an external ID that is the whole sample.
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

/** Meta has accepted the batch and calls this entry of it invalid. */
export const invalidEntry: GivenUp = { status: 'rejected', code: 'invalidEntry' };

/** The outcome of a customer whom Meta may or may not have accepted. */
export const openOutcome = outcomeOf(
	'unconfirmed',
	'Sent, but Meta calls entries of this batch invalid and does not say which: the next run sends this customer again.',
);

/** The outcome of one customer whom Meta refuses. */
export function refusalOfCustomer({ status, code }: GivenUp): Outcome {
	if (code === 'batchRefused') return outcomeOf(code, 'Meta');
	if (code === 'invalidEntry') return outcomeOf(code);
	return {
		status,
		code,
		sentence: `Meta rejected this customer (code ${code}): check the match keys.`,
	};
}

/** Warns of counts that don't match. */
export function noticeDifference(
	{ sent, received, invalid, unconfirmed }: UploadTotals,
	notices: Notice[],
) {
	if (invalid > 0) {
		const open =
			unconfirmed === 0
				? ''
				: ` ${counted(unconfirmed, 'customer')} may be among them and could not be identified: the next run sends them again.`;
		notices.push({
			code: 'invalidEntries',
			message: `Meta calls ${counted(invalid, 'entry', 'entries')} invalid (it counts roughly). Those that could be found are on "Not Synced".${open}`,
			level: 'warning',
		});
	}
	if (received !== sent) {
		notices.push({
			code: 'readBackDiffers',
			message: `Meta reports ${counted(received, 'received entry', 'received entries')}, ${grouped(sent)} were sent. Run again to sync the rest.`,
			level: 'warning',
		});
	}
}
