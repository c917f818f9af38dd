import type { Notice } from '../../../values/notice';
import { z } from 'zod';
import { counted, grouped } from '../../../values/wording';
import type { RejectedError } from '../../http/errors';
import type { RowLedger } from '../../run/outcome';
import { sendSplitting } from '../../http/sendSplitting';
import { faultsByEntry, type EntryFault } from '../api/entryFaults';
import { ImportBook, type ImportOrder } from './importBook';
import { JobQueue } from '../api/jobs';
import type { KlaviyoClient } from '../api/klaviyoClient';
import { outcomeOf } from '../../run/outcomeTable';
import { refusalOfProfile } from '../outcomeSentences';
import { failuresOf } from './importFailures';
import { ImportPacker, type AttributesOf, type ProfileImport } from './packImport';

export interface ImportSettings {
	/** Longest time to poll the jobs of all orders together. */
	readonly followMs: number;
	readonly ledger: RowLedger;
	readonly notices: Notice[];
	/** Returns a profile's attributes, called as each profile is packed; only the identifiers by default. */
	readonly attributesOf?: AttributesOf;
}

interface Job {
	readonly id: string;
	readonly profiles: readonly ProfileImport[];
	readonly order: ImportOrder;
}

const jobSchema = z.object({
	data: z.object({
		id: z.string(),
		attributes: z.object({
			status: z.string(),
			failed_count: z.number().nullish(),
		}),
	}),
});

/** The totals of a run of imports. */
export interface ImportTotals {
	readonly jobIds: string[];
	/** Rows that Klaviyo counts as failed, including those that were sent again without their phone. */
	failed: number;
}

/**
 * Imports profiles in bulk jobs and polls the jobs of all orders together; a profile that fails does not fail its
 * batch.
 *
 * A 202 alone is "accepted"; "sent" is written when the job has completed and none of its errors, on any page, names
 * the profile. A phone number that Klaviyo refuses, or that another profile holds, is left out and the profile sent
 * again without it. A customer in several orders is "sent" when none of them failed or is still open.
 */
export async function importProfiles(
	client: KlaviyoClient,
	orders: readonly ImportOrder[],
	settings: ImportSettings,
): Promise<ImportTotals> {
	const run: ImportRun = {
		packer: new ImportPacker(settings.attributesOf),
		book: new ImportBook(settings.ledger),
		totals: { jobIds: [], failed: 0 },
		notices: settings.notices,
		followLeftMs: settings.followMs,
	};
	let open = orders.filter(({ profiles }) => profiles.length > 0);
	// The second pass sends again the profiles whose phone belongs to somebody else; without phones it can't fail the
	// same way.
	for (let pass = 1; pass <= 2 && open.length > 0; pass++) {
		open = await importOnce(client, open, run);
	}
	return run.totals;
}

interface ImportRun {
	readonly packer: ImportPacker;
	readonly book: ImportBook;
	readonly totals: ImportTotals;
	readonly notices: Notice[];
	/** The time left to poll jobs, once all are sent. */
	followLeftMs: number;
}

async function importOnce(
	client: KlaviyoClient,
	orders: readonly ImportOrder[],
	run: ImportRun,
): Promise<ImportOrder[]> {
	const { context } = client;
	const { packer, book, totals } = run;
	const again = new Map(orders.map((order) => [order, [] as ProfileImport[]]));
	const jobs = new JobQueue<Job>(context, (job) =>
		finishJob(client, job, run, again.get(job.order) ?? []),
	);
	for (const order of orders) {
		const all = order.profiles;
		for (let done = 0; done < all.length; ) {
			const packed = packer.pack(all, done, order.listId);
			for (const { contact } of packed.tooLarge) {
				book.fail(contact, order, outcomeOf('profileTooLarge'));
			}
			done = packed.next;
			if (packed.profiles.length === 0) continue;
			await sendSplitting(packed.profiles, {
				send: async (part) => {
					const isWhole = part === packed.profiles;
					const body = isWhole ? packed.body : packer.pack(part, 0, order.listId).body;
					const { data } = await client.call('bulk_import_profiles', { body }, jobSchema);
					const job = { id: data.id, profiles: part, order };
					jobs.add(job);
					totals.jobIds.push(job.id);
					noteRunning(job, book);
				},
				repair: (part, error) => repairPointed(part, error, order, book),
				giveUp: (part, { status, code }) => {
					for (const { contact } of part) {
						book.fail(contact, order, { status, code, sentence: refusalOfProfile(code) });
					}
				},
			});
			context.onProgress?.({ phase: order.phase, done, total: all.length });
			await jobs.lookAtOldest();
		}
	}

	const sentAt = context.now();
	const open = await jobs.follow(run.followLeftMs);
	run.followLeftMs -= context.now() - sentAt;
	// A customer of two orders may have been confirmed for one of them in the meantime.
	for (const job of open) noteRunning(job, book);
	return [...again]
		.filter(([, profiles]) => profiles.length > 0)
		.map(([order, profiles]) => ({ ...order, profiles }));
}

