import { z } from 'zod';
import { batchesOf } from '../shared/batches';
import type { Planned } from '../shared/carryOut';
import { sendSplitting } from '../shared/sendSplitting';
import { readContacts, type Contact } from './contacts';
import { followJobs } from './jobs';
import { planOf } from '../shared/plan';
import { minutesInMs, type OperationInput, type PlanOperation } from './operation';
import { matchProfiles } from './readProfiles';
import { jobCancelled, jobRunning, refusalOfProfile } from './outcomeSentences';

interface Direction {
	readonly type: string;
	readonly create: 'bulk_suppress_profiles' | 'bulk_unsuppress_profiles';
	readonly follow: 'get_bulk_suppress_profiles_job' | 'get_bulk_unsuppress_profiles_job';
	readonly done: string;
	readonly already: string;
	readonly phase: string;
}

const directions = {
	suppress: {
		type: 'profile-suppression-bulk-create-job',
		create: 'bulk_suppress_profiles',
		follow: 'get_bulk_suppress_profiles_job',
		done: 'Suppressed: gets no marketing email from this account.',
		already: 'Suppressed already.',
		phase: 'Suppressing',
	},
	unsuppress: {
		type: 'profile-suppression-bulk-delete-job',
		create: 'bulk_unsuppress_profiles',
		follow: 'get_bulk_unsuppress_profiles_job',
		done: 'Suppression lifted. Unsubscriptions and bounces stay.',
		already: 'Not suppressed by a user: nothing to lift.',
		phase: 'Lifting suppressions',
	},
} as const satisfies Record<string, Direction>;

/** Plans to suppress the customers' addresses in the whole account: email only, whatever their consent. */
export const suppress: PlanOperation<'suppress'> = (input) => plan(input, 'suppress');

/** Plans to lift suppressions that users of the account have set; unsubscriptions, bounces and complaints stay. */
export const unsuppress: PlanOperation<'unsuppress'> = (input) => plan(input, 'unsuppress');

const jobSchema = z.object({
	data: z.object({
		id: z.string(),
		attributes: z.object({ status: z.string(), skipped_count: z.number().nullish() }),
	}),
});

async function plan(
	input: OperationInput<'suppress'> | OperationInput<'unsuppress'>,
	operation: 'suppress' | 'unsuppress',
): Promise<Planned> {
	const { rows, options, client, ledger, notices } = input;
	const contacts = readContacts(rows, options, ledger, notices, 'email');
	const direction: Direction = directions[operation];
	const suppressed = options.compareFirst
		? (await matchProfiles(client, contacts, { suppressedByUser: true })).known
		: undefined;
	const isDone = (contact: Contact) =>
		suppressed !== undefined && suppressed.has(contact) === (operation === 'suppress');
	const open = contacts.filter((contact) => {
		if (isDone(contact)) ledger.set(contact.index, 'unchanged', 'unchanged', direction.already);
		return !isDone(contact);
	});
	return {
		plan: planOf(
			operation,
			[
				{
					target: 'Suppressed profiles',
					added: operation === 'suppress' ? open.length : 0,
					removed: operation === 'unsuppress' ? open.length : 0,
					changed: 0,
					unchanged: contacts.length - open.length,
				},
			],
			ledger,
		),
		intents: () =>
			open.map(({ index }) => ({
				index,
				sentence: `Nothing was sent: ${operation === 'suppress' ? 'would be suppressed in the whole account' : 'the suppression would be lifted'}.`,
			})),
		act: async () => {
			await send(open);
			return {};
		},
	};

	async function send(changes: readonly Contact[]) {
		const jobs: Array<{ id: string; contacts: readonly Contact[] }> = [];
		let done = 0;
		for (const batch of batchesOf(changes, { maxCount: 100, maxBytes: 5_000_000 }, () => 300)) {
			await sendSplitting(batch, {
				send: async (part) => {
					const body = JSON.stringify({
						data: {
							type: direction.type,
							attributes: {
								profiles: {
									data: part.map(({ email }) => ({ type: 'profile', attributes: { email } })),
								},
							},
						},
					});
					const { data } = await client.call(direction.create, { body }, jobSchema);
					jobs.push({ id: data.id, contacts: part });
					for (const { index } of part) {
						ledger.set(index, 'accepted', 'job_running', jobRunning);
					}
				},
				giveUp: (part, { status, code }) => {
					for (const { index } of part) ledger.set(index, status, code, refusalOfProfile(code));
				},
			});
			done += batch.length;
			client.context.onProgress?.({ phase: direction.phase, done, total: changes.length });
		}
		await followJobs(client.context, jobs, minutesInMs(options.maxWaitMinutes), async (job) => {
			const { data } = await client.call(direction.follow, { id: job.id }, jobSchema);
			const { status } = data.attributes;
			if (status !== 'complete' && status !== 'cancelled') return false;
			for (const { index } of job.contacts) {
				if (status === 'complete') ledger.set(index, 'sent', 'sent', direction.done);
				else ledger.set(index, 'deferred', 'job_cancelled', jobCancelled);
			}
			return true;
		});
	}
}
