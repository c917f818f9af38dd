import { z } from 'zod';
import { batchesOf, utf8Bytes } from '../shared/batches';
import { counted, grouped } from '../shared/counted';
import type { RejectedError } from '../shared/errors';
import type { RowLedger, SyncNotice } from '../shared/outcome';
import { sendSplitting } from '../shared/sendSplitting';
import { ContactIndex, identifiers, type Contact } from './contacts';
import { followJobs } from './jobs';
import type { KlaviyoClient } from './klaviyoClient';
import { jobCancelled, jobRunning, refusalOfProfile } from './outcomeSentences';

/** Klaviyo's limits of one bulk import. */
export const importLimits = {
	maxCount: 10_000,
	maxBytes: 5_000_000,
	overheadBytes: 300,
} as const;
const largestProfileBytes = 100_000;

/** One profile to import. */
export interface ProfileImport {
	readonly contact: Contact;
	/** What is written when the import has been confirmed. */
	readonly sentence: string;
	readonly code?: string;
}

/** Profiles to import with one aim: onto a list, or onto none. */
export interface ImportOrder {
	readonly profiles: readonly ProfileImport[];
	readonly listId?: string;
	readonly phase: string;
}

export interface ImportSettings {
	/** Longest time to follow the jobs of all orders together. */
	readonly maxWaitMs: number;
	readonly ledger: RowLedger;
	readonly notices: SyncNotice[];
	/** Gives a profile's attributes, asked for one by one as profiles are packed; the identifiers alone unless told otherwise. */
	readonly attributesOf?: (contact: Contact) => Readonly<Record<string, unknown>>;
}

/** A profile as it is sent; its text is let go as soon as its batch is taken. */
interface Entry {
	readonly profile: ProfileImport;
	readonly json: string;
	readonly bytes: number;
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
			completed_count: z.number().nullish(),
			failed_count: z.number().nullish(),
		}),
	}),
});

const importErrorSchema = z.object({
	attributes: z.object({
		code: z.string().default('unknown'),
		source: z.object({ pointer: z.string().nullish() }).nullish(),
		original_payload: z.record(z.unknown()).nullish(),
	}),
});

/** What a run of imports came to. */
export interface ImportTotals {
	jobs: number;
	completed: number;
	failed: number;
	unfinishedJobs: number;
}

/**
 * Imports profiles by bulk jobs and follows them to their end, those of all orders together; a profile that fails is told apart
 * from its batch.
 *
 * A 202 alone is "accepted"; "sent" is written when the job has completed and its errors, all pages of them, don't name the
 * profile. A phone number that Klaviyo refuses, or that another profile holds, is left out and the profile sent again without it. A customer in several orders is
 * "sent" when none of them failed or is still open.
 */
export async function importProfiles(
	client: KlaviyoClient,
	orders: readonly ImportOrder[],
	settings: ImportSettings,
): Promise<ImportTotals> {
	const totals: ImportTotals = { jobs: 0, completed: 0, failed: 0, unfinishedJobs: 0 };
	const book = new ImportBook(settings.ledger);
	let open = orders.filter(({ profiles }) => profiles.length > 0);
	// The second pass sends those again whose phone belongs to somebody else; it has no phones left to fail on.
	for (let pass = 1; pass <= 2 && open.length > 0; pass++) {
		open = await importOnce(client, open, settings, book, totals);
	}
	return totals;
}

/** Writes the outcomes of imports: what failed in one order is not made good by the success of another one. */
class ImportBook {
	private readonly failedIn = new Map<number, ImportOrder>();

	constructor(private readonly ledger: RowLedger) {}

	/** Notes what is known of a customer in one order, unless another order has failed for them. */
	note(
		{ index }: Contact,
		order: ImportOrder,
		status: 'accepted' | 'sent',
		code: string,
		sentence: string,
	) {
		const failed = this.failedIn.get(index);
		if (failed !== undefined && failed.listId !== order.listId) return;
		this.failedIn.delete(index);
		this.ledger.set(index, status, code, sentence);
	}

	fail(
		{ index }: Contact,
		order: ImportOrder,
		status: 'rejected' | 'deferred',
		code: string,
		sentence: string,
	) {
		this.failedIn.set(index, order);
		this.ledger.set(index, status, code, sentence);
	}
}