function noteRunning({ profiles, order }: Job, book: ImportBook) {
	for (const { contact } of profiles) {
		book.note(contact, order, jobRunning);
	}
}

/** Drops the profiles that a refused request points at, or only their phones where nothing else is wrong. */
function repairPointed(
	profiles: readonly ProfileImport[],
	{ faults }: RejectedError,
	order: ImportOrder,
	book: ImportBook,
): ProfileImport[] | undefined {
	const faultAt = faultsByEntry(faults, profiles.length);
	if (faultAt === undefined) return undefined;
	return profiles.flatMap((profile, index) => {
		const fault = faultAt.get(index);
		if (fault === undefined) return [profile];
		const repaired = fault.place.endsWith('phone_number')
			? withoutPhone(profile, 'phoneRefused', 'without the phone number, which Klaviyo rejects')
			: undefined;
		if (repaired !== undefined) return [repaired];
		reject(profile, order, fault, book);
		return [];
	});
}

function withoutPhone(
	{ contact, sentence }: ProfileImport,
	code: string,
	how: string,
): ProfileImport | undefined {
	if (contact.email === undefined || contact.phone === undefined) return undefined;
	return {
		contact: { ...contact, phone: undefined },
		code,
		sentence: `${sentence.replace(/\.$/, '')}, ${how}.`,
	};
}

function reject(
	{ contact }: ProfileImport,
	order: ImportOrder,
	{ code, place }: EntryFault,
	book: ImportBook,
) {
	const at = place.replace(/^attributes\//, '').replace(/\//g, ' ');
	book.fail(contact, order, { status: 'rejected', code, sentence: refusalOfProfile(code, at) });
}

const jobRunning = outcomeOf('jobRunning');
const unnamedFailure = outcomeOf(
	'unconfirmed',
	'Klaviyo reported more failures in this import than it named: this customer may be one of them. Run again to find out.',
);

/** Polls a job; when it has ended, writes its rows' outcomes. Returns whether it has ended. */
async function finishJob(
	client: KlaviyoClient,
	job: Job,
	{ book, totals, notices }: ImportRun,
	again: ProfileImport[],
): Promise<boolean> {
	const { data } = await client.call('get_bulk_import_profiles_job', { id: job.id }, jobSchema);
	const { status, failed_count } = data.attributes;
	if (status === 'cancelled') {
		for (const { contact } of job.profiles) {
			book.fail(contact, job.order, outcomeOf('jobCancelled'));
		}
		return true;
	}
	if (status !== 'complete') return false;

	const failed = failed_count ?? 0;
	totals.failed += failed;
	const failures = failed === 0 ? new Map<number, EntryFault>() : await failuresOf(client, job);
	const isExplained = failures.size >= failed;
	job.profiles.forEach((profile, place) => {
		const { contact } = profile;
		const fault = failures.get(place);
		if (fault === undefined) {
			if (isExplained) {
				const { code = 'sent', sentence } = profile;
				book.note(contact, job.order, { status: 'sent', code, sentence });
			} else book.note(contact, job.order, unnamedFailure);
			return;
		}
		const repaired = /duplicate|phone/i.test(`${fault.code} ${fault.place}`)
			? withoutPhone(
					profile,
					'phoneLeftOut',
					'without the phone number, which another profile has or Klaviyo rejects',
				)
			: undefined;
		reject(profile, job.order, fault, book);
		if (repaired !== undefined) again.push(repaired);
	});
	if (!isExplained) {
		notices.push({
			code: 'unnamedFailures',
			message: `Klaviyo reports ${counted(failed, 'failure')} in an import and named ${grouped(failures.size)} of them. The customers not named are "accepted"; run again to see who is missing.`,
			level: 'warning',
		});
	}
	return true;
}
