import type { JsonRecord } from '../../../values/jsonRecord';
import { ownCell } from '../../../values/ownCell';
import { readId } from '../../../values/readId';
import { rowPhone, type PhoneFields } from '../../people/rowPhone';
import { sendableEmail } from '../../people/sendableEmail';
import type { RowLedger } from '../../run/outcome';
import type { KlaviyoClient } from '../api/klaviyoClient';
import { skip } from './contactReasons';
import { readProfiles, type KnownProfile } from './readProfiles';

/** The fields with a customer's identifiers. */
export interface IdFields extends PhoneFields {
	readonly emailField: string;
	readonly externalIdField: string;
	readonly profileIdField: string;
}

/**
 * Returns the rows; those of customers known only by an ID get the email address and phone number that Klaviyo holds
 * for them.
 *
 * So a "no" on such a row counts for the address, and two rows of one profile are one customer. The profile's own ID
 * counts before the external ID. A customer whose ID belongs to no profile, or to several, is skipped: no profile is
 * created that can't be reached. The account is read only for such rows, and as a whole: looking IDs up would put them
 * into URLs.
 */
export async function fillById(
	rows: readonly JsonRecord[],
	fields: IdFields,
	client: KlaviyoClient,
	ledger: RowLedger,
): Promise<readonly JsonRecord[]> {
	const wanted = wantedIds(rows, fields);
	if (wanted.size === 0) return rows;
	const found = await findProfiles(client, wanted);
	const filled = [...rows];
	for (const [index, { profileId, externalId }] of wanted) {
		const byExternalId = found.externalId.get(externalId ?? '');
		const profile =
			found.profileId.get(profileId ?? '') ??
			(byExternalId === 'several' ? undefined : byExternalId);
		if (profile === undefined) {
			skip(ledger, index, 'noProfileOfId');
			continue;
		}
		const { email, phone_number } = profile.attributes;
		filled[index] = {
			...rows[index],
			...(fields.emailField === '' ? {} : { [fields.emailField]: email ?? undefined }),
			...(fields.phoneField === '' ? {} : { [fields.phoneField]: phone_number ?? undefined }),
		};
	}
	return filled;
}

interface Ids {
	readonly profileId?: string;
	readonly externalId?: string;
}

/** The IDs of rows that have no other usable key, by index. */
function wantedIds(rows: readonly JsonRecord[], fields: IdFields): Map<number, Ids> {
	const wanted = new Map<number, Ids>();
	if (fields.externalIdField === '' && fields.profileIdField === '') return wanted;
	rows.forEach((row, index) => {
		const profileId = readId(ownCell(row, fields.profileIdField));
		const externalId = readId(ownCell(row, fields.externalIdField));
		if (profileId === undefined && externalId === undefined) return;
		const isKnown =
			sendableEmail(ownCell(row, fields.emailField)) !== undefined ||
			rowPhone(row, fields) !== undefined;
		if (!isKnown) wanted.set(index, { profileId, externalId });
	});
	return wanted;
}

async function findProfiles(client: KlaviyoClient, wanted: ReadonlyMap<number, Ids>) {
	const ids = [...wanted.values()];
	const profileIds = new Set(ids.map(({ profileId }) => profileId));
	const externalIds = new Set(ids.map(({ externalId }) => externalId));
	const found = {
		profileId: new Map<string, KnownProfile>(),
		externalId: new Map<string, KnownProfile | 'several'>(),
	};
	let done = 0;
	for await (const page of readProfiles(client, {})) {
		for (const profile of page) {
			if (profileIds.has(profile.id)) found.profileId.set(profile.id, profile);
			const externalId = profile.attributes.external_id ?? undefined;
			if (externalId === undefined || !externalIds.has(externalId)) continue;
			found.externalId.set(externalId, found.externalId.has(externalId) ? 'several' : profile);
		}
		done += page.length;
		client.context.onProgress?.({ phase: 'Looking for customers by ID', done });
	}
	return found;
}