function entryOf(
	profile: ProfileImport,
	{ attributesOf = identifiers }: Pick<ImportSettings, 'attributesOf'>,
): Entry {
	const json = JSON.stringify({ type: 'profile', attributes: attributesOf(profile.contact) });
	return { profile, json, bytes: utf8Bytes(json) };
}

/** Writes profiles one by one, as they are packed; those that are too large are rejected. */
function* entriesOf(
	order: ImportOrder,
	settings: ImportSettings,
	book: ImportBook,
): Generator<Entry> {
	for (const profile of order.profiles) {
		const entry = entryOf(profile, settings);
		if (entry.bytes <= largestProfileBytes) yield entry;
		else {
			book.fail(
				profile.contact,
				order,
				'rejected',
				'profile_too_large',
				'The properties of this customer are larger than the 100 KB Klaviyo takes.',
			);
		}
	}
}

async function importOnce(
	client: KlaviyoClient,
	orders: readonly ImportOrder[],
	settings: ImportSettings,
	book: ImportBook,
	totals: ImportTotals,
): Promise<ImportOrder[]> {
	const { context } = client;
	const jobs: Job[] = [];
	for (const order of orders) {
		const entries = entriesOf(order, settings, book);
		let done = 0;
		for (const batch of batchesOf(entries, importLimits, ({ bytes }) => bytes)) {
			await sendSplitting(batch, {
				send: async (part) => {
					const body = importBody(part, order.listId);
					const { data } = await client.call('bulk_import_profiles', { body }, jobSchema);
					const job = { id: data.id, profiles: part.map(({ profile }) => profile), order };
					jobs.push(job);
					noteRunning(job, book);
				},
				mend: (part, error) => mendPointed(part, error, order, settings, book),
				giveUp: (part, { status, code }) => {
					for (const { profile } of part) {
						book.fail(profile.contact, order, status, code, refusalOfProfile(code));
					}
				},
			});
			done += batch.length;
			context.onProgress?.({ phase: order.phase, done, total: order.profiles.length });
		}
	}

	const again = new Map(orders.map((order) => [order, [] as ProfileImport[]]));
	const open = await followJobs(context, jobs, settings.maxWaitMs, (job) =>
		finishJob(client, job, settings, book, totals, again.get(job.order) ?? []),
	);
	// A customer of two orders may have been confirmed for one of them in the meantime.
	for (const job of open) noteRunning(job, book);
	totals.jobs += jobs.length;
	totals.unfinishedJobs += open.length;
	return [...again]
		.filter(([, profiles]) => profiles.length > 0)
		.map(([order, profiles]) => ({ ...order, profiles }));
}

function noteRunning({ profiles, order }: Job, book: ImportBook) {
	for (const { contact } of profiles) {
		book.note(contact, order, 'accepted', 'job_running', jobRunning);
	}
}

function importBody(entries: readonly Entry[], listId: string | undefined): string {
	const profiles = entries.map(({ json }) => json).join(',');
	const lists =
		listId === undefined
			? ''
			: `,"relationships":{"lists":{"data":[${JSON.stringify({ type: 'list', id: listId })}]}}`;
	return `{"data":{"type":"profile-bulk-import-job","attributes":{"profiles":{"data":[${profiles}]}}${lists}}}`;
}

const profilePointer = /^\/data\/attributes\/profiles\/data\/(\d+)(?:\/(.*))?$/;

