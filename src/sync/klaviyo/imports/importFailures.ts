import { z } from 'zod';
import { settle } from '../../../values/settle';
import { RejectedError } from '../../http/errors';
import { entryAt, type EntryFault } from '../api/entryFaults';
import type { KlaviyoClient } from '../api/klaviyoClient';
import { ContactIndex } from '../people/contactIndex';
import type { ProfileImport } from './packImport';

/** A bulk import that Klaviyo has accepted. */
export interface ImportJob {
	readonly id: string;
	readonly profiles: readonly ProfileImport[];
}

const importErrorSchema = z.object({
	attributes: z.object({
		code: z.string().default('unknown'),
		source: z.object({ pointer: z.string().nullish() }).nullish(),
		original_payload: z.record(z.unknown()).nullish(),
	}),
});

/** The failed entries of a job; empty where Klaviyo no longer has them, and then nobody of the job counts as sent. */
export async function failuresOf(
	client: KlaviyoClient,
	job: ImportJob,
): Promise<Map<number, EntryFault>> {
	const read = await settle(readFailures(client, job));
	if (read.status === 'fulfilled') return read.value;
	const error: unknown = read.reason;
	const isExpired = error instanceof RejectedError && expiredStatuses.has(error.facts.status ?? 0);
	if (isExpired) return new Map();
	throw error;
}

const expiredStatuses: ReadonlySet<number> = new Set([404, 410]);

/** The failed entries of a job by their position in it, with Klaviyo's code for each. */
async function readFailures(
	client: KlaviyoClient,
	job: ImportJob,
): Promise<Map<number, EntryFault>> {
	const indexOf = new Map(job.profiles.map(({ contact }, index) => [contact, index]));
	const contacts = new ContactIndex(indexOf.keys());
	const failures = new Map<number, EntryFault>();
	const pages = client.pages(
		'get_errors_for_bulk_import_profiles_job',
		{ id: job.id, query: { 'page[size]': '100' } },
		importErrorSchema,
	);
	for await (const page of pages) {
		for (const { attributes } of page) {
			const { code, source, original_payload: payload } = attributes;
			const contact = contacts.find(identityIn(payload));
			const { index, place } = entryAt(source?.pointer);
			const found = contact === undefined ? index : indexOf.get(contact);
			if (found !== undefined) failures.set(found, { code, place });
		}
	}
	return failures;
}

/** The payload comes back as it was sent, or as its attributes only. */
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
