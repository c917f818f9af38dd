import { RejectedError } from '../shared/errors';
import type { KlaviyoClient } from './klaviyoClient';

/** One request per customer. */
export interface SingleSends<Entry> {
	/** What is going on, e.g. "Sending events". */
	readonly phase: string;
	readonly send: (entry: Entry) => Promise<void>;
	/** Is told of a customer whom Klaviyo refuses; the others are not concerned. */
	readonly refuse: (entry: Entry, code: string) => void;
	/** Statuses besides the usual ones that are about one customer. */
	readonly alsoRefused?: readonly number[];
}

/** At the usual tenth of a second an answer, so many at once use up the limit of 3,500 a minute. */
const atOnce = 8;
const refusedStatuses: readonly number[] = [400, 409, 413, 422];
/** A line in the log for so many. */
const progressStep = 100;

/**
 * Sends one request per customer, several at once, and keeps a refusal to the customer it is about.
 *
 * The first goes out alone, so that a key without the permission is tried once. After any other fault no further request is begun,
 * those under way are waited for, and the first fault is thrown.
 */
export async function sendSingly<Entry>(
	{ context }: KlaviyoClient,
	entries: readonly Entry[],
	{ phase, send, refuse, alsoRefused = [] }: SingleSends<Entry>,
): Promise<void> {
	const total = entries.length;
	const faults: unknown[] = [];
	let next = 0;
	let done = 0;
	async function sendNext() {
		const entry = entries[next++];
		const [sent] = await Promise.allSettled([send(entry)]);
		if (sent.status === 'rejected') {
			const error: unknown = sent.reason;
			const isOwn =
				error instanceof RejectedError &&
				[...refusedStatuses, ...alsoRefused].includes(error.facts.status ?? 0);
			if (!isOwn) return void faults.push(error);
			refuse(entry, error.facts.code ?? 'unknown');
		}
		done++;
		if (done % progressStep === 0 || done === total) context.onProgress?.({ phase, done, total });
	}
	async function sendOnAndOn() {
		while (next < total && faults.length === 0) await sendNext();
	}
	if (total > 0) await sendNext();
	await Promise.all(Array.from({ length: atOnce }, sendOnAndOn));
	if (faults.length > 0) throw faults[0];
}
