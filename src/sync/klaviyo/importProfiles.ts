import { z } from 'zod';
import { batchesOf, utf8Bytes } from '../shared/batches';
import type { RejectedError } from '../shared/errors';
import type { RowLedger, SyncNotice } from '../shared/outcome';
import { sendSplitting } from '../shared/sendSplitting';
import { ContactIndex, identifiers, type Contact } from './contacts';
import { followJobs } from './jobs';
import type { KlaviyoClient } from './klaviyoClient';

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

export interface ImportSettings {
	readonly listId?: string;
	readonly maxWaitMs: number;
	readonly ledger: RowLedger;
	readonly notices: SyncNotice[];
	readonly phase: string;
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
 * Imports profiles by bulk jobs and follows each to its end; a profile that fails is told apart from its batch.
 *
 * A 202 alone is "accepted"; "sent" is written when the job has completed and its errors, all pages of them, don't name the
 * profile. A phone number that Klaviyo refuses, or that another profile holds, is left out and the profile sent again without it.
 */
export async function importProfiles(
	client: KlaviyoClient,
	imports: readonly ProfileImport[],
	settings: ImportSettings,
): Promise<ImportTotals> {
	const totals: ImportTotals = { jobs: 0, completed: 0, failed: 0, unfinishedJobs: 0 };
	let profiles = imports;
	// The second pass sends those again whose phone belongs to somebody else; it has no phones left to fail on.
	for (let pass = 1; pass <= 2 && profiles.length > 0; pass++) {
		profiles = await importOnce(client, profiles, settings, totals);
	}
	return totals;
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
	profiles: readonly ProfileImport[],
	settings: ImportSettings,
): Generator<Entry> {
	for (const profile of profiles) {
		const entry = entryOf(profile, settings);
		if (entry.bytes <= largestProfileBytes) yield entry;
		else {
			settings.ledger.set(
				profile.contact.index,
				'rejected',
				'profile_too_large',
				'The properties of this customer are larger than the 100 KB Klaviyo takes.',
			);
		}
	}
}

async function importOnce(
	client: KlaviyoClient,
	profiles: readonly ProfileImport[],
	settings: ImportSettings,
	totals: ImportTotals,
): Promise<ProfileImport[]> {
	const { ledger, phase, listId, maxWaitMs } = settings;
	const { context } = client;
	const jobs: Job[] = [];
	let done = 0;
	const entries = entriesOf(profiles, settings);
	for (const batch of batchesOf(entries, importLimits, ({ bytes }) => bytes)) {
		await sendSplitting(batch, {
			send: async (part) => {
				const body = importBody(part, listId);
				const { data } = await client.call('bulk_import_profiles', { body }, jobSchema);
				jobs.push({ id: data.id, profiles: part.map(({ profile }) => profile) });
				for (const { profile } of part) {
					ledger.set(
						profile.contact.index,
						'accepted',
						'job_running',
						'Klaviyo has taken this and has not confirmed it yet.',
					);
				}
			},
			mend: (part, error) => mendPointed(part, error, settings),
			giveUp: (part, error) => giveUp(part, error, ledger),
		});
		done += batch.length;
		context.onProgress?.({ phase, done, total: profiles.length });
	}

	const again: ProfileImport[] = [];
	const open = await followJobs(context, jobs, maxWaitMs, (job) =>
		finishJob(client, job, settings, totals, again),
	);
	totals.jobs += jobs.length;
	totals.unfinishedJobs += open.length;
	return again;
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
	settings: ImportSettings,
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
		reject(entry.profile, fault.code, fault.place, settings.ledger);
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

function reject({ contact }: ProfileImport, code: string, place: string, ledger: RowLedger) {
	const at = place.replace(/^attributes\//, '').replace(/\//g, ' ');
	ledger.set(
		contact.index,
		'rejected',
		code,
		`Klaviyo refuses this profile (${code}${at === '' ? '' : `, ${at}`}).`,
	);
}

function giveUp(entries: readonly Entry[], { facts }: RejectedError, ledger: RowLedger) {
	if (entries.length === 1) return reject(entries[0].profile, facts.code ?? 'unknown', '', ledger);
	for (const { profile } of entries) {
		ledger.set(
			profile.contact.index,
			'deferred',
			'batch_refused',
			'Klaviyo refused a batch with this customer and did not say for whom.',
		);
	}
}

/** Looks at a job; when it has ended, writes its rows' outcomes. Gives whether it has ended. */
async function finishJob(
	client: KlaviyoClient,
	job: Job,
	{ ledger, notices }: ImportSettings,
	totals: ImportTotals,
	again: ProfileImport[],
): Promise<boolean> {
	const { data } = await client.call('get_bulk_import_profiles_job', { id: job.id }, jobSchema);
	const { status, failed_count, completed_count } = data.attributes;
	if (status === 'cancelled') {
		for (const { contact } of job.profiles) {
			ledger.set(contact.index, 'deferred', 'job_cancelled', 'Klaviyo cancelled the import.');
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
		const { index } = profile.contact;
		const code = failures.get(place);
		if (code === undefined) {
			if (isExplained) ledger.set(index, 'sent', profile.code ?? 'sent', profile.sentence);
			else {
				ledger.set(
					index,
					'accepted',
					'unconfirmed',
					'Klaviyo reports more failures in this import than it names.',
				);
			}
			return;
		}
		const mended = /duplicate|phone/i.test(code)
			? withoutPhone(
					profile,
					'phone_left_out',
					'without the phone number, which another profile holds or Klaviyo refuses',
				)
			: undefined;
		reject(profile, code, '', ledger);
		if (mended !== undefined) again.push(mended);
	});
	if (!isExplained) {
		notices.push({
			code: 'unnamed_failures',
			message: `Klaviyo reports ${failed} failures in an import and names ${failures.size} of them.`,
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
