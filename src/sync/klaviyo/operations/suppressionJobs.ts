import { z } from 'zod';
import { batchesOf } from '../../http/batches';
import { sendSplitting } from '../../http/sendSplitting';
import { followJobs, poll, shortOf } from '../api/jobs';
import { refusalOfProfile } from '../outcomeSentences';
import type { Contact } from '../people/contacts';
import { matchProfiles, type SuppressionReason } from '../people/readProfiles';
import { minutesInMs, type OperationInput } from './operation';
import type { SuppressionDirection } from './suppressionDirections';
import { outcomeOf } from '../../run/outcomeTable';

export type SuppressionInput = OperationInput<'suppress'> | OperationInput<'unsuppress'>;

interface Job {
	readonly id: string;
	readonly contacts: readonly Contact[];
}

const jobSchema = z.object({
	data: z.object({
		id: z.string(),
		attributes: z.object({ status: z.string(), skipped_count: z.number().nullish() }),
	}),
});

/**
 * The reason for which each contact's address is suppressed. Only the addresses of single reasons are read: these
 * collections are small.
 */
export async function readReasons(
	{ client }: SuppressionInput,
	{ reasons }: SuppressionDirection,
	wanted: readonly Contact[],
): Promise<Map<Contact, SuppressionReason>> {
	const found = new Map<Contact, SuppressionReason>();
	for (const suppressedFor of reasons) {
		const others = wanted.filter((contact) => !found.has(contact));
		const { known } = await matchProfiles(client, others, { suppressedFor });
		for (const contact of known.keys()) found.set(contact, suppressedFor);
	}
	return found;
}

/** Sends suppressions, or lifts them, polls the jobs to their end and returns their IDs. */
export async function sendSuppressions(
	input: SuppressionInput,
	direction: SuppressionDirection,
	changes: readonly Contact[],
): Promise<string[]> {
	const { client, options } = input;
	const jobs = await createJobs(input, direction, changes);
	const followMs = minutesInMs(options.maxWaitMinutes);
	const until = client.context.now() + followMs;
	const toCheck: Contact[] = [];
	await followJobs(client.context, jobs, followMs, async (job) => {
		const ended = await lookAt(input, direction, job);
		if (ended === 'skippedSome') toCheck.push(...job.contacts);
		return ended !== undefined;
	});
	await seeSkipped(input, direction, toCheck, until);
	return jobs.map(({ id }) => id);
}

const jobRunning = outcomeOf('jobRunning');

async function createJobs(
	{ client, ledger }: SuppressionInput,
	{ type, create, phase }: SuppressionDirection,
	changes: readonly Contact[],
): Promise<Job[]> {
	const jobs: Job[] = [];
	let done = 0;
	for (const batch of batchesOf(changes, 100)) {
		await sendSplitting(batch, {
			send: async (part) => {
				const data = part.map(({ email }) => ({ type: 'profile', attributes: { email } }));
				const body = JSON.stringify({ data: { type, attributes: { profiles: { data } } } });
				const created = await client.call(create, { body }, jobSchema);
				jobs.push({ id: created.data.id, contacts: part });
				for (const { index } of part) ledger.set(index, jobRunning);
			},
			giveUp: (part, { status, code }) => {
				for (const { index } of part)
					ledger.set(index, { status, code, sentence: refusalOfProfile(code) });
			},
		});
		done += batch.length;
		client.context.onProgress?.({ phase, done, total: changes.length });
	}
	return jobs;
}

/** How a job has ended; undefined where it has not. Writes the outcomes of its customers. */
async function lookAt(
	{ client, ledger }: SuppressionInput,
	{ follow, skipped, done }: SuppressionDirection,
	{ id, contacts }: Job,
): Promise<'done' | 'skippedSome' | 'cancelled' | undefined> {
	const { data } = await client.call(follow, { id }, jobSchema);
	const { status, skipped_count } = data.attributes;
	if (status !== 'complete' && status !== 'cancelled') return undefined;
	const hasSkipped = (skipped_count ?? 0) > 0;
	for (const { index } of contacts) {
		if (status === 'cancelled') ledger.set(index, outcomeOf('jobCancelled'));
		else if (hasSkipped) ledger.set(index, outcomeOf('unconfirmed', skipped));
		else ledger.set(index, outcomeOf('sent', done));
	}
	if (status === 'cancelled') return 'cancelled';
	return hasSkipped ? 'skippedSome' : 'done';
}

/**
 * Reads again, at least once, the customers of jobs that have skipped some: those for whom the change shows are sent.
 */
async function seeSkipped(
	input: SuppressionInput,
	direction: SuppressionDirection,
	wanted: readonly Contact[],
	until: number,
): Promise<void> {
	const { client, ledger } = input;
	let unseen = wanted;
	const look = async () => {
		const reasons = await readReasons(input, direction, unseen);
		unseen = unseen.filter((contact) => {
			const isDone = direction.isDone(reasons.get(contact));
			if (isDone) ledger.set(contact.index, outcomeOf('sent', direction.done));
			return !isDone;
		});
		return unseen.length === 0;
	};
	if (await look()) return;
	const leftMs = Math.max(0, until - client.context.now());
	await poll(client.context, { firstPauseMs: 2000, forMs: shortOf(leftMs) }, look);
}
