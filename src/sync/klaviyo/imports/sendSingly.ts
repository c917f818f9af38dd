import { settle } from '../../../values/settle';
import { RejectedError } from '../../http/errors';
import type { KlaviyoClient } from '../api/klaviyoClient';

/** One request per customer. */
export interface SingleSends<Entry> {
	/** The phase for the log, e.g. "Sending events". */
	readonly phase: string;
	readonly send: (entry: Entry) => Promise<void>;
	/** Called with a customer whom Klaviyo refuses; the others are sent. */
	readonly refuse: (entry: Entry, code: string) => void;
	/** Statuses, besides the usual ones, that are about one customer. */
	readonly alsoRefused?: readonly number[];
}

/** At the usual tenth of a second per answer, this many in parallel use up the limit of 3,500 per minute. */
const atOnce = 8;
const refusedStatuses: readonly number[] = [400, 409, 413, 422];
/** If this many are refused alike and none is accepted, the fault is in what all share, such as a setting. */
const tellingRefusals = 8;
/** One log line per this many. */
const progressStep = 100;

/**
 * Sends one request per customer, several in parallel; a refusal concerns only the customer it is about.
 *
 * The first is sent alone, so that a key without the permission is tried once. After any other fault, or when the first
 * ones are all refused with one code, no further request is started, those in flight are awaited, and the fault is
 * thrown.
 */
export async function sendSingly<Entry>(
	{ context }: KlaviyoClient,
	entries: readonly Entry[],
	{ phase, send, refuse, alsoRefused = [] }: SingleSends<Entry>,
): Promise<void> {
	const total = entries.length;
	const faults: unknown[] = [];
	const firstCodes: string[] = [];
	let isAnyTaken = false;
	let next = 0;
	let done = 0;
	async function sendNext() {
		const entry = entries[next++];
		const sent = await settle(send(entry));
		if (sent.status === 'fulfilled') isAnyTaken = true;
		else if (isOfOne(sent.reason)) noteRefusal(entry, sent.reason);
		else return void faults.push(sent.reason);
		done++;
		if (done % progressStep === 0 || done === total) context.onProgress?.({ phase, done, total });
	}
	function isOfOne(error: unknown): error is RejectedError {
		if (!(error instanceof RejectedError)) return false;
		return [...refusedStatuses, ...alsoRefused].includes(error.facts.status ?? 0);
	}
	function noteRefusal(entry: Entry, error: RejectedError) {
		const { code = 'unknown', status = 0 } = error.facts;
		refuse(entry, code);
		if (isAnyTaken || alsoRefused.includes(status)) return;
		firstCodes.push(code);
		if (firstCodes.length >= tellingRefusals && new Set(firstCodes).size === 1) faults.push(error);
	}
	async function sendOnAndOn() {
		while (next < total && faults.length === 0) await sendNext();
	}
	if (total > 0) await sendNext();
	await Promise.all(Array.from({ length: atOnce }, sendOnAndOn));
	if (faults.length > 0) throw faults[0];
}
