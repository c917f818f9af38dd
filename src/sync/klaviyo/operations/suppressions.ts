import { z } from 'zod';
import { batchesOf } from '../../http/batches';
import type { Planned } from '../../run/carryOut';
import { sendSplitting } from '../../http/sendSplitting';
import { readContacts, type Contact } from '../people/contacts';
import { followJobs, poll, shortOf } from '../api/jobs';
import { planOf, targetPlan } from '../../run/plan';
import { minutesInMs, type OperationInput, type PlanOperation } from './operation';
import { matchProfiles, type SuppressionReason } from '../people/readProfiles';
import { jobCancelled, jobRunning, refusalOfProfile } from '../outcomeSentences';

interface Direction {
	readonly type: string;
	readonly create: 'bulk_suppress_profiles' | 'bulk_unsuppress_profiles';
	readonly follow: 'get_bulk_suppress_profiles_job' | 'get_bulk_unsuppress_profiles_job';
	readonly done: string;
	/** What to read: for these reasons an address is suppressed. */
	readonly reasons: readonly SuppressionReason[];
	/** Whether it is done with an address that is suppressed for the reason, or for none. */
	readonly isDone: (reason: SuppressionReason | undefined) => boolean;
	readonly already: (reason: SuppressionReason | undefined) => string;
	readonly skipped: string;
	readonly phase: string;
}

/** Why an address is suppressed, as a sentence goes on. */
const reasonWords: Readonly<Record<SuppressionReason, string>> = {
	USER_SUPPRESSED: 'by a user of the account',
	UNSUBSCRIBE: 'the person has unsubscribed',
	SPAM_COMPLAINT: 'the person has complained of spam',
	HARD_BOUNCE: 'the address has bounced',
	INVALID_EMAIL: 'the address is not valid',
};

const directions = {
	suppress: {
		type: 'profile-suppression-bulk-create-job',
		create: 'bulk_suppress_profiles',
		follow: 'get_bulk_suppress_profiles_job',
		done: 'Suppressed: gets no marketing email from this account.',
		reasons: Object.keys(reasonWords) as SuppressionReason[],
		isDone: (reason) => reason !== undefined,
		already: (reason) =>
			`Suppressed already${reason === undefined ? '' : `: ${reasonWords[reason]}`}.`,
		skipped:
			'Klaviyo has skipped addresses of this job without a word on which, and does not show this one as suppressed. Look at the profile in Klaviyo.',
		phase: 'Suppressing',
	},
	unsuppress: {
		type: 'profile-suppression-bulk-delete-job',
		create: 'bulk_unsuppress_profiles',
		follow: 'get_bulk_unsuppress_profiles_job',
		done: 'Suppression lifted. Unsubscriptions and bounces stay.',
		reasons: ['USER_SUPPRESSED'],
		isDone: (reason) => reason === undefined,
		already: () => 'Not suppressed by a user: nothing to lift.',
		skipped:
			'Klaviyo has skipped addresses of this job without a word on which, and still shows this one as suppressed by a user. Look at the profile in Klaviyo.',
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
	const known = options.compareFirst ? await readReasons(contacts) : undefined;
	const open = contacts.filter((contact) => {
		const reason = known?.get(contact);
		if (known === undefined || !direction.isDone(reason)) return true;
		ledger.set(contact.index, 'unchanged', 'unchanged', direction.already(reason));
		return false;
	});
	return {
		plan: planOf(
			operation,
			[
				targetPlan({
					target: 'Suppressed profiles',
					added: operation === 'suppress' ? open.length : 0,
					removed: operation === 'unsuppress' ? open.length : 0,
					unchanged: contacts.length - open.length,
				}),
			],
			ledger,
		),
		intents: () =>
			open.map(({ index }) => ({
				index,
				sentence: `Nothing was sent: ${operation === 'suppress' ? 'would be suppressed in the whole account' : 'the suppression would be lifted'}.`,
			})),
		act: async () => {
			return { jobIds: await send(open) };
		},
	};

	/** Gives the reason for which a contact's address is suppressed; the collections of single reasons are small. */
	async function readReasons(wanted: readonly Contact[]): Promise<Map<Contact, SuppressionReason>> {
		const found = new Map<Contact, SuppressionReason>();
		for (const suppressedFor of direction.reasons) {
			const others = wanted.filter((contact) => !found.has(contact));
			const { known } = await matchProfiles(client, others, { suppressedFor });
			for (const contact of known.keys()) found.set(contact, suppressedFor);
		}
		return found;
	}

	async function send(changes: readonly Contact[]): Promise<string[]> {
		const jobs: Array<{ id: string; contacts: readonly Contact[] }> = [];
		let done = 0;
		for (const batch of batchesOf(changes, 100)) {
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
						ledger.set(index, 'accepted', 'jobRunning', jobRunning);
					}
				},
				giveUp: (part, { status, code }) => {
					for (const { index } of part) ledger.set(index, status, code, refusalOfProfile(code));
				},
			});
			done += batch.length;
			client.context.onProgress?.({ phase: direction.phase, done, total: changes.length });
		}
		const followMs = minutesInMs(options.maxWaitMinutes);
		const until = client.context.now() + followMs;
		const toCheck: Contact[] = [];
		await followJobs(client.context, jobs, followMs, async (job) => {
			const { data } = await client.call(direction.follow, { id: job.id }, jobSchema);
			const { status, skipped_count } = data.attributes;
			if (status !== 'complete' && status !== 'cancelled') return false;
			const hasSkipped = (skipped_count ?? 0) > 0;
			if (status === 'complete' && hasSkipped) toCheck.push(...job.contacts);
			for (const { index } of job.contacts) {
				if (status === 'cancelled') ledger.set(index, 'deferred', 'jobCancelled', jobCancelled);
				else if (hasSkipped) ledger.set(index, 'accepted', 'unconfirmed', direction.skipped);
				else ledger.set(index, 'sent', 'sent', direction.done);
			}
			return true;
		});
		await seeSkipped(toCheck, until);
		return jobs.map(({ id }) => id);
	}

	/** Looks again, at least once, at customers of jobs that have skipped some: with whom it shows as done, it is sent. */
	async function seeSkipped(wanted: readonly Contact[], until: number) {
		let unseen = wanted;
		const look = async () => {
			const reasons = await readReasons(unseen);
			unseen = unseen.filter((contact) => {
				const isDone = direction.isDone(reasons.get(contact));
				if (isDone) ledger.set(contact.index, 'sent', 'sent', direction.done);
				return !isDone;
			});
			return unseen.length === 0;
		};
		if (await look()) return;
		const leftMs = Math.max(0, until - client.context.now());
		await poll(client.context, { firstPauseMs: 2000, forMs: shortOf(leftMs) }, look);
	}
}