/** Drops the profiles a refused request points at, or only their phones where that is all that is wrong. */
function mendPointed(
	entries: readonly Entry[],
	{ faults }: RejectedError,
	order: ImportOrder,
	settings: ImportSettings,
	book: ImportBook,
): Entry[] | undefined {
	const faultAt = new Map<number, { code: string; place: string }>();
	for (const { pointer, code } of faults) {
		const [, index, place = ''] = profilePointer.exec(pointer ?? '') ?? [];
		if (index !== undefined && Number(index) < entries.length) {
			faultAt.set(Number(index), { code, place });
		}
	}
	if (faultAt.size === 0) return undefined;
	return entries.flatMap((entry, index) => {
		const fault = faultAt.get(index);
		if (fault === undefined) return [entry];
		if (fault.place.endsWith('phone_number')) {
			const mended = withoutPhone(
				entry.profile,
				'phone_refused',
				'without the phone number, which Klaviyo refuses',
			);
			if (mended !== undefined) return [entryOf(mended, settings)];
		}
		reject(entry.profile, order, fault.code, fault.place, book);
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
	code: string,
	place: string,
	book: ImportBook,
) {
	const at = place.replace(/^attributes\//, '').replace(/\//g, ' ');
	book.fail(contact, order, 'rejected', code, refusalOfProfile(code, at));
}

const unnamedFailure =
	'Klaviyo reports more failures in this import than it names: this customer may be one of them. Run again to find out.';

/** Looks at a job; when it has ended, writes its rows' outcomes. Gives whether it has ended. */
async function finishJob(
	client: KlaviyoClient,
	job: Job,
	{ notices }: ImportSettings,
	book: ImportBook,
	totals: ImportTotals,
	again: ProfileImport[],
): Promise<boolean> {
	const { data } = await client.call('get_bulk_import_profiles_job', { id: job.id }, jobSchema);
	const { status, failed_count, completed_count } = data.attributes;
	if (status === 'cancelled') {
		for (const { contact } of job.profiles) {
			book.fail(contact, job.order, 'deferred', 'job_cancelled', jobCancelled);
		}
		return true;
	}
	if (status !== 'complete') return false;

	const failed = failed_count ?? 0;
	totals.completed += completed_count ?? 0;
	totals.failed += failed;
	const failures = failed === 0 ? new Map<number, string>() : await readFailures(client, job);
	const isExplained = failures.size >= failed;
	job.profiles.forEach((profile, place) => {
		const { contact } = profile;
		const code = failures.get(place);
		if (code === undefined) {
			if (isExplained) {
				book.note(contact, job.order, 'sent', profile.code ?? 'sent', profile.sentence);
			} else book.note(contact, job.order, 'accepted', 'unconfirmed', unnamedFailure);
			return;
		}
		const mended = /duplicate|phone/i.test(code)
			? withoutPhone(
					profile,
					'phone_left_out',
					'without the phone number, which another profile holds or Klaviyo refuses',
				)
			: undefined;
		reject(profile, job.order, code, '', book);
		if (mended !== undefined) again.push(mended);
	});
	if (!isExplained) {
		notices.push({
			code: 'unnamed_failures',
			message: `Klaviyo reports ${counted(failed, 'failure')} in an import and names ${grouped(failures.size)} of them. Those of its customers who are not named are "accepted"; run again to see who is missing.`,
			level: 'warning',
		});
	}
	return true;
}

/** Gives the failed entries of a job by their place in it, with Klaviyo's code. */
async function readFailures(client: KlaviyoClient, job: Job): Promise<Map<number, string>> {
	const placeOf = new Map(job.profiles.map(({ contact }, place) => [contact, place]));
	const contacts = new ContactIndex(placeOf.keys());
	const failures = new Map<number, string>();
	const pages = client.pages(
		'get_errors_for_bulk_import_profiles_job',
		{ id: job.id, query: { 'page[size]': '100' } },
		importErrorSchema,
	);
	for await (const page of pages) {
		for (const { attributes } of page) {
			const { code, source, original_payload: payload } = attributes;
			const contact = contacts.find(identityIn(payload));
			const [, index] = profilePointer.exec(source?.pointer ?? '') ?? [];
			const place =
				contact === undefined
					? index === undefined
						? undefined
						: Number(index)
					: placeOf.get(contact);
			if (place !== undefined) failures.set(place, code);
		}
	}
	return failures;
}

/** The payload comes back as it was sent, or as its attributes alone. */
function identityIn(payload: Record<string, unknown> | null | undefined) {
	const inner = payload?.attributes ?? payload;
	const attributes = (typeof inner === 'object' && inner !== null ? inner : {}) as Record<
		string,
		unknown
	>;
	const text = (name: string) =>
		typeof attributes[name] === 'string' ? (attributes[name] as string) : undefined;
	return {
		email: text('email'),
		phone_number: text('phone_number'),
		external_id: text('external_id'),
	};
}
